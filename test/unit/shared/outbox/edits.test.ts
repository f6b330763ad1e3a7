import { describe, expect, test } from 'vitest';
import { unsent } from '../../../../shared/outbox/merge.ts';
import { step } from '../../../../shared/outbox/step.ts';
import type { Choices } from '../../../../shared/outbox/event.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  accepted,
  account,
  attempt,
  checked,
  edit,
  edited,
  fresh,
  lost,
  mineOf,
  started,
  synced,
  T0,
  unknown,
} from '../../../support/records.ts';

describe('edits', () => {
  test('of an account that was not sent yet fold into one create', () => {
    const record = edited(edited(fresh({ name: 'Acme' }), { phone: '1' }), { phone: '2', fax: '9' });
    expect(attempt(record, 'a1')).toMatchObject({
      kind: 'create',
      sent: { name: 'Acme', phone: '2', fax: '9' },
    });
  });

  test('of an account that was sent fold into one update of the changed fields', () => {
    const record = edited(edited(edited(synced(), { phone: '2' }), { fax: '9' }), { phone: '3' });
    expect(attempt(record, 'p1')).toMatchObject({ kind: 'update', sent: { phone: '3', fax: '9' } });
  });

  test('that empty a field send the empty text', () => {
    expect(unsent(edited(synced(), { phone: '' }).fields)).toEqual({ phone: '' });
  });

  test('that are typed back are not sent', () => {
    const record = edited(edited(synced(), { phone: '2' }), { phone: '1' });
    expect(record.state.name).toBe('synced');
    expect(unsent(record.fields)).toEqual({});
  });

  test('of white space only are sent', () => {
    const record = edited(synced(), { name: 'Acme ' });
    expect(record.state.name).toBe('waiting');
    expect(unsent(record.fields)).toEqual({ name: 'Acme ' });
  });

  test.each([' 1', '2'])('to %j whose update was lost, then typed back, are overwritten again', (value) => {
    const gone = lost(started(edited(synced(), { phone: value }), 'p1'), 'p1');
    const record = edited(gone, { phone: '1' });
    expect(record.state.name).toBe('waiting');
    expect(unsent(record.fields)).toEqual({ phone: '1' });
  });

  test('that were typed back after a lost update stay so when the check shows that it had arrived', () => {
    const back = edited(lost(started(edited(synced(), { phone: '2' }), 'p1'), 'p1'), { phone: '1' });
    const record = checked(back, account({ name: 'Acme', phone: '2' }));
    expect(record.state.name).toBe('waiting');
    expect(unsent(record.fields)).toEqual({ phone: '1' });
  });

  test('that were typed back after a lost update and changed by a colleague are in conflict', () => {
    const back = edited(lost(started(edited(synced(), { phone: '2' }), 'p1'), 'p1'), { phone: '1' });
    const record = checked(back, account({ name: 'Acme', phone: '3' }));
    expect(record.state).toEqual({ name: 'conflict', fields: ['phone'] });
    expect(record.fields.phone).toMatchObject({ mine: '1', theirs: '3' });
  });

  test('made in flight are sent next, whatever the answer says', () => {
    const typed = edited(started(edited(synced(), { phone: '2' }), 'p1'), { phone: '3' });
    const record = accepted(typed, 'p1', account({ name: 'Acme', phone: '2' }));
    expect(record.state.name).toBe('waiting');
    expect(unsent(record.fields)).toEqual({ phone: '3' });
  });

  test('that change nothing leave the record as it is', () => {
    const record = synced();
    expect(edited(record, { phone: '1' })).toBe(record);
  });

  test('of a field that SalesBinder changed since the form showed it are a conflict at once', () => {
    const before = edited(synced(), { fax: '9' });
    const opened = edit(before, { phone: '2' });
    const record = step(checked(before, account({ name: 'Acme', phone: '7' })), opened);
    expect(record.state).toEqual({ name: 'conflict', fields: ['phone'] });
    expect(record.fields.phone).toMatchObject({ base: '1', mine: '2', theirs: '7' });
  });

  test('of a field that SalesBinder only wrote another way are no conflict', () => {
    const before = started(fresh({ name: 'Acme', phone: '555 1' }), 'a1');
    const opened = edit(before, { phone: '555 2' });
    const record = step(accepted(before, 'a1', account({ name: 'Acme', phone: '(555)-1' })), opened);
    expect(record.state.name).toBe('waiting');
    expect(unsent(record.fields)).toEqual({ phone: '555 2' });
  });

  test('cannot change the type once SalesBinder has, or may have, the account', () => {
    expect(edited(fresh(), {}, { type: 'supplier' }).type).toBe('supplier');
    expect(edited(started(fresh(), 'a1'), {}, { type: 'supplier' }).type).toBe('customer');
    expect(edited(unknown(), {}, { type: 'supplier' }).type).toBe('customer');
    expect(edited(synced(), {}, { type: 'supplier' }).type).toBe('customer');
  });

  test('whose updates were lost are all remembered, each value once, the latest eight', () => {
    let record = synced();
    for (const value of ['2', '3', '3', '3', '2']) record = sentAndLost(edited(record, { phone: value }));
    expect(record.fields.phone?.possiblySent).toEqual(['3', '2']);
    for (let value = 10; value < 30; value += 1)
      record = sentAndLost(edited(record, { phone: String(value) }));
    expect(record.fields.phone?.possiblySent).toHaveLength(8);
    expect(record.fields.phone?.possiblySent.at(-1)).toBe('29');
  });

  test('are all kept in the history, up to its bound, the latest last', () => {
    let record = fresh();
    for (let value = 0; value < 300; value += 1) {
      record = edited(record, value % 2 === 0 ? { phone: String(value) } : { fax: String(value) });
    }
    expect(record.history).toHaveLength(200);
    expect(record.history.at(-1)?.event).toEqual({
      what: 'edited',
      fields: ['fax'],
      note: false,
      values: { fax: { was: '297', is: '299' } },
    });
  });

  test('typed over what was sent, and given up for it, are told when somebody else replaces that', () => {
    const sent = accepted(
      started(edited(fresh(), { phone: '1' }), 'a1'),
      'a1',
      account({ name: 'Acme', phone: '1' }),
    );
    const typedOver = edited(sent, { phone: '2' }, { changed: { phone: { from: '', to: '2' } } });
    const seenAgain = checked(typedOver, account({ name: 'Acme', phone: '1' }));
    const kept = step(seenAgain, {
      is: 'conflict-settled',
      at: T0,
      choices: { phone: { theirs: '1', value: '1' } },
    });
    const theirs = account({ name: 'Acme', phone: '0' }, { modified: '2027-01-01T00:00:00+00:00' });
    const replaced = step(kept, { is: 'pulled', at: T0, theirs });
    expect(replaced.history.map(({ event }) => event)).toContainEqual({
      what: 'replaced',
      field: 'phone',
      typed: '1',
      kept: '0',
    });
  });

  test('note in a settled conflict whose value was chosen', () => {
    const theirs = account({ phone: '2', fax: '2', url: '2' }, { modified: '2027-01-01T00:00:00+00:00' });
    const typed = edited(synced(), { phone: '9', fax: '1', url: '1' });
    const asked = step(typed, { is: 'pulled', at: T0, theirs });
    const choices = {
      phone: { theirs: '2', value: '9' },
      fax: { theirs: '2', value: '2' },
      url: { theirs: '2', value: '3' },
    };
    const settled = step(asked, { is: 'conflict-settled', at: T0, choices });
    expect(settled.history.at(-1)?.event).toEqual({
      what: 'resolved',
      fields: ['phone', 'fax', 'url'],
      chosen: { phone: 'yours', fax: 'theirs', url: 'another' },
    });
  });

  test('of a note alone send nothing', () => {
    const record = edited(synced(), {}, { note: 'Ask for Kim' });
    expect(record).toMatchObject({ note: 'Ask for Kim', state: { name: 'synced' } });
  });
});

describe('a conflict', () => {
  test('holds the whole record and names only its own fields', () => {
    const record = conflicting();
    expect(record.state).toEqual({ name: 'conflict', fields: ['phone'] });
    expect(mineOf(record)).toMatchObject({ phone: '2', fax: '9' });
    expect(record.history.at(-1)?.event).toEqual({ what: 'conflict', fields: ['phone'] });
  });

  test('typed over stays a conflict, with the newer text as mine', () => {
    const record = edited(conflicting(), { phone: '4' });
    expect(record.state.name).toBe('conflict');
    expect(record.fields.phone).toMatchObject({ mine: '4', theirs: '3' });
  });

  test('typed over with what SalesBinder has is none any more', () => {
    const record = edited(conflicting(), { phone: '3' });
    expect(record.state.name).toBe('waiting');
    expect(unsent(record.fields)).toEqual({ fax: '9' });
  });

  test('settled for mine sends it on the base that was shown', () => {
    const record = settle(conflicting(), { phone: { theirs: '3', value: '2' } });
    expect(record.fields.phone).toMatchObject({ base: '3', mine: '2' });
    expect(unsent(record.fields)).toEqual({ phone: '2', fax: '9' });
  });

  test('settled for theirs sends only the other fields', () => {
    const record = settle(conflicting(), { phone: { theirs: '3', value: '3' } });
    expect(unsent(record.fields)).toEqual({ fax: '9' });
  });

  test('settled is an edit of its own: whoever still shows the question shows an older revision', () => {
    const before = conflicting();
    const record = settle(before, { phone: { theirs: '3', value: '2' } });
    expect(record.revision).toBe(before.revision + 1);
  });

  test('settled on what SalesBinder no longer has stays in question', () => {
    const record = conflicting();
    expect(settle(record, { phone: { theirs: 'older', value: '2' } })).toBe(record);
  });

  test('settled for theirs after a lost update still overwrites what may arrive late', () => {
    const late = lost(started(edited(synced(), { phone: '2' }), 'p1'), 'p1');
    const record = settle(checked(late, account({ name: 'Acme', phone: '3' })), {
      phone: { theirs: '3', value: '3' },
    });
    expect(unsent(record.fields)).toEqual({ phone: '3' });
    expect(unsent(checked(record, account({ name: 'Acme', phone: '2' })).fields)).toEqual({ phone: '3' });
  });

  function conflicting(): OutboxRecord {
    return checked(edited(synced(), { phone: '2', fax: '9' }), account({ name: 'Acme', phone: '3' }));
  }
});

test('an account that is gone is created again with everything that is here', () => {
  const before = edited(synced({ name: 'Acme', phone: '1', fax: '7' }), { phone: '2', fax: '' });
  const record = step(step(before, { is: 'gone', at: T0 }), { is: 'created-again', at: T0 });
  expect(attempt(record, 'a2').kind).toBe('create');
  expect(attempt(record, 'a2').sent).toEqual({ name: 'Acme', phone: '2' });
});

test('an edit of an account that was thought gone is tried, and keeps what was typed', () => {
  const gone = step(edited(synced(), { phone: '2' }), { is: 'gone', at: T0 });
  const record = edited(gone, { fax: '9' });
  expect(record.state.name).toBe('waiting');
  expect(unsent(record.fields)).toEqual({ phone: '2', fax: '9' });
});

function sentAndLost(record: OutboxRecord): OutboxRecord {
  return lost(started(record, 'p1'), 'p1');
}

function settle(record: OutboxRecord, choices: Choices): OutboxRecord {
  return step(record, { is: 'conflict-settled', at: T0, choices });
}
