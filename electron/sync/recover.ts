import { record } from './context.ts';
import type { SyncContext } from './context.ts';

/**
 * What was being sent when the app stopped, or when an answer could not be recorded: nobody saw what became of it.
 * Called only while nothing is under way. @returns whether the disk took it
 */
export async function recovered(context: SyncContext): Promise<boolean> {
  for (const { localId, state } of context.accounts.records.values()) {
    if (state.name !== 'sending') continue;
    const kept = await record(context, localId, {
      is: 'outcome-unknown',
      at: context.clock.now(),
      attemptId: state.attempt.id,
      ended: context.rateLimiter.instant(),
      problem: { what: 'lost', detail: 'interrupted' },
      dueAt: context.clock.now(),
    });
    if (!kept.ok) return false;
  }
  return true;
}
