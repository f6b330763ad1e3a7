import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../electron/app/app.ts';
import type { App } from '../../electron/app/app-port.ts';
import type { Host, HostFetch } from '../../electron/host.ts';
import type { Files } from '../../electron/store/disk/files.ts';
import { startPractice } from '../../electron/practice/practice.ts';
import type { Practice, PracticeOptions } from '../../electron/practice/practice.ts';
import type { AccountType, FieldKey } from '../../shared/account.ts';
import type { AccountView } from '../../shared/contract/account-view.ts';
import type { Input, Row } from '../../shared/contract/contract.ts';
import type { RowsChunk } from '../../shared/contract/rows.ts';
import type { AppStatus } from '../../shared/contract/status.ts';
import type { Result } from '../../shared/problem.ts';
import { statusWords } from '../../shared/words/en/status.ts';
import { PATIENCE } from './eventually.ts';

/** The app as a person would use it, without a window: on a real folder, against a real server on loopback. */
export interface RunningApp {
  readonly app: App;
  readonly folder: string;
  readonly secrets: Host['secrets'];
  readonly said: { readonly notifications: string[]; readonly badges: number[] };
  save(localId: string, type: AccountType, typed: Partial<Record<FieldKey, string>>): Promise<void>;
  view(localId: string): Promise<AccountView>;
  rows(): Promise<readonly Row[]>;
  status(): Promise<AppStatus>;
  /** Resolves when the status of that record begins with these words. */
  reads(localId: string, words: string): Promise<AccountView>;
  /** Resolves when it holds; asked again at each event of the app. */
  until<T>(what: string, holds: () => Promise<T | null | false>): Promise<T>;
  stop(): Promise<void>;
}

export interface RunOptions {
  readonly folder?: string;
  readonly origin?: string | null;
  readonly timeScale?: number;
  readonly fetch?: HostFetch;
  readonly secrets?: Host['secrets'];
  readonly files?: Files;
  readonly openLink?: Host['openLink'];
}

export const KEY = 'k3y-of-a-person-who-sells';

export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'fieldbinder-'));
}

export function salesbinder(options: Partial<PracticeOptions> = {}): Promise<Practice> {
  return startPractice({ key: KEY, seeded: false, limits: null, ...options });
}

export async function runApp(options: RunOptions = {}): Promise<RunningApp> {
  const folder = options.folder ?? (await newFolder());
  const secrets = options.secrets ?? keptInMemory();
  const said = { notifications: [] as string[], badges: [] as number[] };
  const app = must(
    await startApp({
      folder,
      timeScale: options.timeScale ?? 200,
      salesbinderOrigin: options.origin ?? null,
      ...(options.files && { files: options.files }),
      // Waiting for a window to pass is not what these tests are about.
      limits: [{ requests: 1_000, within: 1_000 }],
      host: {
        kind: 'browser',
        version: '0',
        secrets,
        fetch: options.fetch ?? globalThis.fetch,
        notify: ({ title }) => said.notifications.push(title),
        badge: (count) => said.badges.push(count),
        openLink: options.openLink ?? (() => undefined),
      },
    }),
  );
  const { handlers } = app;
  const view = async (localId: string): Promise<AccountView> => must(await handlers.account({ localId }));
  const until = untilHolds(app);
  return {
    app,
    folder,
    secrets,
    said,
    view,
    until,
    save: async (localId, type, typed) => {
      const before = await handlers.account({ localId });
      must(await handlers.saveAccount(typing(localId, type, typed, before)));
    },
    rows: () => allRows(app),
    status: async () => {
      const { status } = must(await handlers.open(null));
      if (status === null) throw new Error('No workspace is open');
      return status;
    },
    reads: (localId, words) =>
      until(`${localId} reads "${words}"`, async () => {
        const now = await view(localId);
        return statusWords(now.status, Date.now()).startsWith(words) ? now : null;
      }),
    stop: async () => {
      await app.close();
    },
  };
}

/** The whole list, chunk after chunk as a window takes it. */
async function allRows({ handlers }: App): Promise<readonly Row[]> {
  let chunk: RowsChunk = must(await handlers.rows({ since: null }));
  const rows = JSON.parse(chunk.rows) as Row[];
  while (chunk.more !== null) {
    const { load, from } = chunk.more;
    chunk = must(await handlers.moreRows({ load, from }));
    rows.push(...(JSON.parse(chunk.rows) as Row[]));
  }
  return rows;
}

/** Connects as the first run does. */
export async function connected(run: RunningApp, keepKey = true): Promise<void> {
  must(await run.app.handlers.connect({ address: 'acme', key: KEY, keepKey }));
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Failed: ${JSON.stringify(result.problem)}`);
  return result.value;
}

export async function forgetFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

function typing(
  localId: string,
  type: AccountType,
  typed: Partial<Record<FieldKey, string>>,
  before: Result<AccountView>,
): Input<'saveAccount'> {
  const changed = Object.fromEntries(
    Object.entries(typed).map(([key, to]) => {
      const from = before.ok ? before.value.values[key as FieldKey] : '';
      return [key, { from, to }];
    }),
  );
  const openedAtRevision = before.ok ? before.value.revision : 0;
  return { localId, openedAtRevision, type, changed, note: null };
}

function untilHolds(app: App): RunningApp['until'] {
  return (what, holds) =>
    new Promise((resolve, reject) => {
      let asking = false;
      let askAgain = false;
      const stop = app.subscribe(() => {
        ask();
      });
      const tooLate = setTimeout(() => {
        stop();
        reject(new Error(`It never came to pass: ${what}`));
      }, PATIENCE);
      const ask = (): void => {
        if (asking) {
          askAgain = true;
          return;
        }
        asking = true;
        void holds().then((value) => {
          asking = false;
          if (value !== null && value !== false) {
            clearTimeout(tooLate);
            stop();
            resolve(value);
          } else if (askAgain) {
            askAgain = false;
            ask();
          }
        }, reject);
      };
      ask();
    });
}

function keptInMemory(): Host['secrets'] {
  const keys = new Map<string, string>();
  return {
    kind: 'keystore',
    read: (workspace) => Promise.resolve(keys.get(workspace) ?? null),
    keep: (workspace, key) => Promise.resolve(void keys.set(workspace, key)),
    opened: Promise.resolve(),
  };
}
