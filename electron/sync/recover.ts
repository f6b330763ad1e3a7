import { applyEvents } from './context.ts';
import type { SyncContext } from './context.ts';
import type { Lanes } from './send/lanes.ts';

/**
 * An attempt that was under way when the app stopped, or when its answer could not be recorded, is one whose outcome
 * nobody saw. One that is being sent has its answer still to come. @returns whether the disk took it
 */
export async function recovered(context: SyncContext, lanes: Pick<Lanes, 'has'>): Promise<boolean> {
  for (const { localId, state } of context.accounts.records.values()) {
    if (state.name !== 'sending' || lanes.has(localId)) continue;
    const at = context.time.clock.now();
    const ended = context.gatekeeper.instant();
    const kept = await applyEvents(context, localId, () => [
      {
        is: 'outcome-unknown',
        ...{ at, ended, attemptId: state.attempt.id, dueAt: at },
        problem: { what: 'lost', detail: 'interrupted' },
      },
    ]);
    if (!kept.ok) return false;
  }
  return true;
}
