import { isSettled } from '../../../shared/outbox/transitions.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import type { SyncContext } from '../context.ts';

/** How long a settled record stays in the outbox, ms. */
const KEPT = 90 * 24 * 60 * 60_000;

/** Called after everything was looked at: what the mirror holds and nobody touched for long leaves the outbox. */
export async function archiveSettled(context: SyncContext, mirror: Mirror): Promise<boolean> {
  const now = context.clock.now();
  for (const record of context.accounts.records.values()) {
    const { state, remoteId, editedAt, localId } = record;
    if (state.name !== 'synced' || remoteId === null || !isSettled(record)) continue;
    const old = now - Math.max(state.at, editedAt) > KEPT;
    if (!old || !mirror.accounts.has(remoteId)) continue;
    const settled = await context.accounts.settle(localId);
    if (!settled.ok) return false;
  }
  return true;
}
