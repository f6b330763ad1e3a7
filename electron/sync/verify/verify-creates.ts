import type { UnconfirmedCreate } from '../../../shared/outbox/match-account.ts';
import type { AccountType } from '../../../shared/account.ts';
import type { Instant, OutboxRecord } from '../../../shared/outbox/record.ts';
import { lookupsFor, onLookup } from '../../../shared/sync/verify.ts';
import type { Lookup, Scanned } from '../../../shared/sync/verify.ts';
import { handleFailure } from '../handle-failure.ts';
import { isStaleHere } from '../staleness.ts';
import { scan } from './scan.ts';
import type { Scan } from './scan.ts';
import { madeHere, unconfirmedHere } from './unconfirmed.ts';
import { applyEvents } from '../context.ts';
import type { SyncContext } from '../context.ts';

/** Looks up the accounts that lost creates of one type may have made. */
export async function verifyCreates(
  context: SyncContext,
  type: AccountType,
  due: readonly OutboxRecord[],
): Promise<void> {
  const now = context.gatekeeper.instant();
  const isDue = new Set(due.map((one) => one.localId));
  const creates = unconfirmedHere(context, now).filter(({ record }) => record.type === type);
  for (const lookup of lookupsFor(creates, isDue, { now, waits: context.time.waits }))
    await verify(context, type, lookup, isDue, now);
}

async function verify(
  context: SyncContext,
  type: AccountType,
  lookup: Lookup,
  isDue: ReadonlySet<string>,
  now: Instant,
): Promise<void> {
  const answer = await scan(context, type, lookup.filter);
  if (answer === null) return;
  if (!answer.ok) {
    const served = lookup.creates.map(({ record }) => record.localId).filter((localId) => isDue.has(localId));
    await handleFailure(context, { purpose: 'verify', type }, answer, served);
    return;
  }
  const { clock, random, waits } = context.time;
  const asked = { ...lookup, creates: servedBy(context, type, lookup, now) };
  const moment = { at: clock.now(), now, random: random(), waits };
  const scanned = scannedIn(context, type, answer, now);
  for (const [localId, event] of onLookup(asked, scanned, isDue, moment)) {
    const kept = await applyEvents(context, localId, () => [event]);
    if (!kept.ok) return;
  }
}

/** While the list was asked for, other creates have left, or were answered: what it shows may be theirs. */
function servedBy(
  context: SyncContext,
  type: AccountType,
  { filter, creates }: Lookup,
  now: Instant,
): readonly UnconfirmedCreate[] {
  const ids = new Set(creates.map(({ record }) => record.localId));
  return unconfirmedHere(context, now).filter(
    ({ record, notBefore }) =>
      ids.has(record.localId) ||
      (filter.by === 'modifiedSince' &&
        record.type === type &&
        [...notBefore.values()].every((start) => start !== null)),
  );
}

function scannedIn(
  context: SyncContext,
  type: AccountType,
  { accounts, proves }: Extract<Scan, { ok: true }>,
  now: Instant,
): Scanned {
  const lags = accounts.some((account) => isStaleHere(context, account));
  return {
    accounts,
    proves: proves === 'absence' && lags ? 'old-list' : proves,
    owned: madeHere(context),
    others: unconfirmedHere(context, now).filter(({ record }) => record.type !== type),
  };
}
