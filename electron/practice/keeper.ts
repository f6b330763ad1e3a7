import * as v from 'valibot';
import { CONTEXT_IDS, WIRE_FIELDS } from './fields.ts';
import type { WireField } from './fields.ts';
import { inTurn } from './in-turn.ts';
import type { Site } from './site.ts';

/** Where the site is kept between two runs. `read` gives undefined or null when there is nothing yet. */
export interface SavedSite {
  read(): Promise<unknown>;
  /** The whole site, plain and serialisable. Resolved means kept. */
  write(site: Site): Promise<void>;
}

export interface Keeper {
  /** The site as last kept. */
  site(): Site;
  /**
   * One change after another, each seeing the one before. The new site is kept before the promise resolves; when
   * keeping fails the old one stays and the promise rejects.
   */
  change<T>(step: (site: Site) => { readonly site: Site; readonly result: T }): Promise<T>;
}

export function keep(first: Site, write: (site: Site) => Promise<void>): Keeper {
  let site = first;
  const one = inTurn();
  return {
    site: () => site,
    change: (step) =>
      one(async () => {
        const { site: after, result } = step(site);
        if (after !== site) await write(after);
        site = after;
        return result;
      }),
  };
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const seconds = v.pipe(v.number(), v.integer(), v.minValue(0));
const contextId = v.picklist(CONTEXT_IDS);
// A site from before a field was added is a site all the same, with nothing in that field.
const value = v.optional(v.string(), '');
const values = v.object(
  Object.fromEntries(WIRE_FIELDS.map((field) => [field, value])) as Record<WireField, typeof value>,
);

const schema = v.object({
  accounts: v.array(
    v.object({ id: v.string(), number: count, contextId, values, created: seconds, modified: seconds }),
  ),
  tombstones: v.array(v.object({ id: count, recordId: v.string(), contextId, at: seconds })),
  nextNumber: count,
  nextTombstone: count,
}) satisfies v.GenericSchema<unknown, Site>;

/** Null when what was kept is not a site. */
export function parseSite(kept: unknown): Site | null {
  const parsed = v.safeParse(schema, kept);
  return parsed.success ? parsed.output : null;
}
