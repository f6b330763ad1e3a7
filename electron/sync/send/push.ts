import { randomUUID } from 'node:crypto';
import type { RemoteAccount } from '../../../shared/account.ts';
import type { Lookalike } from '../../../shared/duplicates/alike.ts';
import { startOf } from '../../../shared/outbox/attempt.ts';
import type { Attempt, OutboxRecord } from '../../../shared/outbox/record.ts';
import { isNear } from '../../../shared/outbox/match-account.ts';
import { isStillGood } from '../../../shared/sync/preflight.ts';
import type { Answer, Gateway } from '../../salesbinder/gateway.ts';
import { handleFailure } from '../handle-failure.ts';
import type { BatchPreflight } from './batch-preflight.ts';
import { preflight } from './preflight.ts';
import { madeHere, unconfirmedHere } from '../verify/unconfirmed.ts';
import { applyEvents } from '../context.ts';
import type { SyncContext } from '../context.ts';

/** Needed for sending, beside the context. */
export interface Sending {
  readonly batchPreflight: BatchPreflight;
  /** Asked once more before a new account is sent: the accounts that it looks like, the most likely first. */
  readonly alike: (record: OutboxRecord) => Promise<readonly Lookalike[]>;
}

/** Sends one record: a create as it is, an update after a preflight, with only what changed. */
export async function push(
  context: SyncContext,
  sending: Sending,
  { localId, remoteId, type }: OutboxRecord,
): Promise<void> {
  const { gatekeeper } = context;
  const seenAt =
    remoteId === null
      ? gatekeeper.instant()
      : await preflight(context, sending.batchPreflight, localId, remoteId, type);
  if (seenAt === null) return;
  const permit = await gatekeeper.permit();
  if (permit === null) return;
  // The permit took long, or the lid was closed: the preflight is repeated. Nothing is sent on what may be old.
  const old = remoteId !== null && !isStillGood(seenAt, gatekeeper.instant());
  const attempt = old ? null : await start(context, sending, localId);
  if (attempt === null) {
    permit.release();
    return;
  }
  const answer = await permit.ask((gateway) => send(gateway, attempt, remoteId));
  gatekeeper.order.wrote(localId);
  if (answer.ok) {
    context.link.served(type);
    const at = context.time.clock.now();
    await applyEvents(context, localId, () => [
      { is: 'accepted', at, attemptId: attempt.id, account: answer.value },
    ]);
    return;
  }
  const about = { purpose: attempt.kind, type: attempt.type, attemptId: attempt.id };
  await handleFailure(context, about, answer, [localId]);
}

/**
 * Written durably before the first byte leaves. Null: the record changed meanwhile, may have made an account that is
 * here, or the disk won't have it.
 */
async function start(context: SyncContext, sending: Sending, localId: string): Promise<Attempt | null> {
  const id = randomUUID();
  const { accounts, gatekeeper, time } = context;
  const before = accounts.records.get(localId);
  // A hint for the history, never a reason to wait for a person: they were warned while they typed.
  const alikes = before?.remoteId === null ? await sending.alike(before) : [];
  if (before !== undefined && (await mayHaveMade(context, before, alikes))) return null;
  const kept = await applyEvents(context, localId, (record) =>
    startOf(record, {
      id,
      at: time.clock.now(),
      startedAt: gatekeeper.instant(),
      alike: alikes[0]?.alike ?? null,
    }),
  );
  if (!kept.ok) return null;
  const { state } = kept.value;
  return state.name === 'sending' && state.attempt.id === id ? state.attempt : null;
}

/**
 * A create that is repeated looks like an account that may be its own: it is looked up again before anything leaves, and
 * a person is asked.
 */
async function mayHaveMade(
  context: SyncContext,
  record: OutboxRecord,
  alikes: readonly Lookalike[],
): Promise<boolean> {
  if (record.attempts.length === 0) return false;
  const { identity } = context.accounts;
  const made = madeHere(context);
  const [create] = unconfirmedHere(context, context.gatekeeper.instant()).filter(
    (one) => one.record.localId === record.localId,
  );
  const accounts = alikes
    .flatMap(({ localId }) => identity.mirrored(localId)?.account ?? [])
    .filter((account) => create !== undefined && !made.has(account.id) && isNear(create, account));
  if (accounts.length === 0) return false;
  const at = context.time.clock.now();
  const kept = await applyEvents(context, record.localId, () => [{ is: 'suspected', at, accounts }]);
  return kept.ok && kept.value.state.name !== 'waiting';
}

function send(gateway: Gateway, attempt: Attempt, remoteId: string | null): Promise<Answer<RemoteAccount>> {
  const write = { attemptId: attempt.id, type: attempt.type, values: attempt.sent };
  return remoteId === null ? gateway.create(write) : gateway.update(remoteId, write);
}
