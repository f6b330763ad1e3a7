import { isSettled } from '../../accounts/validate-save.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import type { Way } from '../context.ts';

/** How long a settled record stays in the outbox, ms. */
const KEPT = 90 * 24 * 60 * 60_000;

/** Called after everything was looked at: what the mirror holds and nobody touched for long leaves the outbox. */
export async function settleOld(way: Way, mirror: Mirror): Promise<boolean> {
  const now = way.clock.now();
  for (const record of way.accounts.records.values()) {
    const { state, remoteId, editedAt, localId } = record;
    if (state.name !== 'synced' || remoteId === null || !isSettled(record)) continue;
    const old = now - Math.max(state.at, editedAt) > KEPT;
    if (!old || !mirror.accounts.has(remoteId)) continue;
    const settled = await way.accounts.settle(localId);
    if (!settled.ok) return false;
  }
  return true;
}
