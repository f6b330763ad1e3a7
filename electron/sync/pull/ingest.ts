import type { AccountType } from '../../../shared/account.ts';
import { stampOf } from '../../../shared/outbox/freshness.ts';
import type { Listed } from '../../salesbinder/gateway.ts';
import type { Mirrored } from '../../store/schemas/mirror-store.ts';
import { isStaleHere } from '../staleness.ts';
import { noteCandidates } from '../verify/note-candidates.ts';
import { applyEvents } from '../context.ts';
import type { SyncContext } from '../context.ts';

/** Accounts taken in in one go, a few milliseconds, until the window is told of them. */
const SLICE = 50;

/**
 * Takes the accounts of a list into the mirror first, then into the records that have those accounts. Doing it twice
 * changes nothing, and neither does an account that is older than what is known. @returns false: the disk won't have it
 */
export async function ingest(
  context: SyncContext,
  type: AccountType,
  listed: readonly Listed[],
  asked: number,
): Promise<boolean> {
  for (let from = 0; from < listed.length; from += SLICE) {
    if (!(await ingestSlice(context, type, listed.slice(from, from + SLICE), asked))) return false;
  }
  return true;
}

async function ingestSlice(
  context: SyncContext,
  type: AccountType,
  listed: readonly Listed[],
  asked: number,
): Promise<boolean> {
  const rows = listed
    .filter((account) => !isStaleHere(context, account))
    .map((account) => mirroredOf(context, account, type, asked));
  if (
    !(await noteCandidates(
      context,
      rows.map(({ account }) => account),
    ))
  )
    return false;
  const news = rows.filter(
    (row) =>
      isNews(context, row) &&
      context.gatekeeper.order.isNewer(asked, context.accounts.identity.localIdOf(row.account.id)),
  );
  const stored = await context.mirror.put(news);
  if (!stored.ok) {
    context.link.hold(stored.problem);
    return false;
  }
  for (const { account } of rows) {
    const localId = context.accounts.identity.localIdOf(account.id);
    if (!context.accounts.records.has(localId) || !context.gatekeeper.order.isNewer(asked, localId)) continue;
    const at = context.time.clock.now();
    const kept = await applyEvents(context, localId, () => [{ is: 'pulled', at, theirs: account }]);
    if (!kept.ok) return false;
  }
  return true;
}

/** A list that doesn't say what its rows are lists what was asked for. */
function mirroredOf(
  { mirror }: SyncContext,
  { extra, ...account }: Listed,
  type: AccountType,
  asked: number,
): Mirrored {
  const row = mirror.accounts.get(account.id);
  const before = row?.account;
  // Prospects become customers and not the other way round: within the second a list may still show the prospect.
  const later = stampOf(account.modified) > stampOf(before?.modified);
  const stale = before?.type === 'customer' && type === 'prospect' && !later;
  const known = account.type ?? (stale ? before.type : type);
  return {
    account: { ...account, type: known, values: { ...before?.values, ...account.values } },
    rest: extra ?? withoutArchived(row?.rest ?? {}),
    asked,
  };
}

/** An account that is listed and not called archived is not, unless it is found to be. */
function withoutArchived({ archived: _, ...rest }: Mirrored['rest']): Mirrored['rest'] {
  return rest;
}

function isNews({ mirror }: SyncContext, row: Mirrored): boolean {
  const before = mirror.accounts.get(row.account.id);
  return (
    before === undefined ||
    JSON.stringify([before.account, before.rest]) !== JSON.stringify([row.account, row.rest])
  );
}
