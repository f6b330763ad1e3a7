import { randomUUID } from 'node:crypto';
import type { RemoteAccount, Values } from '../../../shared/account.ts';
import { FIELD_KEYS } from '../../../shared/account.ts';
import type { Alike } from '../../../shared/duplicates/alike.ts';
import { elapsed } from '../../../shared/sync/elapsed.ts';
import { unsent } from '../../../shared/outbox/merge.ts';
import type { Attempt, OutboxRecord } from '../../../shared/outbox/record.ts';
import { isDirty } from '../../../shared/outbox/transitions.ts';
import type { Answer, AnswerProblem, Gateway } from '../../salesbinder/gateway.ts';
import { preflight, goneIfTheListAnswers } from './preflight.ts';
import { consequenceOf } from './failure-policy.ts';
import { CHECK_IS_GOOD } from './batch-preflight.ts';
import { ask, blame, dueAgain, record } from '../context.ts';
import type { SyncContext } from '../context.ts';

type Failed = Extract<Answer<RemoteAccount>, { ok: false }>;

/** An update that fails this often, each time alone, needs a person; a create has its rounds. */
const TRIES_ALONE = 4;

/** Sends one record: a create as it is, an update after a check, with only what changed. */
export async function push(context: SyncContext, { localId, remoteId, type }: OutboxRecord): Promise<void> {
  const checkedAt =
    remoteId === null ? context.rateLimiter.instant() : await preflight(context, localId, remoteId, type);
  if (checkedAt === null) return;
  const permit = await context.permit();
  if (permit === null) return;
  // The turn took long, or the lid was closed: it will be checked again. Nothing is sent on what may be old.
  const old = remoteId !== null && elapsed(checkedAt, context.rateLimiter.instant()).atMost > CHECK_IS_GOOD;
  const attempt = old ? null : await started(context, localId);
  if (attempt === null) {
    permit.release();
    return;
  }
  const answer = await permit.ask((gateway) => send(gateway, attempt, remoteId));
  context.requestOrder.wrote(localId);
  if (answer.ok) {
    await record(context, localId, {
      is: 'accepted',
      at: context.clock.now(),
      attemptId: attempt.id,
      account: answer.value,
    });
  } else {
    await failedToSend(context, localId, attempt, answer);
  }
}

/** Written durably before the first byte leaves. Null: the record changed meanwhile, or the disk won't have it. */
async function started(context: SyncContext, localId: string): Promise<Attempt | null> {
  const id = randomUUID();
  const alike = await looksLike(context, localId);
  const kept = await context.accounts.apply(localId, (now) => {
    if (now.discarded || !isDirty(now)) return [];
    return [{ is: 'started', at: context.clock.now(), attempt: attemptFor(now, id, context), ...alike }];
  });
  if (!kept.ok) {
    context.hold(kept.problem);
    return null;
  }
  const { state } = kept.value;
  return state.name === 'sending' && state.attempt.id === id ? state.attempt : null;
}

/** A hint for the history, never a reason to wait for a person: they were warned while they typed. */
async function looksLike(context: SyncContext, localId: string): Promise<{ readonly alike?: Alike }> {
  const record = context.accounts.records.get(localId);
  const alike = record?.remoteId === null ? await context.alike(record) : null;
  return alike === null ? {} : { alike };
}

function attemptFor(now: OutboxRecord, id: string, context: SyncContext): Attempt {
  const kind = now.remoteId === null ? 'create' : 'update';
  return {
    id,
    kind,
    revision: now.revision,
    type: now.type,
    sent: kind === 'create' ? everything(now) : unsent(now.fields),
    startedAt: context.rateLimiter.instant(),
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

async function failedToSend(
  context: SyncContext,
  localId: string,
  attempt: Attempt,
  answer: Failed,
): Promise<void> {
  const { problem } = answer;
  const { record: what, others } = consequenceOf(problem, answer.mayHaveActed);
  const at = context.clock.now();
  const bound = { at, attemptId: attempt.id, problem };
  if (what === 'refused') await record(context, localId, { is: 'refused', ...bound });
  if (what === 'not-sent') {
    const dueAt = others === 'probe' ? dueAgain(context, triesOf(context, localId)) : at;
    await record(context, localId, { is: 'not-sent', ...bound, dueAt });
  }
  if (what === 'outcome-unknown') {
    const dueAt = dueAgain(context, triesOf(context, localId));
    await record(context, localId, {
      is: 'outcome-unknown',
      ...bound,
      ended: context.rateLimiter.instant(),
      dueAt,
    });
  }
  if (what === 'perhaps-gone') await perhapsGone(context, localId, attempt, problem);
  if (others === 'hold') context.hold(problem);
  if (others === 'rest') await context.coolDown(answer.retryAfter);
  if (others !== 'probe') return;
  if (what === 'decided-by-probe') await decide(context, localId, attempt, problem);
  else if ((await blame(context, attempt.type)) === 'alone')
    await enoughOf(context, localId, attempt, problem);
}

/** The probe's verdict on a no that may be everybody's trouble or this record's alone. */
async function decide(
  context: SyncContext,
  localId: string,
  attempt: Attempt,
  problem: AnswerProblem,
): Promise<void> {
  const whose = await blame(context, attempt.type);
  const at = context.clock.now();
  const bound = { at, attemptId: attempt.id, problem };
  const typeHeld = whose === 'type' && problem.what === 'forbidden';
  if (typeHeld) context.holdType(attempt.type);
  const waits = whose === 'way' || whose === 'not-known' || typeHeld;
  await record(
    context,
    localId,
    waits ? { is: 'not-sent', ...bound, dueAt: at } : { is: 'refused', ...bound },
  );
}

/** The way is fine and this update's answers are not: after a few tries a person has to look at it. */
async function enoughOf(
  context: SyncContext,
  localId: string,
  attempt: Attempt,
  problem: AnswerProblem,
): Promise<void> {
  if (attempt.kind === 'create' || triesOf(context, localId) <= TRIES_ALONE) return;
  await record(context, localId, { is: 'check-refused', at: context.clock.now(), problem });
}

/** A 404 on an update: gone only when the account itself is not there while a list answers. */
async function perhapsGone(
  context: SyncContext,
  localId: string,
  attempt: Attempt,
  problem: AnswerProblem,
): Promise<void> {
  const remoteId = context.accounts.records.get(localId)?.remoteId ?? null;
  const view =
    remoteId === null ? null : await ask(context, (gateway) => gateway.view(remoteId, attempt.type));
  const absent = view !== null && !view.ok && view.problem.what === 'not-found';
  if (absent && (await goneIfTheListAnswers(context, localId, attempt.type))) return;
  const dueAt = dueAgain(context, triesOf(context, localId));
  await record(context, localId, {
    is: 'not-sent',
    at: context.clock.now(),
    attemptId: attempt.id,
    problem,
    dueAt,
  });
  if (view?.ok === false && view.problem.what === 'over-limit') await context.coolDown(view.retryAfter);
}

/** How often it will have been tried when the try at hand (or the next one) is over. */
function triesOf(context: SyncContext, localId: string): number {
  const state = context.accounts.records.get(localId)?.state;
  return state?.name === 'waiting' || state?.name === 'sending' ? state.tries + 1 : 1;
}
