import type { Result } from '../../shared/problem.ts';
import { openCollection } from './open-collection.ts';
import type { OpenedCollection, Place } from './open-collection.ts';

/** The id of the one row. */
export const SITE = 'site';

/** The practice workspace's SalesBinder, whole, as its server keeps it; the server itself judges what it reads. */
export function openPracticeSite(place: Place): Promise<Result<OpenedCollection<object>>> {
  return openCollection<object>({
    ...place,
    name: 'practice',
    schema: 1,
    parse: (stored) => (typeof stored === 'object' ? stored : null),
    migrate: (stored) => stored,
  });
}
