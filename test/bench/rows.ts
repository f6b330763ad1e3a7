import { measureBlocks } from './rows/blocks.ts';
import { measureDraining } from './rows/draining.ts';
import { measureGrowthPoint } from './rows/growth-point.ts';
import { measureMemory } from './rows/memory.ts';
import { measureOpening } from './rows/opening.ts';
import { measureRequests } from './rows/requests.ts';
import { measureSave } from './rows/save.ts';
import type { Row } from './order.ts';

/** Each is measured in a process of its own, so that none inherits another's heap. */
export const HOST_ROWS: Readonly<Record<string, Row>> = {
  save: measureSave,
  block: measureBlocks,
  open: measureOpening,
  drain: measureDraining,
  requests: measureRequests,
  memory: measureMemory,
  'growth-point': measureGrowthPoint,
};
