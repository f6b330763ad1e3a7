import { randomUUID } from 'node:crypto';
import type { SavedSite } from '../../electron/practice/keeper.ts';
import { blankValues } from '../../electron/practice/fields.ts';
import type { ContextId, WireValues } from '../../electron/practice/fields.ts';
import type { Site } from '../../electron/practice/site.ts';

/** A site whose accounts are older than anything that a test does. */
export function oldSite(
  names: readonly string[],
  contextId: ContextId = 2,
  ageSeconds = 1_000_000,
): SavedSite {
  const long = Math.floor(Date.now() / 1_000) - ageSeconds;
  let site: Site = {
    accounts: names.map((name, index) => ({
      id: randomUUID(),
      number: index + 1,
      contextId,
      values: { ...blankValues(), ...valuesOf(name, index) },
      created: long + index,
      modified: long + index,
    })),
    tombstones: [],
    nextNumber: names.length + 1,
    nextTombstone: 1,
  };
  return {
    read: () => Promise.resolve(site),
    write: (after) => {
      site = after;
      return Promise.resolve();
    },
  };
}

export function many(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `Firm ${String(index + 1)}`);
}

function valuesOf(name: string, index: number): Partial<WireValues> {
  return { name, office_phone: String(1_000 + index), billing_city: 'Vancouver' };
}
