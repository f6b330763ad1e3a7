import { join } from 'node:path';
import { openWorkspace } from '../../electron/app/workspace.ts';
import type { OpenWorkspace } from '../../electron/app/workspace.ts';
import { systemClock } from '../../electron/clock.ts';
import { nodeFiles } from '../../electron/store/disk/files.ts';
import { realPacer } from '../../electron/store/disk/pacer.ts';
import type { StoreFolder } from '../../electron/store/disk/folder.ts';
import type { Input } from '../../shared/contract/contract.ts';
import type { Result } from '../../shared/problem.ts';
import { mirroredAccounts, typedAccount } from './accounts.ts';

/** A workspace as the app opens it, over the true disk; offline until `sync.setStayOffline(false)`. */
export interface DeskOrder {
  readonly folder: string;
  readonly place?: Partial<StoreFolder>;
  /** Answers in SalesBinder's place. */
  readonly fetch?: typeof globalThis.fetch;
}

const ID = 'bench';
const UNLIMITED = [{ requests: 1_000_000, within: 1_000 }];

export async function openDesk({ folder, place, fetch }: DeskOrder): Promise<OpenWorkspace> {
  const opened = await openWorkspace({
    id: ID,
    place: { files: nodeFiles, pacer: realPacer, folder, ...place },
    clock: systemClock(),
    random: Math.random,
    timeScale: 1,
    stayOffline: true,
    fetch: fetch ?? globalThis.fetch,
    isOurs: () => true,
    origin: 'https://bench.salesbinder.com',
    limits: UNLIMITED,
    key: 'bench',
  });
  const desk = valueOf(opened);
  // The messages to the window, as browser mode writes them.
  desk.rows.subscribe((page) => void JSON.stringify(page));
  return desk;
}

/** Where the workspace's files are. */
export function filesOf(folder: string): string {
  return join(folder, 'workspaces', ID);
}

/** So many accounts in the mirror, written by the app itself, and so many new ones in the outbox. */
export async function fillDesk(folder: string, accounts: number, unsent: number): Promise<void> {
  const desk = await openDesk({ folder });
  const rows = mirroredAccounts(accounts);
  for (let from = 0; from < rows.length; from += 1_000) {
    valueOf(await desk.mirror.put(rows.slice(from, from + 1_000)));
  }
  for (let index = 0; index < unsent; index += 1) await saveOne(desk, typedNew(index));
  await desk.close();
}

/** The form's input when somebody saves a new account. */
export function typedNew(index: number): Input<'saveAccount'> {
  const changed = Object.fromEntries(
    Object.entries(typedAccount(index)).flatMap(([key, to]) =>
      to === '' ? [] : [[key, { from: '', to }] as const],
    ),
  );
  const localId = `bench-${String(index).padStart(8, '0')}`;
  return { localId, openedAtRevision: 0, type: 'customer', changed, note: null };
}

export async function saveOne(
  desk: Pick<OpenWorkspace, 'accounts'>,
  typed: Input<'saveAccount'>,
): Promise<void> {
  valueOf(await desk.accounts.save(typed));
}

/** Until what is compared with new accounts is complete: it is built after the opening, in the background. */
export async function settled(desk: OpenWorkspace): Promise<void> {
  await desk.duplicates.likely({ localId: 'nobody-yet', values: { name: 'Nobody yet' } });
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Not done: ${JSON.stringify(result.problem)}`);
  return result.value;
}
