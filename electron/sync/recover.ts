import { record } from './context.ts';
import type { Way } from './context.ts';

/**
 * What was being sent when the app stopped, or when an answer could not be recorded: nobody saw what became of it.
 * Called only while nothing is under way. @returns whether the disk took it
 */
export async function recovered(way: Way): Promise<boolean> {
  for (const { localId, state } of way.accounts.records.values()) {
    if (state.name !== 'sending') continue;
    const kept = await record(way, localId, {
      is: 'outcome-unknown',
      at: way.clock.now(),
      attemptId: state.attempt.id,
      ended: way.turns.instant(),
      problem: { what: 'lost', detail: 'interrupted' },
      dueAt: way.clock.now(),
    });
    if (!kept.ok) return false;
  }
  return true;
}
