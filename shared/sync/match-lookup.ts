import type { RemoteAccount } from '../account.ts';
import { attemptAsSent, attemptRewritten, isNear, isRathersOf } from '../outbox/match-account.ts';
import type { UnconfirmedCreate } from '../outbox/match-account.ts';
import type { Attempt } from '../outbox/record.ts';

export type LookupResult =
  | { readonly is: 'it'; readonly attemptId: string; readonly account: RemoteAccount }
  | { readonly is: 'near' | 'several'; readonly candidates: readonly RemoteAccount[] }
  | { readonly is: 'nothing' };

interface Exact {
  readonly attempt: Attempt;
  readonly account: RemoteAccount;
}

type Exacts = ReadonlyMap<UnconfirmedCreate, readonly Exact[]>;

/**
 * Judges the hits of a lookup for each create, by local id. `owned`: remote ids that other creates here have made. `others`:
 * creates of other types. A prospect may have become a customer, so it is looked up among those too; what may be a
 * customer's own is left to that one.
 */
export function judge(
  creates: readonly UnconfirmedCreate[],
  hits: readonly RemoteAccount[],
  owned: ReadonlySet<string>,
  others: readonly UnconfirmedCreate[] = [],
): ReadonlyMap<string, LookupResult> {
  const free = hits.filter((hit) => !owned.has(hit.id));
  const theirs = free.filter((hit) =>
    others.some((other) => other.record.type === hit.type && isNear(other, hit)),
  );
  const exacts = exactsOf(
    creates,
    free.filter((hit) => !theirs.includes(hit)),
    attemptAsSent,
  );
  const sure = new Map(creates.map((create) => [create, exactFinding(create, exacts)]));
  // An account that equals one attempt's values exactly is not another's in a different writing.
  const claimed = idsOf([...exacts.values()].flat());
  const unclaimed = free.filter((hit) => !claimed.has(hit.id) && !theirs.includes(hit));
  const rewritten = exactsOf(
    creates.filter((create) => sure.get(create) === null),
    unclaimed,
    attemptRewritten,
  );
  const findings = creates.map(
    (create) => [create, sure.get(create) ?? rewrittenFinding(create, rewritten)] as const,
  );
  const found = new Set(
    findings.flatMap(([, finding]) => (finding?.is === 'it' ? [finding.account.id] : [])),
  );
  // An account that is another record's by now is near to nobody.
  const left = free.filter((hit) => !found.has(hit.id));
  return new Map(
    findings.map(([create, finding]) => [create.record.localId, finding ?? nearFinding(create, left)]),
  );
}

function exactsOf(
  creates: readonly UnconfirmedCreate[],
  hits: readonly RemoteAccount[],
  attemptOf: (create: UnconfirmedCreate, account: RemoteAccount) => Attempt | undefined,
): Exacts {
  const exactOf = (create: UnconfirmedCreate): readonly Exact[] =>
    hits.flatMap((account) => {
      const attempt = attemptOf(create, account);
      if (attempt === undefined || creates.some((rival) => isRathersOf(rival, create, account))) return [];
      return [{ attempt, account }];
    });
  return new Map(creates.map((create) => [create, exactOf(create)]));
}

/** Null: nothing equals what was sent. */
function exactFinding(create: UnconfirmedCreate, exacts: Exacts): LookupResult | null {
  const mine = exacts.get(create) ?? [];
  if (mine.length === 0) return null;
  const ids = idsOf(mine);
  const rivals = rivalsFor(ids, exacts);
  // Equal numbers of identical hits and creates: each is one's, and it doesn't matter whose; they pair by age.
  const alike = rivals.every(([, theirs]) => sameIds(theirs, ids));
  if (alike && rivals.length === ids.size) {
    const place = rivals
      .map(([rival]) => rival)
      .toSorted(byAge)
      .indexOf(create);
    const paired = mine.toSorted(byCreation)[place];
    if (paired !== undefined) return { is: 'it', attemptId: paired.attempt.id, account: paired.account };
  }
  return { is: 'several', candidates: mine.map((exact) => exact.account) };
}

/**
 * SalesBinder may write what it was sent in its own way: were that only near, a server that lowers e-mail addresses
 * would have a person asked after each lost create. It is adopted only as the one candidate of one create. That can't
 * take a stranger's account for ours any more than an equal one could be a stranger's: created within these minutes, of
 * this type, of the very same name, with the same mailbox, the same phone digits, and every other field equal. Where
 * only a name was sent there is nothing to rewrite, and it has to be equal.
 */
function rewrittenFinding(create: UnconfirmedCreate, rewritten: Exacts): LookupResult | null {
  const [only, ...others] = rewritten.get(create) ?? [];
  if (only === undefined || others.length > 0) return null;
  if (rivalsFor(new Set([only.account.id]), rewritten).length > 1) return null;
  return { is: 'it', attemptId: only.attempt.id, account: only.account };
}

function nearFinding(create: UnconfirmedCreate, free: readonly RemoteAccount[]): LookupResult {
  const candidates = free.filter((hit) => isNear(create, hit));
  return candidates.length === 0 ? { is: 'nothing' } : { is: 'near', candidates };
}

function rivalsFor(
  ids: ReadonlySet<string>,
  exacts: Exacts,
): readonly (readonly [UnconfirmedCreate, readonly Exact[]])[] {
  return [...exacts].filter(([, theirs]) => theirs.some((exact) => ids.has(exact.account.id)));
}

function idsOf(exacts: readonly Exact[]): ReadonlySet<string> {
  return new Set(exacts.map((exact) => exact.account.id));
}

function sameIds(exacts: readonly Exact[], ids: ReadonlySet<string>): boolean {
  return exacts.length === ids.size && exacts.every((exact) => ids.has(exact.account.id));
}

function byAge(a: UnconfirmedCreate, b: UnconfirmedCreate): number {
  return a.record.createdAt - b.record.createdAt || (a.record.localId < b.record.localId ? -1 : 1);
}

function byCreation(a: Exact, b: Exact): number {
  return (
    (a.account.created ?? '').localeCompare(b.account.created ?? '') ||
    (a.account.number ?? 0) - (b.account.number ?? 0)
  );
}
