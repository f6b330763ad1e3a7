import { FIELD_KEYS } from './account.ts';
import type { RemoteAccount, Values } from './account.ts';
import { comparingForm, sameValue } from './merge.ts';
import type { Attempt, OutboxRecord } from './record.ts';

/** A record that looks for the account its lost create may have made. */
export interface Seeker {
  readonly record: OutboxRecord;
  /**
   * By attempt id: the earliest moment, in the server's own time (ms), at which that attempt can have been
   * committed; null where our clock is in doubt. Local time is never compared with the server's stamps.
   */
  readonly notBefore: ReadonlyMap<string, number | null>;
}

export type Finding =
  | { readonly is: 'it'; readonly attemptId: string; readonly account: RemoteAccount }
  | { readonly is: 'near' | 'several'; readonly candidates: readonly RemoteAccount[] }
  | { readonly is: 'nothing' };

interface Exact {
  readonly seeker: Seeker;
  readonly attempt: Attempt;
  readonly account: RemoteAccount;
}

/** What a look's hits mean for each seeker, by local id. `owned`: remote ids that records here already have. */
export function judge(
  seekers: readonly Seeker[],
  hits: readonly RemoteAccount[],
  owned: ReadonlySet<string>,
): ReadonlyMap<string, Finding> {
  const free = hits.filter((hit) => !owned.has(hit.id));
  const exacts = new Map(seekers.map((seeker) => [seeker, exactOf(seeker, free)]));
  const sure = seekers.map((seeker) => [seeker, exactFinding(seeker, exacts)] as const);
  const found = new Set(sure.flatMap(([, finding]) => (finding?.is === 'it' ? [finding.account.id] : [])));
  // What is now another's is not near to anybody.
  const left = free.filter((hit) => !found.has(hit.id));
  return new Map(
    sure.map(([seeker, finding]) => [seeker.record.localId, finding ?? nearFinding(seeker, left)]),
  );
}

function nearFinding(seeker: Seeker, free: readonly RemoteAccount[]): Finding {
  const candidates = free.filter((hit) => isNear(seeker, hit));
  return candidates.length === 0 ? { is: 'nothing' } : { is: 'near', candidates };
}

/** Null: nothing equals what was sent. */
function exactFinding(seeker: Seeker, exacts: ReadonlyMap<Seeker, readonly Exact[]>): Finding | null {
  const mine = exacts.get(seeker) ?? [];
  if (mine.length === 0) return null;
  const ids = new Set(mine.map((exact) => exact.account.id));
  const rivals = [...exacts].filter(([, theirs]) => theirs.some((exact) => ids.has(exact.account.id)));
  // Equal numbers of identical hits and seekers: each is one's, and it doesn't matter whose; they pair by age.
  const alike = rivals.every(([, theirs]) => sameIds(theirs, ids));
  if (alike && rivals.length === ids.size) {
    const place = rivals
      .map(([rival]) => rival)
      .toSorted(byAge)
      .indexOf(seeker);
    const paired = mine.toSorted(byCreation)[place];
    if (paired !== undefined) return { is: 'it', attemptId: paired.attempt.id, account: paired.account };
  }
  return { is: 'several', candidates: mine.map((exact) => exact.account) };
}

function exactOf(seeker: Seeker, free: readonly RemoteAccount[]): readonly Exact[] {
  return free.flatMap((account) => {
    if (seeker.record.notThese.includes(account.id)) return [];
    const attempt = seeker.record.attempts.find(
      (one) => inWindow(seeker, one, account) === 'yes' && sameSent(one.sent, account.values),
    );
    return attempt === undefined ? [] : [{ seeker, attempt, account }];
  });
}

function isNear(seeker: Seeker, account: RemoteAccount): boolean {
  if (seeker.record.notThese.includes(account.id)) return false;
  return seeker.record.attempts.some(
    (attempt) =>
      inWindow(seeker, attempt, account) !== 'no' &&
      (nearName(attempt.sent.name, account.values.name) || sameKey(attempt.sent.email, account.values.email)),
  );
}

/** Whether the account was created when this attempt can have made it; `maybe` when that can't be told. */
function inWindow(seeker: Seeker, attempt: Attempt, account: RemoteAccount): 'yes' | 'no' | 'maybe' {
  const notBefore = seeker.notBefore.get(attempt.id) ?? null;
  const created = account.created === null ? NaN : Date.parse(account.created);
  if (notBefore === null || Number.isNaN(created)) return 'maybe';
  return created >= notBefore ? 'yes' : 'no';
}

function sameSent(sent: Values, values: Values): boolean {
  return FIELD_KEYS.every((key) => {
    const value = sent[key];
    return value === undefined || sameValue(value, values[key] ?? '');
  });
}

/** Near is generous: case doesn't matter. An empty value says nothing. */
function sameKey(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined || a.trim() === '') return false;
  return sameValue(a.toLowerCase(), b.toLowerCase());
}

/** A name that SalesBinder cut short, or that a colleague added to, is still near. */
function nearName(sent: string | undefined, kept: string | undefined): boolean {
  if (sent === undefined || kept === undefined) return false;
  const [short = '', long = ''] = [sent, kept]
    .map((name) => comparingForm(name).toLowerCase())
    .toSorted((a, b) => a.length - b.length);
  return short === long ? short !== '' : short.length >= NEAR && long.startsWith(short);
}

/** Beginnings shorter than this say too little; so many characters. */
const NEAR = 4;

function sameIds(exacts: readonly Exact[], ids: ReadonlySet<string>): boolean {
  return exacts.length === ids.size && exacts.every((exact) => ids.has(exact.account.id));
}

function byAge(a: Seeker, b: Seeker): number {
  return a.record.createdAt - b.record.createdAt || (a.record.localId < b.record.localId ? -1 : 1);
}

function byCreation(a: Exact, b: Exact): number {
  return (
    (a.account.created ?? '').localeCompare(b.account.created ?? '') ||
    (a.account.number ?? 0) - (b.account.number ?? 0)
  );
}
