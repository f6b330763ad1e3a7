import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Notice } from '../../shared/contract/session.ts';
import type { Workspace } from '../../shared/contract/status.ts';
import { afterRestart, NO_REQUESTS } from '../../shared/sync/limiter.ts';
import type { Limit, RateWindows } from '../../shared/sync/limiter.ts';
import { ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import { openAccounts } from '../accounts/accounts.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import { comparedAccounts } from '../duplicates/candidates.ts';
import { lookalikes, openDuplicates } from '../duplicates/finder.ts';
import type { Duplicates } from '../duplicates/finder.ts';
import type { HostFetch } from '../host.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Practice } from '../practice/practice.ts';
import { openRowFeed } from '../list/rows.ts';
import type { RowFeed } from '../list/rows.ts';
import type { Gateway } from '../salesbinder/gateway.ts';
import { NetworkFailure } from '../salesbinder/network-failure.ts';
import { httpGateway } from '../salesbinder/v2/http-gateway.ts';
import type { Collection } from '../store/collection.ts';
import { WINDOWS } from '../store/schemas/limiter-store.ts';
import type { OpenedCollection } from '../store/journal/open-collection.ts';
import type { StoreFolder } from '../store/disk/folder.ts';
import { openFiles } from './workspace-files.ts';
import type { WorkspaceFiles } from './workspace-files.ts';
import { Sync } from '../sync/engine.ts';
import type { RateWindowsStore } from '../sync/rate-limiter.ts';

/** Everything of one SalesBinder site on this computer; nothing of it ever crosses over to another. */
export interface OpenWorkspace {
  readonly workspace: Workspace;
  readonly accounts: Accounts;
  readonly mirror: Mirror;
  readonly duplicates: Duplicates;
  readonly rows: RowFeed;
  readonly sync: Sync;
  /** Null unless it is the practice workspace. */
  readonly practice: Practice | null;
  readonly notices: readonly Notice[];
  /** A new key: what waited for one goes on. */
  useKey(key: string): void;
  /** @returns whether nothing was under way any more */
  close(): Promise<boolean>;
}

export interface WorkspaceOptions {
  readonly id: string;
  /** The data folder; each workspace has a folder of its own in it. */
  readonly place: StoreFolder;
  readonly clock: Clock;
  readonly random: () => number;
  readonly timeScale: number;
  readonly stayOffline: boolean;
  readonly fetch: HostFetch;
  /** Asked when each request leaves: whether the data folder is still this process's. */
  readonly isOurs: () => boolean;
  /** Not used for the practice workspace, which brings its own. */
  readonly origin: string;
  readonly limits: readonly Limit[];
  /** Null: not known yet. */
  readonly key: string | null;
}

export const PRACTICE = 'practice';

export async function openWorkspace(options: WorkspaceOptions): Promise<Result<OpenWorkspace>> {
  const place = { ...options.place, folder: join(options.place.folder, 'workspaces', options.id) };
  // New at each opening and known to nobody else: a page that finds the port can't write to the practice site.
  const practiceKey = options.id === PRACTICE ? randomUUID() : null;
  const opened = await openFiles(place, practiceKey, options.timeScale);
  if (!opened.ok) return opened;
  const files = opened.value;
  const { practice, mirror } = files;
  const origin = practice?.origin ?? options.origin;
  const gate = gatedFetch(options);
  const gatewayFor = (key: string): Gateway => httpGateway({ origin, key, fetch: gate.fetch });
  const key = practiceKey ?? options.key;
  const { accounts, duplicates, rows } = openReadings(options, files, place);
  const gateway = key === null ? null : gatewayFor(key);
  const sync = startSync(options, files, { accounts, duplicates, gateway });
  return ok({
    workspace: { id: options.id, kind: practice === null ? 'salesbinder' : 'practice' },
    accounts,
    mirror,
    duplicates,
    rows,
    sync,
    practice,
    notices: noticesOf(options.id, files.opened),
    useKey: (given) => {
      sync.setGateway(gatewayFor(given));
    },
    async close() {
      gate.shut();
      const settled = await sync.close();
      rows.close();
      duplicates.close();
      await accounts.close();
      await files.close();
      return settled;
    },
  });
}

/** The accounts, and everything that is computed from them. */
function openReadings(
  { clock, random }: WorkspaceOptions,
  { outbox, mirror, archive }: WorkspaceFiles,
  { pacer }: Pick<StoreFolder, 'pacer'>,
): Pick<OpenWorkspace, 'accounts' | 'duplicates' | 'rows'> {
  const yieldToEventLoop = (): Promise<void> => pacer.yieldToEventLoop();
  const accounts = openAccounts(outbox, clock, { mirror, archive, yieldToEventLoop });
  const duplicates = openDuplicates(comparedAccounts(accounts, mirror), yieldToEventLoop, clock.after);
  const rows = openRowFeed(accounts, mirror, { random, yieldToEventLoop, asked: duplicates.postpone });
  return { accounts, duplicates, rows };
}

function startSync(
  { clock, random, timeScale, stayOffline, limits }: WorkspaceOptions,
  { mirror, limiter }: WorkspaceFiles,
  {
    accounts,
    duplicates,
    gateway,
  }: Pick<OpenWorkspace, 'accounts' | 'duplicates'> & { readonly gateway: Gateway | null },
): Sync {
  return new Sync({
    ...{ accounts, mirror, gateway, clock, random, timeScale, stayOffline, limits },
    windows: windowsIn(limiter, clock),
    alike: (record) => lookalikes(duplicates, record),
  });
}

/**
 * The last door before a request leaves. Between the engine's "it may be sent" and the first byte lie writes and the
 * making of a connection, which can take any time, a sleep among them: so it is asked here, and by the platform again.
 */
function gatedFetch({ fetch, isOurs }: Pick<WorkspaceOptions, 'fetch' | 'isOurs'>): {
  readonly fetch: typeof globalThis.fetch;
  /** The workspace is being closed: nothing more leaves. */
  shut(): void;
} {
  let open = true;
  const assertMayLeave = (): void => {
    if (!open) throw new NetworkFailure('CLOSING', { left: false });
    if (!isOurs()) throw new NetworkFailure('FOLDER_TAKEN', { left: false });
  };
  return {
    async fetch(input, init) {
      assertMayLeave();
      return fetch(input, init, assertMayLeave);
    },
    shut() {
      open = false;
    },
  };
}

function windowsIn(collection: Collection<RateWindows>, clock: Clock): RateWindowsStore {
  return {
    windows: afterRestart(collection.rows.get(WINDOWS) ?? NO_REQUESTS, clock.now()),
    keep: (windows) => collection.commit([{ put: WINDOWS, row: windows }]),
  };
}

/** The damage found when opening, named so that a dismissed notice stays dismissed. */
export function noticesOf(
  place: string,
  opened: readonly (Pick<OpenedCollection<unknown>, 'notice'> | undefined)[],
): readonly Notice[] {
  return opened.flatMap((one) => {
    // A damaged limiter file costs a minute's wait and nothing that a person would miss.
    if (one === undefined || one.notice === null || one.notice.store === 'limiter') return [];
    return [{ ...one.notice, id: `${place}/${one.notice.store}/${one.notice.setAside}` }];
  });
}
