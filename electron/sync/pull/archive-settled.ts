import { isSettled } from '../../../shared/outbox/transitions.ts';
import { SETTLED_IS_KEPT } from '../../../shared/sync/waits.ts';
import type { SyncContext } from '../context.ts';

/** Called after a complete refresh: records that nobody touched for long, and whose account the mirror holds, leave the outbox. */
export async function archiveSettled(context: SyncContext): Promise<boolean> {
  const now = context.time.clock.now();
  for (const record of context.accounts.records.values()) {
    const { state, remoteId, editedAt, localId } = record;
    if (state.name !== 'synced' || remoteId === null || !isSettled(record)) continue;
    // An edit's stamp is ahead of the clock where the clock was set back.
    const touched = editedAt > now ? state.at : Math.max(state.at, editedAt);
    const old = now - touched > SETTLED_IS_KEPT;
    if (!old || !context.mirror.accounts.has(remoteId)) continue;
    const settled = await context.accounts.settle(localId);
    if (!settled.ok) return false;
  }
  return true;
}
