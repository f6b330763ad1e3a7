import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparing, merged, sorting, sortKey, textKey } from '../../../../renderer/list/sort-rows.ts';
import type { Order } from '../../../../shared/contract/list-layout.ts';
import type { Keyed } from '../../../../renderer/list/sort-rows.ts';
import { order, rows } from '../../../support/listed-rows.ts';

function keyed(all: Keyed['rows'], by: Order): Keyed {
  return { rows: all, keys: all.map((row) => sortKey(row, by.by)) };
}

function places(all: readonly unknown[]): readonly number[] {
  return all.map((_, place) => place);
}

function done<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

test.each([
  [
    ['Shop 10', 'Shop 2', 'shop 1'],
    ['shop 1', 'Shop 2', 'Shop 10'],
  ],
  [
    ['Zebra', 'Äpfel', 'apfel 007', 'Apfel 7b'],
    ['Äpfel', 'apfel 007', 'Apfel 7b', 'Zebra'],
  ],
  [
    ['b', 'a 99999999999999999999', 'a 100000000000000000000'],
    ['a 99999999999999999999', 'a 100000000000000000000', 'b'],
  ],
  [
    ['a', '9 to 5', '24 seven', '(c)'],
    ['(c)', '9 to 5', '24 seven', 'a'],
  ],
])('%j is put in the order that a person expects', (texts, expected) => {
  const byKey = texts.toSorted((a, b) => (textKey(a) < textKey(b) ? -1 : 1));
  expect(byKey).toEqual(expected);
});

test('sorting in slices gives what sorting in one go gives', () => {
  fc.assert(
    fc.property(rows(60), order, (all, by) => {
      const one = [...places(all)].sort(comparing(keyed(all, by), by));
      const work = sorting(Int32Array.from(places(all)), { rows: all, keys: [] }, by);
      expect([...done(work)]).toEqual(one);
    }),
  );
});

test('thousands of rows are sorted in many slices, and are in order', () => {
  const [all = []] = fc.sample(rows(1), { numRuns: 1, seed: 1 });
  const [some] = all.length === 0 ? fc.sample(rows(1), { numRuns: 5, seed: 2 }).flat() : all;
  if (some === undefined) throw new Error('No row');
  const many = Array.from({ length: 5_003 }, (_, at) => ({
    ...some,
    localId: `record-${String(at)}`,
    name: `Firm ${String((at * 7_919) % 5_003)}`,
  }));
  const by: Order = { by: 'name', descending: false };
  const work = sorting(Int32Array.from(places(many)), { rows: many, keys: [] }, by);
  let slices = 0;
  for (;;) {
    const step = work.next();
    slices += 1;
    if (step.done !== true) continue;
    expect([...step.value].map((place) => many[place]?.name)).toEqual(
      places(many).map((n) => `Firm ${String(n)}`),
    );
    break;
  }
  expect(slices).toBeGreaterThan(10);
});

test('changes put into a sorted list give what sorting everything anew would give', () => {
  fc.assert(
    fc.property(rows(40), order, fc.nat(), (all, by, cut) => {
      const compare = comparing(keyed(all, by), by);
      const anew = [...places(all)].sort(compare);
      const [here, added] = [
        anew.filter((place) => place % 3 !== cut % 3),
        anew.filter((place) => place % 3 === cut % 3),
      ];
      expect([...merged(Int32Array.from(here), added, compare)]).toEqual(anew);
    }),
  );
});

test('an empty text goes last, whichever way the list is sorted', () => {
  fc.assert(
    fc.property(rows(20), fc.constantFrom('name', 'city', 'email'), fc.boolean(), (all, by, descending) => {
      const sorted = [...places(all)].sort(comparing(keyed(all, { by, descending }), { by, descending }));
      const empty = sorted.map((place) => all[place]?.[by] === '');
      expect(empty).toEqual(empty.toSorted((a, b) => Number(a) - Number(b)));
    }),
  );
});

test('rows of the same moment, as one download brings them, are in the order of their names', () => {
  const [one] = fc.sample(rows(1), { numRuns: 9, seed: 1 }).flat();
  if (one === undefined) throw new Error('No row');
  const twins = ['zeta', 'alpha'].map((find, at) => ({
    ...one,
    localId: `record-${String(at)}`,
    editedAt: 0,
    find,
  }));
  const by: Order = { by: 'edited', descending: true };
  expect([0, 1].sort(comparing(keyed(twins, by), by)).map((place) => twins[place]?.find)).toEqual([
    'alpha',
    'zeta',
  ]);
});
