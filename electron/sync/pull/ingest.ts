import type { AccountType } from '../../../shared/account.ts';
import { stampOf } from '../../../shared/outbox/freshness.ts';
import type { Listed } from '../../salesbinder/gateway.ts';
import type { Mirrored } from '../../store/schemas/mirror-store.ts';
import type { Mirror } from '../../mirror/mirror.ts';
import { isBehind } from '../staleness.ts';
import { suspect } from '../verify/note-candidates.ts';
import { record } from '../context.ts';
import type { Way } from '../context.ts';

/** Accounts taken in in one go, until the window's rows are told of them: a few milliseconds. */
const SLICE = 50;

/**
 * What a list brought goes into the mirror first, then into the records that have those accounts. Doing it twice
 * changes nothing, and neither does what is older than what is known. @returns false: the disk won't have it
 */
export async function takeIn(
  way: Way,
  mirror: Mirror,
  type: AccountType,
  listed: readonly Listed[],
  asked: number,
): Promise<boolean> {
  for (let from = 0; from < listed.length; from += SLICE) {
    if (!(await takeInSlice(way, mirror, type, listed.slice(from, from + SLICE), asked))) return false;
  }
  return true;
}

async function takeInSlice(
  way: Way,
  mirror: Mirror,
  type: AccountType,
  listed: readonly Listed[],
  asked: number,
): Promise<boolean> {
  const rows = listed
    .filter((account) => !isBehind(way, account))
    .map((account) => mirroredOf(account, type, asked, mirror));
  if (
    !(await suspect(
      way,
      rows.map(({ account }) => account),
    ))
  )
    return false;
  const news = rows.filter(
    (row) => isNews(row, mirror) && way.order.isNewer(asked, way.accounts.identity.localIdOf(row.account.id)),
  );
  const kept = await mirror.put(news);
  if (!kept.ok) {
    way.hold(kept.problem);
    return false;
  }
  for (const { account } of rows) {
    const localId = way.accounts.identity.localIdOf(account.id);
    if (!way.accounts.records.has(localId) || !way.order.isNewer(asked, localId)) continue;
    const told = await record(way, localId, { is: 'pulled', at: way.clock.now(), theirs: account });
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
