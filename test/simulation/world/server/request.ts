import type { AccountType, Values } from '../../../../shared/account.ts';
import type { ListQuery } from '../../../../electron/salesbinder/gateway.ts';
import type { AnswerProblem } from '../../../../shared/problem.ts';
import type { ServerAccount } from './server-accounts.ts';
import type { Rng } from '../../../support/rng.ts';
import type { StrictLimits } from './strict-limits.ts';
import type { Fate } from '../fault-plan.ts';

export type Verb = 'create' | 'update' | 'view' | 'list' | 'deleted';

/** One request, from leaving this computer to its answer; kept for the judge. Times are true ms. */
export interface Request {
  readonly no: number;
  /** The name of the computer. */
  readonly from: string;
  readonly verb: Verb;
  readonly type: AccountType;
  readonly remoteId: string | null;
  readonly sent: Values | null;
  readonly leftAt: number;
  arrivedAt: number | null;
  /** When what it wrote was there, and where. */
  committedAt: number | null;
  account: string | null;
  /** When its answer was read by the app. */
  answeredAt: number | null;
  accepted: boolean;
  /** It is answered as done, and is not. */
  readonly saysOnly: boolean;
  /** The app was told, or could tell, that nothing came of it. */
  harmless: boolean;
  /** A list that was stale, empty or short, and not what SalesBinder had. */
  untrue: boolean;
  /** The accounts of a list as they were at a time; null: it was not the truth. */
  shown: readonly { readonly id: string; readonly asOf: number | null }[];
}

/** One run of the app, as seen from the network. */
export interface Caller {
  /** Of its computer; stands before the names of what happens to it. */
  readonly name: string;
  readonly alive: boolean;
  readonly observer: Observer;
  readonly limits: StrictLimits;
  /** A point at which the process could die. @returns whether it lives on */
  point(name: string): boolean;
}

export interface Observer {
  leaves(request: Request): void;
  writes(request: Request, account: ServerAccount): void;
  /** A full answer about one account reached the app. */
  sees(request: Request, id: string, servedAt: number | null): void;
  /** @param how what the app is told, in a word */
  answered(request: Request, how: string): void;
}

/** The network's treatment of one request. */
export interface Trip {
  readonly request: Request;
  readonly fate: Fate;
  readonly up: number;
  readonly down: number;
  readonly caller: Caller;
  readonly rng: Rng;
}

export type Served<T> =
  { readonly value: T } | { readonly problem: AnswerProblem; readonly mayHaveActed: boolean };

export interface Call {
  readonly verb: Verb;
  readonly type: AccountType;
  readonly remoteId: string | null;
  readonly sent: Values | null;
  readonly key: number;
  readonly query?: ListQuery;
}

export const NOT_FOUND: Served<never> = { problem: { what: 'not-found' }, mayHaveActed: false };

/** The outcome there, and what the app is told of it. */
export function afterwards<T>(fate: Fate, served: Served<T>, writes: boolean): Served<T> {
  if (fate === 'lost-after' || fate === 'late') return lost();
  if (fate === 'trouble-after') return trouble();
  if (fate === 'error-after' || fate === 'page-after') return oddAnswer(fate, writes);
  return fate === 'portal-after' ? portal() : served;
}

/** What SalesBinder, or a firewall before it, says in the place of an answer. */
export function oddAnswer(fate: Fate, writes: boolean): Served<never> {
  if (fate.startsWith('page')) {
    return { problem: { what: writes ? 'blocked' : 'portal', status: 403 }, mayHaveActed: true };
  }
  if (!writes) return { problem: { what: 'unclear', status: 200 }, mayHaveActed: true };
  const said = { status: 200, message: 'Error', fields: {}, unsure: true } as const;
  return { problem: { what: 'refused', ...said }, mayHaveActed: true };
}

/** Payment is due. */
export function closed(): Served<never> {
  return {
    problem: { what: 'refused', status: 402, message: 'Payment due', fields: {} },
    mayHaveActed: false,
  };
}

export function lost(): Served<never> {
  return { problem: { what: 'lost', detail: 'ECONNRESET' }, mayHaveActed: true };
}

export function trouble(): Served<never> {
  return { problem: { what: 'trouble', status: 502 }, mayHaveActed: true };
}

export function portal(): Served<never> {
  return { problem: { what: 'portal', status: 200 }, mayHaveActed: true };
}

export function heardFrom({ what }: AnswerProblem): boolean {
  return what !== 'unreachable' && what !== 'lost';
}

/** For the log: what the app is told, and what truly became of it. */
export function wordsOf({ what }: AnswerProblem, fate: Fate): string {
  return fate === 'fine' ? what : `${what} (${fate})`;
}
