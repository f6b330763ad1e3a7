import { ACCOUNT_TYPES } from '../../shared/account.ts';
import type { AccountType } from '../../shared/account.ts';
import type { Dice } from './dice.ts';

/** What goes on for a while between this computer and SalesBinder, or there. */
export type Spell = { readonly from: number; readonly until: number } & (
  | { readonly is: 'unreachable' | 'portal' | 'trouble' | 'slow' }
  /** Lists answer 200 and show what was there when the spell began; or nothing at all; or only half of it. */
  | { readonly is: 'stale' | 'empty' | 'short' }
  | { readonly is: 'forbidden'; readonly type: AccountType }
);

/** What becomes of one request that left. */
export type Fate =
  | 'fine'
  | 'lost-before'
  | 'lost-after'
  | 'late'
  | 'trouble-before'
  | 'trouble-after'
  | 'reset-before'
  | 'portal-after';

/** What one world has to suffer, drawn once from its seed. */
export interface Weather {
  readonly spells: readonly Spell[];
  /** How likely a write (a read) goes wrong by itself. */
  readonly badWrites: number;
  readonly badReads: number;
  readonly fates: readonly Fate[];
  /** SalesBinder alters values: space, case, punctuation, length. */
  readonly normalises: boolean;
  readonly truncates: boolean;
  /** Names must be unique. */
  readonly unique: boolean;
  /** The server's clock against the true time, ms. */
  readonly serverAhead: number;
  /** When the key is revoked, true ms. */
  readonly revokedAt: readonly number[];
  /** When other programs have used up the limit. */
  readonly busyAt: readonly number[];
  /** What colleagues do, and when. */
  readonly colleaguesAt: readonly number[];
  /** How often the app dies. */
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
export function weatherOf(dice: Dice, lasts: number): Weather {
  const some = (probability: number, most: number): readonly number[] =>
    dice.chance(probability)
      ? Array.from({ length: dice.whole(1, most) }, () => dice.whole(0, lasts)).sort((a, b) => a - b)
      : [];
  const all: readonly Fate[] = ['lost-before', 'lost-after', 'late', 'trouble-before', 'trouble-after'];
  const fates = [...all, 'reset-before', 'portal-after'] as const;
  return {
    spells: spellsOf(dice, some, lasts),
    badWrites: dice.pick([0, 0.1, 0.3, 0.6]),
    badReads: dice.pick([0, 0, 0.05, 0.2]),
    // Some worlds know one fault only, so that it comes in a row.
    fates: dice.chance(0.4) ? [dice.pick(fates)] : fates,
    normalises: dice.chance(0.4),
    truncates: dice.chance(0.15),
    unique: dice.chance(0.25),
    serverAhead: dice.pick([0, 1_400, -37_000, 3_600_000, -86_400_000]),
    revokedAt: some(0.2, 1),
    busyAt: some(0.2, 2),
    colleaguesAt: some(0.6, 12),
    crashes: dice.pick([0, 0, 1, 2, 5]),
    rush: dice.chance(0.1),
    clockJumps: dice.chance(0.3),
    diskFailures: dice.pick([0, 0, 0, 0.02, 0.1]),
    downloads: dice.chance(0.6),
    before: dice.whole(0, 9),
    perPage: dice.pick([200, 200, 5]),
    computers: dice.chance(0.35) ? 2 : 1,
  };
}

function spellsOf(
  dice: Dice,
  some: (probability: number, most: number) => readonly number[],
  lasts: number,
): readonly Spell[] {
  const spell = <Kind>(kind: Kind, starts: readonly number[], longest: number) =>
    starts.map((from) => ({ ...kind, from, until: Math.min(from + dice.whole(3_000, longest), lasts) }));
  return [
    ...spell({ is: 'unreachable' as const }, some(0.35, 3), 2 * MINUTE),
    ...spell({ is: 'portal' as const }, some(0.25, 2), 2 * MINUTE),
    ...spell({ is: 'trouble' as const }, some(0.25, 2), MINUTE),
    ...spell({ is: 'slow' as const }, some(0.3, 2), 3 * MINUTE),
    ...spell({ is: 'stale' as const }, some(0.1, 2), 3 * MINUTE),
    ...spell({ is: 'empty' as const }, some(0.1, 2), 3 * MINUTE),
    ...spell({ is: 'short' as const }, some(0.07, 2), 3 * MINUTE),
    ...spell({ is: 'forbidden' as const, type: dice.pick(ACCOUNT_TYPES) }, some(0.15, 1), 2 * MINUTE),
  ];
}

/** The quiet world: nothing goes wrong. */
export const FAIR: Weather = {
  spells: [],
  badWrites: 0,
  badReads: 0,
  fates: ['lost-after'],
  normalises: false,
  truncates: false,
  unique: false,
  serverAhead: 0,
  revokedAt: [],
  busyAt: [],
  colleaguesAt: [],
  crashes: 0,
  rush: false,
  clockJumps: false,
  diskFailures: 0,
  downloads: false,
  before: 0,
  perPage: 200,
  computers: 1,
};
