import type { FaultPlan } from '../world/fault-plan.ts';
import type { Mutation } from './mutation.ts';

/**
 * The lines of the design's goals: first the faults that the simulation must know, then what has to hold all the same.
 * For each there is at least one defect that does its harm just there.
 */
export const GOALS = [
  'answer dropped after commit',
  'commit late',
  '5xx before commit',
  '5xx after commit',
  'values normalised by the server',
  'values truncated by the server',
  'stale list with 200',
  'empty list with 200',
  'clock jumps',
  'firewall 403 on one record',
  'jittered latency and reordered answers',
  'failed append then success',
  'crash between two stores',
  'two computers',
  'edits there',
  'deletions there',
  'prospects turned customers',
  'restarts at any await',
  'nothing lost',
  'nothing double',
  'nothing overwritten silently',
  'no record delayed by another',
  'limits, restarts included',
  'the mirror can be thrown away',
  'merging a duplicate keeps what was typed',
] as const;

export type Goal = (typeof GOALS)[number];

/** A defect that somebody could build in one day. */
export interface Mutant {
  /** The app's fault: "an app that …". */
  readonly defect: string;
  readonly goals: readonly Goal[];
  readonly mutation: Mutation;
  /** The worlds in which it can show at all; left out: any. */
  readonly where?: (faultPlan: FaultPlan) => boolean;
}
