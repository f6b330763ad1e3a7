import type { AccountType } from '../../shared/account.ts';
import type { Answer } from '../salesbinder/gateway.ts';
import { blame } from './way.ts';
import type { Way } from './way.ts';

/** What a failed question of the download means for others. @returns true: the other types may go on */
export async function afterFailure(
  way: Way,
  type: AccountType,
  { problem, retryAfter }: Extract<Answer<unknown>, { ok: false }>,
): Promise<boolean> {
  if (problem.what === 'unreachable') way.hold(problem);
  else if (problem.what === 'over-limit') await way.rest(retryAfter);
  else if ((await blame(way, type)) === 'type') {
    way.holdType(type);
    return true;
  }
  return false;
}
