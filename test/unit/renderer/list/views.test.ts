import { expect, test } from 'vitest';
import type { Row } from '../../../../shared/contract/contract.ts';
import { RowStore } from '../../../../renderer/list/row-store.ts';
import { VIEWS } from '../../../../shared/contract/list-layout.ts';
import { bitOf, viewsOf } from '../../../../renderer/list/views.ts';
import type { View } from '../../../../shared/contract/list-layout.ts';

/** A status of a row that the view shows; a new view needs one. */
const SHOWN: Readonly<Record<View, Pick<Row, 'status'> & Partial<Row>>> = {
  all: { status: { is: 'in-salesbinder' } },
  'needs-you': { status: { is: 'needs-you', why: { because: 'gone' } } },
  waiting: { status: { is: 'waiting', problem: null, since: 0 } },
  sent: { status: { is: 'sent', at: 0, number: 641 } },
  drafts: { status: { is: 'draft' }, draft: true },
  discarded: { status: { is: 'edit-discarded' } },
};

test.each(VIEWS)('the store finds a row of the view "%s" and counts it there', (view) => {
  const store = new RowStore();
  const { added } = store.take([rowIn(view)], []);
  expect(added.map((place) => store.isIn(place, view))).toEqual([true]);
  expect(store.counts[view]).toBe(1);
});

test('every view has a bit of its own that a row’s bits have room for', () => {
  const bits = VIEWS.map(bitOf);
  expect(new Set(bits).size).toBe(VIEWS.length);
  expect([...new Uint32Array(bits)]).toEqual(bits);
});

test('a row is in the views that its status belongs to, and in no other', () => {
  expect(viewsOf(rowIn('sent'))).toBe(bitOf('all') | bitOf('sent'));
  expect(viewsOf(rowIn('discarded'))).toBe(bitOf('all') | bitOf('discarded'));
});

function rowIn(view: View): Row {
  const blank = { name: 'Acme', city: '', email: '', editedAt: 0, find: 'acme', draft: false } as const;
  return { localId: 'record-1', type: 'customer', ...blank, ...SHOWN[view] };
}
