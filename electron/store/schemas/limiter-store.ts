import * as v from 'valibot';
import type { RateWindows } from '../../../shared/sync/limiter.ts';
import type { Result } from '../../../shared/problem.ts';
import { openCollection } from '../journal/open-collection.ts';
import type { OpenedCollection } from '../journal/open-collection.ts';
import type { StoreFolder } from '../disk/folder.ts';
import type { SameType } from './same-type.ts';

/** The id of the one row. */
export const WINDOWS = 'windows';

const windows = v.object({
  slots: v.array(v.object({ takenAt: v.number(), answeredAt: v.nullable(v.number()) })),
  blockedUntil: v.nullable(v.number()),
  blocks: v.number(),
});

true satisfies SameType<v.InferOutput<typeof windows>, RateWindows>;

/** The limiter's windows, written at each request. */
export function openLimiter(place: StoreFolder): Promise<Result<OpenedCollection<RateWindows>>> {
  return openCollection<RateWindows>({
    ...place,
    name: 'limiter',
    version: 1,
    parse: (stored) => (v.is(windows, stored) ? stored : null),
    migrate: (stored) => stored,
  });
}
