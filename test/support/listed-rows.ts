import fc from 'fast-check';
import type { Order } from '../../shared/contract/list-layout.ts';
import type { Row } from '../../shared/contract/contract.ts';
import { fold } from '../../shared/text/search.ts';

/** Rows that are often alike, so that ties, replacements and empty texts come up. */
export const row: fc.Arbitrary<Row> = fc
  .record({
    localId: fc.integer({ min: 0, max: 60 }).map((id) => `record-${String(id)}`),
    type: fc.constantFrom('customer', 'prospect', 'supplier'),
    name: fc.constantFrom('', 'Acme', 'acme', 'Bäcker', 'Zürich', 'Firm 9', 'Firm 10', 'Łódź Tools'),
    city: fc.constantFrom('', 'Bath', 'Ulm'),
    email: fc.constantFrom('', 'a@b.co'),
    status: fc.constantFrom<Row['status']>(
      { is: 'sending' },
      { is: 'in-salesbinder' },
      { is: 'discarded', found: null },
      { is: 'discarded', found: 641 },
      { is: 'draft' },
      { is: 'sent', at: 1, number: null },
    ),
    draft: fc.boolean(),
    editedAt: fc.integer({ min: 0, max: 3 }),
  })
  .map((one) => ({ ...one, find: fold(`${one.name} ${one.email} ${one.city}`) }));

/** No two of them are the same account. */
export function rows(most: number): fc.Arbitrary<readonly Row[]> {
  return fc.uniqueArray(row, { selector: (one) => one.localId, maxLength: most });
}

export const order: fc.Arbitrary<Order> = fc.record({
  by: fc.constantFrom('edited', 'name', 'type', 'city', 'email', 'status'),
  descending: fc.boolean(),
});
