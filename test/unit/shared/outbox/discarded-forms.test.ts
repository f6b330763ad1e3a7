import { describe, expect, test } from 'vitest';
import { step } from '../../../../shared/outbox/step.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import { account, checked, discarded, edit, edited, synced } from '../../../support/records.ts';

const THEIRS = 'office@example.org';

/** Typed, changed there meanwhile by little more than a sign, and discarded. */
function discardedEdit(): OutboxRecord {
  const mine = edited(synced({ name: 'Acme', email: 'info@example.com' }), { email: 'office@@example.org' });
  return discarded(checked(mine, account({ name: 'Acme', email: THEIRS })));
}

/** Saved from a form that was opened while the discarded text stood in it. */
function savedFrom(opened: OutboxRecord, record: OutboxRecord, to: string): OutboxRecord {
  const changed = { email: { from: 'office@@example.org', to } };
  return step(record, edit(record, {}, { changed, openedAtRevision: opened.revision }));
}

describe('typing into a form that was opened before the discard', () => {
  test('is a conflict with what SalesBinder has, also where only a sign differs', () => {
    const gone = discardedEdit();
    const after = savedFrom(gone, gone, '');
    expect(after.state).toEqual({ name: 'conflict', fields: ['email'] });
    expect(after.fields.email).toMatchObject({ mine: '', theirs: THEIRS });
  });

  test('is a conflict also after another form took the account up again', () => {
    const gone = discardedEdit();
    const after = savedFrom(gone, edited(gone, { phone: '2' }), '');
    expect(after.state).toEqual({ name: 'conflict', fields: ['email'] });
    expect(after.fields.email).toMatchObject({ mine: '', theirs: THEIRS });
  });
});

test('a form that was opened after the discarded edit was taken up again is not asked about a mere sign', () => {
  const again = edited(discardedEdit(), { phone: '2' });
  const after = savedFrom(again, again, '');
  expect(after.state.name).toBe('waiting');
  expect(after.fields.email).toMatchObject({ base: THEIRS, mine: '' });
});
