import type { Result } from '../../../shared/problem.ts';
import { openCollection } from '../journal/open-collection.ts';
import type { OpenedCollection } from '../journal/open-collection.ts';
import type { StoreFolder } from '../disk/folder.ts';

/** The id of the one row. */
export const SITE = 'site';

/** The practice workspace's SalesBinder, whole; only its server knows what one looks like. */
export function openPracticeSite<Site>(
  place: StoreFolder,
  parse: (stored: unknown) => Site | null,
): Promise<Result<OpenedCollection<Site>>> {
  return openCollection<Site>({
    ...place,
    name: 'practice',
    version: 1,
    parse,
    migrate: (stored) => stored,
  });
}
