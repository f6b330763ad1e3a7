import type { AccountType } from '../../../shared/account.ts';
import { stampOf } from '../../../shared/outbox/freshness.ts';
import type { Listed } from '../../salesbinder/gateway.ts';
import type { Mirrored } from '../../store/schemas/mirror-store.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import { isStale } from '../staleness.ts';
import { noteCandidates } from '../verify/note-candidates.ts';
import { record } from '../context.ts';
import type { SyncContext } from '../context.ts';

/** Accounts taken in in one go, until the window's rows are told of them: a few milliseconds. */
const SLICE = 50;

/**
 * What a list brought goes into the mirror first, then into the records that have those accounts. Doing it twice
 * changes nothing, and neither does what is older than what is known. @returns false: the disk won't have it
 */
export async function ingest(
  context: SyncContext,
  mirror: Mirror,
  type: AccountType,
  listed: readonly Listed[],
  asked: number,
): Promise<boolean> {
  for (let from = 0; from < listed.length; from += SLICE) {
    if (!(await ingestSlice(context, mirror, type, listed.slice(from, from + SLICE), asked))) return false;
  }
  return true;
}

async function ingestSlice(
  context: SyncContext,
  mirror: Mirror,
  type: AccountType,
  listed: readonly Listed[],
  asked: number,
): Promise<boolean> {
  const rows = listed
    .filter((account) => !isStale(context, account))
    .map((account) => mirroredOf(account, type, asked, mirror));
  if (
    !(await noteCandidates(
      context,
      rows.map(({ account }) => account),
    ))
  )
    return false;
  const news = rows.filter(
    (row) =>
      isNews(row, mirror) &&
      context.requestOrder.isNewer(asked, context.accounts.identity.localIdOf(row.account.id)),
  );
  const kept = await mirror.put(news);
  if (!kept.ok) {
    context.hold(kept.problem);
    return false;
  }
  for (const { account } of rows) {
    const localId = context.accounts.identity.localIdOf(account.id);
    if (!context.accounts.records.has(localId) || !context.requestOrder.isNewer(asked, localId)) continue;
    const told = await record(context, localId, { is: 'pulled', at: context.clock.now(), theirs: account });
    if (!told.ok) return false;
  }
  return true;
}

/** A list that doesn't say what its rows are lists what was asked for. */
function mirroredOf(
  { rest, ...account }: Listed,
  type: AccountType,
  asked: number,
  mirror: Mirror,
): Mirrored {
  const row = mirror.accounts.get(account.id);
  const before = row?.account;
  // Prospects become customers and not the other way round: within the second a list may still show the prospect.
  const later = stampOf(account.modified) > stampOf(before?.modified);
  const stale = before?.type === 'customer' && type === 'prospect' && !later;
  const known = account.type ?? (stale ? before.type : type);
  return {
    account: { ...account, type: known, values: { ...before?.values, ...account.values } },
    rest: rest ?? row?.rest ?? {},
    asked,
  };
}

function isNews(row: Mirrored, mirror: Mirror): boolean {
  const before = mirror.accounts.get(row.account.id);
  return (
    before === undefined ||
    JSON.stringify([before.account, before.rest]) !== JSON.stringify([row.account, row.rest])
  );
}
