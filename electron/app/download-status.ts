import { ACCOUNT_TYPES } from '../../shared/account.ts';
import type { Download } from '../../shared/contract/status.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Progress } from '../../shared/sync/pull-progress.ts';
import { PAGE } from '../sync/pull/download.ts';
import type { Sync } from '../sync/engine.ts';

/** How far the download is. A type that this key may not see counts for nothing. */
export function downloadOf(
  mirror: Mirror,
  sync: Pick<Sync, 'held' | 'link' | 'stayOffline' | 'rateLimiter'>,
  now: number,
): Download {
  const types = ACCOUNT_TYPES.filter((type) => !sync.held.types.has(type)).map((type) =>
    mirror.progress(type),
  );
  const done = mirror.accounts.size;
  const marks = types.flatMap(({ mark, asOf }) => (mark === null || asOf === null ? [] : [asOf]));
  if (marks.length === types.length && types.length > 0) {
    return { is: 'ready', accounts: done, asOf: Math.min(...marks) };
  }
  if (types.every(({ scan, mark }) => scan === null && mark === null)) return { is: 'none' };
  const known = types.every(({ scan, mark }) => scan !== null || mark !== null);
  const of = known ? done + missingOf(types, mirror) : null;
  const sends = sync.link.is === 'online' && !sync.stayOffline;
  const requests = Math.ceil(leftOf(types) / PAGE);
  return {
    is: 'running',
    done,
    of,
    throughAt: of !== null && sends ? now + sync.rateLimiter.through(requests) : null,
  };
}

/** Accounts that SalesBinder counts and that are not here. */
function missingOf(types: readonly Progress[], mirror: Mirror): number {
  let missing = 0;
  for (const { type, scan } of types) {
    if (scan !== null) missing += Math.max(scan.count - mirror.accounts.countOf(type), 0);
  }
  return missing;
}

/** Accounts on the pages that are still to be read: more than are missing where a download begins anew. */
function leftOf(types: readonly Progress[]): number {
  let left = 0;
  for (const { scan } of types) {
    if (scan !== null) left += Math.max(scan.count - (scan.page - 1) * PAGE, 0);
  }
  return left;
}
