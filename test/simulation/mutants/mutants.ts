import { CREATES } from './creates.ts';
import { EDITS } from './edits.ts';
import type { Planted } from './mutant.ts';
import { MIRROR } from './mirror.ts';
import { STORES } from './stores.ts';
import { WAY } from './order-and-limits.ts';

/** The defects, each of which the oracle has to notice. */
export const PLANTED: readonly Planted[] = [...CREATES, ...EDITS, ...WAY, ...STORES, ...MIRROR];
