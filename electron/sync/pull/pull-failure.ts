import type { AccountType } from '../../../shared/account.ts';
import type { Answer } from '../../salesbinder/gateway.ts';
import { blame } from '../context.ts';
import type { SyncContext } from '../context.ts';

/**
 * How a question of the download went: `on`; `stuck`, which says nothing against the other types; `stopped`: nothing
 * more can be asked now.
 */
export type Went = 'on' | 'stuck' | 'stopped';

/** What a failed question of the download means for others. A type that this key may not see is held: others go on. */
export async function afterFailure(
  context: SyncContext,
  type: AccountType,
  { problem, retryAfter }: Extract<Answer<unknown>, { ok: false }>,
): Promise<'stuck' | 'stopped'> {
  if (problem.what === 'unreachable') context.hold(problem);
  else if (problem.what === 'over-limit') await context.coolDown(retryAfter);
  else {
    const whose = await blame(context, type);
    if (whose === 'type') context.holdType(type);
    if (whose === 'type' || whose === 'alone') return 'stuck';
  }
  return 'stopped';
}
