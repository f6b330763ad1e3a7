import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortRows, withRows } from '../../../renderer/state/sort-rows.ts';
import type { Order } from '../../../renderer/state/sort-rows.ts';
import type { Row } from '../../../shared/contract.ts';

const row = fc.record({
  localId: fc.integer({ min: 0, max: 30 }).map((id) => `record-${id}`),
  type: fc.constantFrom('customer', 'prospect', 'supplier'),
  name: fc.constantFrom('', 'Acme', 'acme', 'Bäcker', 'Zürich', 'Firm 9', 'Firm 10'),
  city: fc.constantFrom('', 'Bath', 'Ulm'),
  email: fc.constantFrom('', 'a@b.co'),
  standing: fc.constantFrom<Row['standing']>({ is: 'sending' }, { is: 'in-salesbinder' }),
  draft: fc.boolean(),
  editedAt: fc.integer({ min: 0, max: 3 }),
  find: fc.constantFrom('acme', 'firm'),
}) satisfies fc.Arbitrary<Row>;

const rows = fc.uniqueArray(row, { selector: (one) => one.localId, maxLength: 25 });
const order: fc.Arbitrary<Order> = fc.record({
  by: fc.constantFrom('edited', 'name', 'type', 'city', 'email', 'standing'),
  descending: fc.boolean(),
});

test('changes put into a sorted list give what sorting everything anew would give', () => {
  fc.assert(
    fc.property(rows, rows, order, (before, changes, by) => {
      const gone = new Set(changes.map((one) => one.localId));
      const after = withRows(sortRows(before, by), gone, changes, by);
      const anew = sortRows([...before.filter((one) => !gone.has(one.localId)), ...changes], by);
      expect(new Set(after)).toEqual(new Set(anew));
      // Rows that are equal in the order may stand either way.
      expect(sortRows(after, by)).toEqual([...after]);
      expect(keys(after, by)).toEqual(keys(anew, by));
    }),
  );
});

function keys(list: readonly Row[], { by }: Order): readonly unknown[] {
  return list.map((one) => {
    const key = by === 'edited' ? one.editedAt : by === 'standing' ? one.standing.is : one[by];
    return [typeof key === 'string' ? key.toLowerCase() : key, one.editedAt, one.find];
  });
}

test('rows of the same moment, as one download brings them, are in the order of their names', () => {
  const [a, b] = fc.sample(row, { numRuns: 2, seed: 1 });
  if (a === undefined || b === undefined) throw new Error('No rows');
  const twins = [
    { ...a, localId: 'record-z', editedAt: 0, find: 'zeta' },
    { ...b, localId: 'record-a', editedAt: 0, find: 'alpha' },
  ];
  expect(sortRows(twins, { by: 'edited', descending: true }).map((one) => one.find)).toEqual([
    'alpha',
    'zeta',
  ]);
});
