import { CREATES } from './creates.ts';
import { EDITS } from './edits.ts';
import type { Mutant } from './mutant.ts';
import { MIRROR } from './mirror.ts';
import { STORES } from './stores.ts';
import { ORDER_AND_LIMITS } from './order-and-limits.ts';

/** The defects, each of which the judge has to notice. */
export const MUTANTS: readonly Mutant[] = [...CREATES, ...EDITS, ...ORDER_AND_LIMITS, ...STORES, ...MIRROR];
