import type { AccountType } from '../account.ts';
import type { AnswerProblem } from '../problem.ts';

/**
 * Records whose requests failed alike, with no success in between. Two of them are a question to the server, not two
 * refusals.
 */
export interface FailureStreak {
  /** The local ids that failed, by how they failed. */
  readonly failed: ReadonlyMap<string, readonly string[]>;
  /** Local ids that failed while another record's write was taken: theirs is their own trouble. */
  readonly alone: ReadonlySet<string>;
}

export const NO_STREAK: FailureStreak = { failed: new Map(), alone: new Set() };

/** A record's request failed. */
export interface FailedOne {
  readonly localId: string;
  readonly type: AccountType;
  readonly problem: AnswerProblem;
}

export function failedOnce(streak: FailureStreak, one: FailedOne): FailureStreak {
  const kind = kindOf(one);
  const { localId } = one;
  if (kind === null || streak.alone.has(localId)) return streak;
  const others = (streak.failed.get(kind) ?? []).filter((other) => other !== localId);
  return { ...streak, failed: new Map([...streak.failed, [kind, [...others, localId]]]) };
}

/** A write of this type was taken: what failed before it failed alone, unless it was the right to another type. */
export function servedOnce({ failed, alone }: FailureStreak, type: AccountType): FailureStreak {
  const kinds = [...failed.keys()].filter((kind) => kind === FORBIDDEN + type || !kind.startsWith(FORBIDDEN));
  const kept = new Map(failed);
  for (const kind of kinds) kept.delete(kind);
  return { failed: kept, alone: new Set([...alone, ...kinds.flatMap((kind) => failed.get(kind) ?? [])]) };
}

/** The other records that failed as this one has just done. */
export function othersAlike({ failed }: FailureStreak, one: FailedOne): readonly string[] {
  const localIds = failed.get(kindOf(one) ?? '') ?? [];
  return localIds.includes(one.localId) ? localIds.filter((other) => other !== one.localId) : [];
}

const FORBIDDEN = 'forbidden ';

/** Null: the failure is told apart by other means, or says by itself whose trouble it is. */
function kindOf({ type, problem }: FailedOne): string | null {
  if (problem.what === 'forbidden') return FORBIDDEN + type;
  return problem.what === 'refused' && problem.unsure !== true ? `refused ${String(problem.status)}` : null;
}
