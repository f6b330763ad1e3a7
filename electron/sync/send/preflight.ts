import type { AccountType } from '../../../shared/account.ts';
import type { Instant } from '../../../shared/outbox/record.ts';
import { hasToBeViewed, onPreflightAnswer } from '../../../shared/sync/preflight.ts';
import { handleFailure } from '../handle-failure.ts';
import { isStaleHere } from '../staleness.ts';
import type { BatchPreflight } from './batch-preflight.ts';
import { applyEvents, ask } from '../context.ts';
import type { Seen, SyncContext } from '../context.ts';

/**
 * The account as SalesBinder has it now is merged before it is changed.
 * @returns when it was asked, if there still is something to send and nothing in conflict
 */
export async function preflight(
  context: SyncContext,
  batchPreflight: BatchPreflight,
  localId: string,
  remoteId: string,
  type: AccountType,
): Promise<Instant | null> {
  const record = context.accounts.records.get(localId);
  const viewed = record !== undefined && hasToBeViewed(record);
  const listed = viewed ? null : await batchPreflight.lookup(context, localId, remoteId, type);
  if (listed !== null) return merge(context, localId, listed);
  const at = context.gatekeeper.instant();
  const answer = await ask(context, (gateway) => gateway.view(remoteId, type));
  if (answer === null) return null;
  if (answer.ok) return merge(context, localId, { theirs: answer.value, at });
  await handleFailure(context, { purpose: 'preflight', type }, answer, [localId]);
  return null;
}

async function merge(context: SyncContext, localId: string, { theirs, at }: Seen): Promise<Instant | null> {
  const record = context.accounts.records.get(localId);
  if (record === undefined) return null;
  const { clock, random, waits } = context.time;
  const answer = { theirs, isStale: isStaleHere(context, theirs), at: clock.now(), random: random(), waits };
  const event = onPreflightAnswer(record, answer);
  const kept = await applyEvents(context, localId, () => [event]);
  return kept.ok && event.is === 'checked' && kept.value.state.name === 'waiting' ? at : null;
}
