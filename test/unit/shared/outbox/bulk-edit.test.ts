import { describe, expect, it } from 'vitest';
import type { AccountAsItStands } from '../../../../shared/outbox/account-as-it-stands.ts';
import type { AccountEdit, Draft } from '../../../../shared/outbox/event.ts';
import { bulkEdits, planOf, undoingEdits } from '../../../../shared/outbox/bulk-edit.ts';
import { createRecord, step } from '../../../../shared/outbox/step.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';

function created(localId: string, city: string): OutboxRecord {
  const changed = { name: { from: '', to: localId }, billingCity: { from: '', to: city } };
  return createRecord(localId, { openedAtRevision: 0, type: 'customer', changed, note: null }, 1);
}

function standing(over: Partial<AccountAsItStands> & { readonly localId: string }): AccountAsItStands {
  return { record: undefined, draft: undefined, downloaded: null, archivedThere: false, ...over };
}

const HERE = standing({ localId: 'here', record: created('here', 'Bath') });
const SAME = standing({ localId: 'same', record: created('same', 'Ulm') });
const THERE = standing({
  localId: 'there',
  downloaded: {
    id: 'remote-1',
    number: 1,
    type: 'supplier',
    values: { name: 'There', billingCity: 'Köln' },
    created: null,
    modified: null,
  },
});
const draft: Draft = {
  localId: 'typed',
  openedAtRevision: 1,
  type: 'customer',
  changed: {},
  note: 'a',
  at: 2,
};
const TYPED = standing({ localId: 'typed', record: created('typed', 'Bath'), draft });
const DISCARDED = standing({
  localId: 'discarded',
  record: step(created('discarded', 'Bath'), { is: 'discarded', at: 2 }),
});
const NOBODY = standing({ localId: 'nobody' });
const ALL = [HERE, SAME, THERE, TYPED, DISCARDED, NOBODY];

describe('one field in many accounts', () => {
  it('changes where it is another value, and leaves alone what must be looked at first', () => {
    expect(planOf(ALL, 'billingCity', 'Ulm')).toEqual({
      changing: [
        { localId: 'here', was: 'Bath' },
        { localId: 'there', was: 'Köln' },
      ],
      same: 1,
      left: 3,
    });
  });

  it('is an edit of that field alone, from what stood there', () => {
    expect(bulkEdits(ALL, 'billingCity', 'Ulm')).toEqual([
      edit('here', 'customer', 1, 'Bath', 'Ulm'),
      edit('there', 'supplier', 0, 'Köln', 'Ulm'),
    ]);
  });

  it('is not done over a value that SalesBinder changed too: that is decided first', () => {
    const record = HERE.record as OutboxRecord;
    const field = { base: '', mine: 'Bath', theirs: 'Berlin', possiblySent: [] };
    const conflict = { ...HERE, record: { ...record, fields: { ...record.fields, billingCity: field } } };
    expect(planOf([conflict], 'billingCity', 'Ulm')).toEqual({ changing: [], same: 0, left: 1 });
    expect(bulkEdits([conflict], 'billingCity', 'Ulm')).toEqual([]);
  });

  it('is put back where it still stands so, and nowhere else', () => {
    const before = new Map([
      ['here', 'Bath'],
      ['same', 'Rome'],
    ]);
    expect(undoingEdits([HERE, SAME, TYPED], 'billingCity', 'Ulm', before)).toEqual([
      edit('same', 'customer', 1, 'Ulm', 'Rome'),
    ]);
  });
});

function edit(localId: string, type: AccountEdit['type'], revision: number, from: string, to: string) {
  return { localId, openedAtRevision: revision, type, changed: { billingCity: { from, to } }, note: null };
}
