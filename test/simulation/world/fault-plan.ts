import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import type { AccountType } from '../../../shared/account.ts';
import type { Chances } from './chances.ts';

/** A fault that lasts for a while between this computer and SalesBinder, or there. */
export type FaultPeriod = { readonly from: number; readonly until: number } & (
  | { readonly is: 'unreachable' | 'portal' | 'trouble' | 'slow' }
  /** Lists answer 200 and show what was there when the period began; or nothing at all; or only half of it. */
  | { readonly is: 'stale' | 'empty' | 'short' }
  /** Payment is due: everything is answered 402, or each write is. */
  | { readonly is: 'closed' | 'read-only' }
  | { readonly is: 'forbidden'; readonly type: AccountType; readonly mayBeSeen: boolean }
);

/** The fate of one request that left. */
export type Fate =
  | 'fine'
  | 'lost-before'
  | 'lost-after'
  | 'late'
  | 'trouble-before'
  | 'trouble-after'
  | 'reset-before'
  | 'portal-after'
  /** 200 with JSON that says "Error", though it was saved, or not. */
  | 'error-before'
  | 'error-after'
  /** A firewall's page, though it was saved, or not. */
  | 'page-before'
  | 'page-after'
  /** "Saved", and nothing was: of an update. */
  | 'says-only';

/** A way of its own in which a SalesBinder may treat everything that it is sent or asked. */
export type Oddity =
  | 'escapes'
  | 'composes'
  | 'cuts-at-emoji'
  /** Its answer to a write shows what was sent, whatever it kept. */
  | 'says-more'
  /** What it refuses is answered 200. */
  | 'refuses-in-disguise'
  | 'stamps-without-zone'
  /** Its lists count one more than they have. */
  | 'counts-too-many';

/** Something at its time, true ms, by its name. */
export interface Planned {
  readonly name: string;
  readonly at: number;
}

/** The faults of one world, drawn once from its seed. */
export interface FaultPlan {
  readonly periods: readonly FaultPeriod[];
  /** How likely a write (a read) goes wrong by itself. */
  readonly badWrites: number;
  readonly badReads: number;
  readonly fates: readonly Fate[];
  /** SalesBinder alters values: space, case, punctuation, length. */
  readonly normalises: boolean;
  readonly truncates: boolean;
  /** Names must be unique. */
  readonly unique: boolean;
  readonly oddities: ReadonlySet<Oddity>;
  /** People paste, and type on keyboards that compose. */
  readonly pastes: boolean;
  /** People give the new key some time after the old one was revoked. */
  readonly newKeyAfter: number | null;
  /** Colleagues also archive accounts, and give them other names. */
  readonly archives: boolean;
  /** The server's clock against the true time, ms. */
  readonly serverAhead: number;
  /** When the key is revoked, true ms. */
  readonly revokedAt: readonly number[];
  /** When other programs have used up the limit. */
  readonly busyAt: readonly number[];
  /** When colleagues do something. */
  readonly colleagues: readonly Planned[];
  /** How often the app dies, at most. */
  readonly crashes: number;
  /** Many accounts at once over a quick line: what the limits are for. */
  readonly rush: boolean;
  readonly clockJumps: boolean;
  /** How likely a commit fails. */
  readonly diskFailures: number;
  /** Whether accounts are downloaded, and so many that were there long before. */
  readonly downloads: boolean;
  readonly before: number;
  /** Accounts a page, at most. */
  readonly perPage: number;
  /** Installations on the same site. */
  readonly computers: 1 | 2;
}

const MINUTE = 60_000;

/** @param lasts how long there are faults, ms */
export function drawFaultPlan(chances: Chances, lasts: number): FaultPlan {
  const rng = chances.rng('fault-plan');
  const all: readonly Fate[] = ['lost-before', 'lost-after', 'late', 'trouble-before', 'trouble-after'];
  const fates = [...all, 'reset-before', 'portal-after'] as const;
  const times = (kind: string, probability: number, most: number): readonly number[] =>
    planned(chances, kind, probability, most, lasts).map(({ at }) => at);
  return {
    periods: drawPeriods(chances, lasts),
    badWrites: rng.pick([0, 0.1, 0.3, 0.6]),
    badReads: rng.pick([0, 0, 0.05, 0.2]),
    // Some worlds know one fault only, so that it comes in a row.
    fates: [...(rng.chance(0.4) ? [rng.pick(fates)] : fates), ...drawOddFates(chances)],
    normalises: chances.happens('altered', 0.4),
    truncates: chances.happens('cut-short', 0.15),
    unique: chances.happens('unique-names', 0.25),
    oddities: new Set(
      ODDITIES.filter(([name, probability]) => chances.happens(name, probability)).map(first),
    ),
    pastes: chances.happens('pastes', 0.4),
    newKeyAfter: chances.happens('new-key', 0.7) ? chances.rng('new-key').whole(0, 40_000) : null,
    archives: chances.happens('archives', 0.4),
    serverAhead: chances.happens('server-clock', 0.8) ? rng.pick(WRONG_BY) : 0,
    revokedAt: times('revoked', 0.2, 1),
    busyAt: times('busy', 0.2, 2),
    colleagues: planned(chances, 'colleague', 0.6, 12, lasts),
    crashes: rng.pick([0, 0, 1, 2, 5]),
    rush: rng.chance(0.1),
    clockJumps: rng.chance(0.3),
    diskFailures: rng.pick([0, 0, 0, 0.02, 0.1]),
    downloads: chances.happens('downloads', 0.6),
    before: chances.some('before', rng.whole(0, 9)).length,
    perPage: chances.happens('small-pages', 0.33) ? 5 : 200,
    computers: chances.happens('two-computers', 0.35) ? 2 : 1,
  };
}

const ODDITIES: readonly (readonly [Oddity, number])[] = [
  ['escapes', 0.12],
  ['composes', 0.2],
  ['cuts-at-emoji', 0.15],
  ['says-more', 0.15],
  ['refuses-in-disguise', 0.2],
  ['stamps-without-zone', 0.06],
  ['counts-too-many', 0.05],
];

const ODD_FATES: readonly Fate[] = ['error-before', 'error-after', 'page-before', 'page-after', 'says-only'];

/** Some of them, in some worlds. */
function drawOddFates(chances: Chances): readonly Fate[] {
  return chances.happens('odd-answers', 0.3)
    ? ODD_FATES.filter((fate) => chances.happens(`odd-answers.${fate}`, 0.6))
    : [];
}

function first<T>([one]: readonly [T, ...unknown[]]): T {
  return one;
}

/** Ms. */
const WRONG_BY = [1_400, -37_000, 3_600_000, -86_400_000];

/** Up to `most` of a kind, in the order of time. */
function planned(
  chances: Chances,
  kind: string,
  probability: number,
  most: number,
  lasts: number,
): readonly Planned[] {
  const rng = chances.rng(kind);
  if (!rng.chance(probability)) return [];
  return chances
    .some(kind, rng.whole(1, most))
    .map((name) => ({ name, at: chances.rng(name).whole(0, lasts) }))
    .toSorted((a, b) => a.at - b.at);
}

/** How likely there are some, how many at most, and how long each lasts at most. */
const PERIODS: readonly (readonly [Exclude<FaultPeriod['is'], 'forbidden'>, number, number, number])[] = [
  ['unreachable', 0.35, 3, 2 * MINUTE],
  ['portal', 0.25, 2, 2 * MINUTE],
  ['trouble', 0.25, 2, MINUTE],
  ['slow', 0.3, 2, 3 * MINUTE],
  ['stale', 0.1, 2, 3 * MINUTE],
  ['empty', 0.1, 2, 3 * MINUTE],
  ['short', 0.07, 2, 3 * MINUTE],
  ['closed', 0.08, 1, 2 * MINUTE],
  ['read-only', 0.08, 1, 2 * MINUTE],
];

function drawPeriods(chances: Chances, lasts: number): readonly FaultPeriod[] {
  const during = ({ name, at }: Planned, longest: number) => {
    const long = chances.rng(`${name}/long`).whole(3_000, longest);
    return { from: at, until: Math.min(at + long, lasts) };
  };
  const forbidden = planned(chances, 'forbidden', 0.15, 1, lasts).map((one) => ({
    ...{ is: 'forbidden' as const, ...during(one, 2 * MINUTE) },
    type: chances.rng(one.name).pick(ACCOUNT_TYPES),
    mayBeSeen: chances.rng(`${one.name}/seen`).chance(0.5),
  }));
  const others = PERIODS.flatMap(([is, probability, most, longest]) =>
    planned(chances, is, probability, most, lasts).map((one) => ({ is, ...during(one, longest) })),
  );
  return [...others, ...forbidden];
}

/** The quiet world: nothing goes wrong. */
export const NO_FAULTS: FaultPlan = {
  periods: [],
  badWrites: 0,
  badReads: 0,
  fates: ['lost-after'],
  normalises: false,
  truncates: false,
  unique: false,
  oddities: new Set(),
  pastes: false,
  newKeyAfter: null,
  archives: false,
  serverAhead: 0,
  revokedAt: [],
  busyAt: [],
  colleagues: [],
  crashes: 0,
  rush: false,
  clockJumps: false,
  diskFailures: 0,
  downloads: false,
  before: 0,
  perPage: 200,
  computers: 1,
};
