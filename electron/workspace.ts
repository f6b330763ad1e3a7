import { join } from 'node:path';
import type { Notice, Workspace } from '../shared/contract.ts';
import { afterRestart, NO_REQUESTS } from '../shared/limiter.ts';
import type { Limit, Windows } from '../shared/limiter.ts';
import { failed, ok } from '../shared/problem.ts';
import type { Result } from '../shared/problem.ts';
import { openAccounts } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import type { Clock } from './clock.ts';
import { comparedAccounts } from './compared.ts';
import { likelyOne, openDuplicates } from './duplicates.ts';
import type { Duplicates } from './duplicates.ts';
import { openMirror } from './mirror.ts';
import type { Mirror } from './mirror.ts';
import { openArchive } from './store/archive-store.ts';
import { openMirrorStore } from './store/mirror-store.ts';
import { openPractice } from './practice-site.ts';
import type { Practice } from './practice/practice.ts';
import { openRows } from './rows.ts';
import type { Rows } from './rows.ts';
import type { Gateway } from './salesbinder/gateway.ts';
import { httpGateway } from './salesbinder/http-gateway.ts';
import { openLimiter, WINDOWS } from './store/limiter-store.ts';
import type { OpenedCollection } from './store/open-collection.ts';
import { openOutbox } from './store/outbox-store.ts';
import type { Place } from './store/snapshot.ts';
import { Sync } from './sync/engine.ts';
import type { WindowsStore } from './sync/turns.ts';

/** Everything of one SalesBinder site on this computer; nothing of it ever crosses over to another. */
export interface OpenWorkspace {
  readonly workspace: Workspace;
  readonly accounts: Accounts;
  readonly mirror: Mirror;
  readonly duplicates: Duplicates;
  readonly rows: Rows;
  readonly sync: Sync;
  /** Null unless it is the practice workspace. */
  readonly practice: Practice | null;
  readonly notices: readonly Notice[];
  /** A new key: what waited for one goes on. */
  useKey(key: string): void;
  close(): Promise<void>;
}

export interface WorkspaceOptions {
  readonly id: string;
  /** The data folder; each workspace has a folder of its own in it. */
  readonly place: Place;
  readonly clock: Clock;
  readonly random: () => number;
  readonly hurry: number;
  readonly stayOffline: boolean;
  readonly fetch: typeof globalThis.fetch;
  /** Not used for the practice workspace, which brings its own. */
  readonly origin: string;
  readonly limits: readonly Limit[];
  /** Null: not known yet. */
  readonly key: string | null;
}

export const PRACTICE = 'practice';
/** Not a secret: this server listens on this computer only and holds nothing real. */
const PRACTICE_KEY = 'practice';

export async function openWorkspace(options: WorkspaceOptions): Promise<Result<OpenWorkspace>> {
  const place = { ...options.place, folder: join(options.place.folder, 'workspaces', options.id) };
  const outbox = await openOutbox(place);
  if (!outbox.ok) return outbox;
  const limiter = await openLimiter(place);
  if (!limiter.ok) return closing(limiter.problem, outbox.value);
  const store = await openMirrorStore(place);
  if (!store.ok) return closing(store.problem, outbox.value, limiter.value);
  const archive = await openArchive(place);
  if (!archive.ok) return closing(archive.problem, outbox.value, limiter.value, store.value);
  const site = options.id === PRACTICE ? await openPractice(place, PRACTICE_KEY, options.hurry) : null;
  if (site !== null && !site.ok) {
    return closing(site.problem, outbox.value, limiter.value, store.value, archive.value);
  }
  const practice = site?.value.practice ?? null;
  const origin = practice?.origin ?? options.origin;
  const gatewayFor = (key: string): Gateway => httpGateway({ origin, key, fetch: options.fetch });
  const key = practice === null ? options.key : PRACTICE_KEY;
  const mirror = await openMirror(store.value.collection, store.value.notice?.setAside ?? null);
  const beside = { mirror, archive: archive.value.collection };
  const accounts = openAccounts(outbox.value.collection, options.clock, beside);
  const rows = openRows(accounts, mirror);
  const duplicates = openDuplicates(comparedAccounts(accounts, mirror), () => place.pace.breathe());
  const sync = new Sync({
    accounts,
    windows: windowsIn(limiter.value, options.clock),
    clock: options.clock,
    random: options.random,
    hurry: options.hurry,
    stayOffline: options.stayOffline,
    limits: options.limits,
    gateway: key === null ? null : gatewayFor(key),
    mirror,
    alike: (record) => likelyOne(duplicates, record),
  });
  return ok({
    workspace: { id: options.id, kind: practice === null ? 'salesbinder' : 'practice' },
    accounts,
    mirror,
    duplicates,
    rows,
    sync,
    practice,
    notices: noticesOf(options.id, [
      outbox.value,
      limiter.value,
      store.value,
      archive.value,
      site?.value.kept,
    ]),
    useKey: (given) => {
      sync.setGateway(gatewayFor(given));
    },
    async close() {
      await sync.close();
      duplicates.close();
      await accounts.close();
      await mirror.close();
      await archive.value.collection.close();
      await limiter.value.collection.close();
      await site?.value.close();
    },
  });
}

function windowsIn({ collection }: OpenedCollection<Windows>, clock: Clock): WindowsStore {
  return {
    windows: afterRestart(collection.rows.get(WINDOWS) ?? NO_REQUESTS, clock.now()),
    keep: (windows) => collection.commit([{ put: WINDOWS, row: windows }]),
  };
}

/** What could not be read, named so that a dismissed notice stays dismissed. */
export function noticesOf(
  place: string,
  opened: readonly (Pick<OpenedCollection<unknown>, 'notice'> | undefined)[],
): readonly Notice[] {
  return opened.flatMap((one) => {
    if (one === undefined || one.notice === null) return [];
    return [{ ...one.notice, id: `${place}/${one.notice.store}/${one.notice.setAside}` }];
  });
}

async function closing(
  problem: Parameters<typeof failed>[0],
  ...opened: readonly { readonly collection: { close(): Promise<void> } }[]
): Promise<Result<never>> {
  for (const { collection } of opened) await collection.close();
  return failed(problem);
}
