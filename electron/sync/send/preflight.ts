import type { AccountType } from '../../../shared/account.ts';
import type { Instant } from '../../../shared/outbox/record.ts';
import type { AnswerProblem } from '../../salesbinder/gateway.ts';
import { isStale } from '../staleness.ts';
import { consequenceOf } from './failure-policy.ts';
import { ask, blame, dueAgain, record } from '../context.ts';
import type { Seen, SyncContext } from '../context.ts';

/**
 * The look at an account before it is changed: what SalesBinder has now is merged in first.
 * @returns when it was asked, if there still is something to send and nothing in conflict
 */
export async function preflight(
  context: SyncContext,
  localId: string,
  remoteId: string,
  type: AccountType,
): Promise<Instant | null> {
  const listed = await context.batch.look(context, localId, remoteId, type);
  if (listed !== null) return merged(context, localId, listed);
  const at = context.rateLimiter.instant();
  const answer = await ask(context, (gateway) => gateway.view(remoteId, type));
  if (answer === null) return null;
  if (answer.ok && isStale(context, answer.value) && !believesByNow(context, localId)) {
    await putOff(context, localId, { what: 'lost', detail: 'old-answer' });
    return null;
  }
  if (answer.ok) return merged(context, localId, { theirs: answer.value, at });
  const { problem } = answer;
  if (problem.what === 'not-found') {
    if (!(await goneIfTheListAnswers(context, localId, type))) await putOff(context, localId, problem);
    return null;
  }
  await checkFailed(context, localId, type, problem, answer.retryAfter);
  return null;
}

/**
 * An account whose stamp has become older than it was (the server was restored, its clock was wrong for a while) must
 * not wait for ever: what it shows so often is taken for what there is.
 */
const OLD_ANSWERS = 8;

function believesByNow(context: SyncContext, localId: string): boolean {
  const state = context.accounts.records.get(localId)?.state;
  return state?.name === 'waiting' && state.tries >= OLD_ANSWERS;
}

async function merged(context: SyncContext, localId: string, { theirs, at }: Seen): Promise<Instant | null> {
  const kept = await record(context, localId, { is: 'checked', at: context.clock.now(), theirs });
  return kept.ok && kept.value.state.name === 'waiting' ? at : null;
}

/** Proof that an account is gone: it is not there by its id, while a list of its type answers. */
export async function goneIfTheListAnswers(
  context: SyncContext,
  localId: string,
  type: AccountType,
): Promise<boolean> {
  if ((await blame(context, type)) !== 'alone') return false;
  await record(context, localId, { is: 'gone', at: context.clock.now() });
  return true;
}

async function checkFailed(
  context: SyncContext,
  localId: string,
  type: AccountType,
  problem: AnswerProblem,
  retryAfter: number | null,
): Promise<void> {
  const { record: what, others } = consequenceOf(problem, false);
  if (others === 'hold') context.hold(problem);
  else if (others === 'rest') await context.coolDown(retryAfter);
  else if (what === 'refused') await refuse(context, localId, problem);
  else {
    const whose = await blame(context, type);
    if (whose === 'type' && problem.what === 'forbidden') context.holdType(type);
    else if (whose === 'alone' || whose === 'type') {
      if (what === 'decided-by-probe') await refuse(context, localId, problem);
      else await putOff(context, localId, problem);
    }
  }
}

async function refuse(context: SyncContext, localId: string, problem: AnswerProblem): Promise<void> {
  await record(context, localId, { is: 'check-refused', at: context.clock.now(), problem });
}

async function putOff(context: SyncContext, localId: string, problem: AnswerProblem): Promise<void> {
  const state = context.accounts.records.get(localId)?.state;
  const dueAt = dueAgain(context, state?.name === 'waiting' ? state.tries + 1 : 1);
  await record(context, localId, { is: 'put-off', at: context.clock.now(), problem, dueAt });
}
