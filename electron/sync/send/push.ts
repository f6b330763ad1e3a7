import { randomUUID } from 'node:crypto';
import type { RemoteAccount, Values } from '../../../shared/account.ts';
import { FIELD_KEYS } from '../../../shared/account.ts';
import type { Alike } from '../../../shared/duplicates/alike.ts';
import { elapsed } from '../../../shared/sync/elapsed.ts';
import { unsent } from '../../../shared/outbox/merge.ts';
import type { Attempt, OutboxRecord } from '../../../shared/outbox/record.ts';
import { isDirty } from '../../../shared/outbox/transitions.ts';
import type { Answer, AnswerProblem, Gateway } from '../../salesbinder/gateway.ts';
import { checked, goneIfTheListAnswers } from './preflight.ts';
import { consequenceOf } from './failure-policy.ts';
import { CHECK_IS_GOOD } from './batch-preflight.ts';
import { ask, blame, dueAgain, record } from '../context.ts';
import type { Way } from '../context.ts';

type Failed = Extract<Answer<RemoteAccount>, { ok: false }>;

/** An update that fails this often, each time alone, needs a person; a create has its rounds. */
const TRIES_ALONE = 4;

/** Sends one record: a create as it is, an update after a check, with only what changed. */
export async function push(way: Way, { localId, remoteId, type }: OutboxRecord): Promise<void> {
  const checkedAt = remoteId === null ? way.turns.instant() : await checked(way, localId, remoteId, type);
  if (checkedAt === null) return;
  const question = await way.turn();
  if (question === null) return;
  // The turn took long, or the lid was closed: it will be checked again. Nothing is sent on what may be old.
  const old = remoteId !== null && elapsed(checkedAt, way.turns.instant()).atMost > CHECK_IS_GOOD;
  const attempt = old ? null : await started(way, localId);
  if (attempt === null) {
    question.giveBack();
    return;
  }
  const answer = await question.ask((gateway) => send(gateway, attempt, remoteId));
  way.order.wrote(localId);
  if (answer.ok) {
    await record(way, localId, {
      is: 'accepted',
      at: way.clock.now(),
      attemptId: attempt.id,
      account: answer.value,
    });
  } else {
    await failedToSend(way, localId, attempt, answer);
  }
}

/** Written durably before the first byte leaves. Null: the record changed meanwhile, or the disk won't have it. */
async function started(way: Way, localId: string): Promise<Attempt | null> {
  const id = randomUUID();
  const alike = await looksLike(way, localId);
  const kept = await way.accounts.apply(localId, (now) => {
    if (now.discarded || !isDirty(now)) return [];
    return [{ is: 'started', at: way.clock.now(), attempt: attemptFor(now, id, way), ...alike }];
  });
  if (!kept.ok) {
    way.hold(kept.problem);
    return null;
  }
  const { state } = kept.value;
  return state.name === 'sending' && state.attempt.id === id ? state.attempt : null;
}

/** A hint for the history, never a reason to wait for a person: they were warned while they typed. */
async function looksLike(way: Way, localId: string): Promise<{ readonly alike?: Alike }> {
  const record = way.accounts.records.get(localId);
  const alike = record?.remoteId === null ? await way.alike?.(record) : null;
  return alike == null ? {} : { alike };
}

function attemptFor(now: OutboxRecord, id: string, way: Way): Attempt {
  const kind = now.remoteId === null ? 'create' : 'update';
  return {
    id,
    kind,
    revision: now.revision,
    type: now.type,
    sent: kind === 'create' ? everything(now) : unsent(now.fields),
    startedAt: way.turns.instant(),
    endedAt: null,
  };
}

/** A new account goes out with every field that was touched, emptied ones too. */
function everything({ fields }: OutboxRecord): Values {
  return Object.fromEntries(
    FIELD_KEYS.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key].mine]])),
  );
}

function send(gateway: Gateway, attempt: Attempt, remoteId: string | null): Promise<Answer<RemoteAccount>> {
  return remoteId === null
    ? gateway.create(attempt.type, attempt.sent)
    : gateway.update(remoteId, attempt.type, attempt.sent);
}

async function failedToSend(way: Way, localId: string, attempt: Attempt, answer: Failed): Promise<void> {
  const { problem } = answer;
  const { record: what, others } = consequenceOf(problem, answer.mayHaveActed);
  const at = way.clock.now();
  const bound = { at, attemptId: attempt.id, problem };
  if (what === 'refused') await record(way, localId, { is: 'refused', ...bound });
  if (what === 'not-sent') {
    const dueAt = others === 'probe' ? dueAgain(way, triesOf(way, localId)) : at;
    await record(way, localId, { is: 'not-sent', ...bound, dueAt });
  }
  if (what === 'outcome-unknown') {
    const dueAt = dueAgain(way, triesOf(way, localId));
    await record(way, localId, { is: 'outcome-unknown', ...bound, ended: way.turns.instant(), dueAt });
  }
  if (what === 'perhaps-gone') await perhapsGone(way, localId, attempt, problem);
  if (others === 'hold') way.hold(problem);
  if (others === 'rest') await way.rest(answer.retryAfter);
  if (others !== 'probe') return;
  if (what === 'decided-by-probe') await decide(way, localId, attempt, problem);
  else if ((await blame(way, attempt.type)) === 'alone') await enoughOf(way, localId, attempt, problem);
}

/** The probe's verdict on a no that may be everybody's trouble or this record's alone. */
async function decide(way: Way, localId: string, attempt: Attempt, problem: AnswerProblem): Promise<void> {
  const whose = await blame(way, attempt.type);
  const at = way.clock.now();
  const bound = { at, attemptId: attempt.id, problem };
  const typeHeld = whose === 'type' && problem.what === 'forbidden';
  if (typeHeld) way.holdType(attempt.type);
  const waits = whose === 'way' || whose === 'not-known' || typeHeld;
  await record(way, localId, waits ? { is: 'not-sent', ...bound, dueAt: at } : { is: 'refused', ...bound });
}

/** The way is fine and this update's answers are not: after a few tries a person has to look at it. */
async function enoughOf(way: Way, localId: string, attempt: Attempt, problem: AnswerProblem): Promise<void> {
  if (attempt.kind === 'create' || triesOf(way, localId) <= TRIES_ALONE) return;
  await record(way, localId, { is: 'check-refused', at: way.clock.now(), problem });
}

/** A 404 on an update: gone only when the account itself is not there while a list answers. */
async function perhapsGone(
  way: Way,
  localId: string,
  attempt: Attempt,
  problem: AnswerProblem,
): Promise<void> {
  const remoteId = way.accounts.records.get(localId)?.remoteId ?? null;
  const view = remoteId === null ? null : await ask(way, (gateway) => gateway.view(remoteId, attempt.type));
  const absent = view !== null && !view.ok && view.problem.what === 'not-found';
  if (absent && (await goneIfTheListAnswers(way, localId, attempt.type))) return;
  const dueAt = dueAgain(way, triesOf(way, localId));
  await record(way, localId, { is: 'not-sent', at: way.clock.now(), attemptId: attempt.id, problem, dueAt });
  if (view?.ok === false && view.problem.what === 'over-limit') await way.rest(view.retryAfter);
}

/** How often it will have been tried when the try at hand (or the next one) is over. */
function triesOf(way: Way, localId: string): number {
  const state = way.accounts.records.get(localId)?.state;
  return state?.name === 'waiting' || state?.name === 'sending' ? state.tries + 1 : 1;
}
