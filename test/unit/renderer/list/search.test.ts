import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { Listing } from '../../../../renderer/list/listing.ts';
import type { Row } from '../../../../shared/contract/contract.ts';

const MANY = 1_200;
const NAMES = ['Acme', 'Acme Books', 'Bäcker', 'Harbour Cider', 'Zürich Tools'];

/** The newest has the highest number, and stands on top. */
function numbered(number: number, name = NAMES[number % NAMES.length] ?? ''): Row {
  const find = `${name} ${String(number)}`
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
  return {
    localId: `record-${String(number)}`,
    ...{ type: 'customer', name, city: '', email: '', draft: false, find },
    status: { is: 'in-salesbinder' },
    editedAt: number,
  };
}

function listed(): Listing {
  const listing = new Listing(() => undefined);
  listing.take(
    Array.from({ length: MANY }, (_, at) => numbered(at)),
    [],
  );
  return listing;
}

function idsIn(listing: Listing): readonly string[] {
  return Array.from({ length: listing.count }, (_, index) => listing.at(index)?.localId ?? '');
}

afterEach(() => {
  vi.useRealTimers();
});

test('what stands on top is found at once, the rest when nobody types', () => {
  vi.useFakeTimers();
  const told: number[] = [];
  const listing = new Listing(() => told.push(listing.count));
  listing.take(
    Array.from({ length: MANY }, (_, at) => numbered(at)),
    [],
  );
  listing.search('e');
  expect(listing.complete).toBe(false);
  expect(listing.count).toBeGreaterThanOrEqual(100);
  expect(listing.at(0)?.localId).toBe(`record-${String(MANY - 2)}`);
  vi.advanceTimersByTime(400);
  listing.search('er');
  vi.advanceTimersByTime(400);
  expect(listing.complete).toBe(false);
  vi.advanceTimersByTime(200);
  expect(listing.complete).toBe(true);
  expect(told.at(-1)).toBe((MANY / 5) * 2);
});

test('whoever goes to the end has all of it', () => {
  const listing = listed();
  listing.search('b');
  expect(listing.complete).toBe(false);
  listing.settle();
  expect(listing.complete).toBe(true);
  expect(listing.count).toBe((MANY / 5) * 3);
});

type Step =
  | { readonly is: 'search'; readonly query: string }
  | { readonly is: 'take'; readonly rows: readonly Row[]; readonly removed: readonly string[] }
  | { readonly is: 'settle' };

const number = fc.nat({ max: MANY + 20 });
const query = fc.constantFrom(
  '',
  'a',
  'ac',
  'acme',
  'acme b',
  'acme books',
  'b',
  'c',
  'r',
  'ZÜR',
  '11',
  '119',
  'xx',
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('search' as const), query }) },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('take' as const),
      rows: fc
        .uniqueArray(fc.tuple(number, fc.constantFrom(...NAMES)), { selector: ([one]) => one, maxLength: 30 })
        .map((some) => some.map(([one, name]) => numbered(one, name))),
      removed: fc.array(
        number.map((one) => `record-${String(one)}`),
        { maxLength: 150 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ is: 'settle' as const }) },
);

test('whatever changes while a search goes on: what shows is its beginning, and in the end all of it', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
      const listing = listed();
      const rows = new Map(Array.from({ length: MANY }, (_, at) => [`record-${String(at)}`, numbered(at)]));
      let words: readonly string[] = [];
      for (const one of steps) {
        if (one.is === 'search') {
          words = one.query.toLowerCase().replace('ü', 'u').split(' ');
          listing.search(one.query);
        } else if (one.is === 'settle') listing.settle();
        else {
          for (const localId of one.removed) rows.delete(localId);
          for (const row of one.rows) rows.set(row.localId, row);
          listing.take(one.rows, one.removed);
        }
        const wanted = [...rows.values()]
          .filter(({ find }) => words.every((word) => find.includes(word)))
          .toSorted((a, b) => b.editedAt - a.editedAt)
          .map(({ localId }) => localId);
        const shown = idsIn(listing);
        expect(shown).toEqual(listing.complete ? wanted : wanted.slice(0, shown.length));
      }
      listing.settle();
      expect(listing.complete).toBe(true);
    }),
    { numRuns: 60 },
  );
});
