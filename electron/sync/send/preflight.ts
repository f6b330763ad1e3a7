import type { AccountType } from '../../../shared/account.ts';
import type { Instant } from '../../../shared/outbox/record.ts';
import type { AnswerProblem } from '../../salesbinder/gateway.ts';
import { isBehind } from '../staleness.ts';
import { consequenceOf } from './failure-policy.ts';
import { ask, blame, dueAgain, record } from '../context.ts';
import type { Seen, Way } from '../context.ts';

/**
 * The look at an account before it is changed: what SalesBinder has now is merged in first.
 * @returns when it was asked, if there still is something to send and nothing in conflict
 */
export async function checked(
  way: Way,
  localId: string,
  remoteId: string,
  type: AccountType,
): Promise<Instant | null> {
  const listed = (await way.lists?.look(way, localId, remoteId, type)) ?? null;
  if (listed !== null) return merged(way, localId, listed);
  const at = way.turns.instant();
  const answer = await ask(way, (gateway) => gateway.view(remoteId, type));
  if (answer === null) return null;
  if (answer.ok && isBehind(way, answer.value) && !believesByNow(way, localId)) {
    await putOff(way, localId, { what: 'lost', detail: 'old-answer' });
    return null;
  }
  if (answer.ok) return merged(way, localId, { theirs: answer.value, at });
  const { problem } = answer;
  if (problem.what === 'not-found') {
    if (!(await goneIfTheListAnswers(way, localId, type))) await putOff(way, localId, problem);
    return null;
  }
  await checkFailed(way, localId, type, problem, answer.retryAfter);
  return null;
}

/**
 * An account whose stamp has become older than it was (the server was restored, its clock was wrong for a while) must
 * not wait for ever: what it shows so often is taken for what there is.
 */
const OLD_ANSWERS = 8;

function believesByNow(way: Way, localId: string): boolean {
  const state = way.accounts.records.get(localId)?.state;
  return state?.name === 'waiting' && state.tries >= OLD_ANSWERS;
}

async function merged(way: Way, localId: string, { theirs, at }: Seen): Promise<Instant | null> {
  const kept = await record(way, localId, { is: 'checked', at: way.clock.now(), theirs });
  return kept.ok && kept.value.state.name === 'waiting' ? at : null;
}

/** Proof that an account is gone: it is not there by its id, while a list of its type answers. */
export async function goneIfTheListAnswers(way: Way, localId: string, type: AccountType): Promise<boolean> {
  if ((await blame(way, type)) !== 'alone') return false;
  await record(way, localId, { is: 'gone', at: way.clock.now() });
  return true;
}

async function checkFailed(
  way: Way,
  localId: string,
  type: AccountType,
  problem: AnswerProblem,
  retryAfter: number | null,
): Promise<void> {
  const { record: what, others } = consequenceOf(problem, false);
  if (others === 'hold') way.hold(problem);
  else if (others === 'rest') await way.rest(retryAfter);
  else if (what === 'refused') await refuse(way, localId, problem);
  else {
    const whose = await blame(way, type);
    if (whose === 'type' && problem.what === 'forbidden') way.holdType(type);
    else if (whose === 'alone' || whose === 'type') {
      if (what === 'decided-by-probe') await refuse(way, localId, problem);
      else await putOff(way, localId, problem);
    }
  }
}

async function refuse(way: Way, localId: string, problem: AnswerProblem): Promise<void> {
  await record(way, localId, { is: 'check-refused', at: way.clock.now(), problem });
}

async function putOff(way: Way, localId: string, problem: AnswerProblem): Promise<void> {
  const state = way.accounts.records.get(localId)?.state;
  const dueAt = dueAgain(way, state?.name === 'waiting' ? state.tries + 1 : 1);
  await record(way, localId, { is: 'put-off', at: way.clock.now(), problem, dueAt });
}
