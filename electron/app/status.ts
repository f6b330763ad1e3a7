import type { AccountType } from '../../shared/account.ts';
import type { AppStatus, Workspace } from '../../shared/contract/status.ts';
import { assertNever } from '../../shared/exhaustive.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import type { Connection, Counts } from '../../shared/contract/status.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { downloadOf } from './download-status.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Sync } from '../sync/engine.ts';

interface Open {
  readonly workspace: Workspace;
  readonly accounts: Pick<Accounts, 'records'>;
  readonly mirror: Mirror;
  readonly sync: Sync;
}

/** The status bar's content, computed afresh from the records and the sync as they are. */
export function statusOf(open: Open, now: number): AppStatus {
  const { workspace, sync, mirror } = open;
  const { records } = open.accounts;
  const connection = connectionOf(sync);
  const counts = countsOf(records.values());
  const left = counts.waiting + counts.sending;
  const reachable = connection.is === 'online' || connection.is === 'not-tried';
  const throughAt =
    left > 0 && reachable ? now + sync.rateLimiter.through(requestsFor(records.values(), mirror)) : null;
  return { workspace, connection, counts, throughAt, download: downloadOf(mirror, sync, now) };
}

function connectionOf(sync: Sync): Connection {
  if (sync.stayOffline) return { is: 'stay-offline' };
  const { link } = sync;
  if (link.is !== 'held') return link;
  return { is: 'held', problem: link.problem, until: link.until?.wall ?? null, trying: sync.trying };
}

/** Of records that are not discarded. */
export function countsOf(records: Iterable<OutboxRecord>): Counts {
  const counts = { waiting: 0, sending: 0, checking: 0, needsYou: 0 };
  for (const { discarded, state } of records) {
    if (discarded) continue;
    switch (state.name) {
      case 'waiting':
        counts.waiting += 1;
        break;
      case 'sending':
        counts.sending += 1;
        break;
      case 'unknown':
        if (state.ask === null) counts.checking += 1;
        else counts.needsYou += 1;
        break;
      case 'conflict':
      case 'refused':
      case 'gone':
        counts.needsYou += 1;
        break;
      case 'synced':
        break;
      default:
        assertNever(state);
    }
  }
  return counts;
}

/** So many updates go out, about, while one list page is good as their check (sync/list-check.ts). */
const PER_CHECK = 20;

/** A create is one request, an update one and its check, which downloaded accounts of one type share. */
function requestsFor(records: Iterable<OutboxRecord>, mirror: Mirror): number {
  let requests = 0;
  const sharing = new Map<AccountType, number>();
  for (const { discarded, state, type, remoteId } of records) {
    if (discarded || (state.name !== 'waiting' && state.name !== 'sending')) continue;
    requests += 1;
    if (remoteId === null) continue;
    if (!mirror.accounts.has(remoteId)) requests += 1;
    else sharing.set(type, (sharing.get(type) ?? 0) + 1);
  }
  for (const [type, updates] of sharing) {
    // A prospect may have become a customer: it is looked for in both lists.
    requests += Math.ceil(updates / PER_CHECK) * (type === 'prospect' ? 2 : 1);
  }
  return requests;
}
