import { describe, expect, it } from 'vitest';
import { recordOfMirrored, step } from '../../../../shared/outbox/step.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import { recordStatusOf } from '../../../../shared/outbox/status.ts';
import {
  accepted,
  account,
  discarded,
  edited,
  lost,
  refused,
  started,
  synced,
  T0,
} from '../../../support/records.ts';

const here = account({ name: 'Acme', phone: '1', fax: '' });

function downloaded(): OutboxRecord {
  return recordOfMirrored('sb-remote-1', here, T0);
}

function pulled(record: OutboxRecord, values: Parameters<typeof account>[0]): OutboxRecord {
  return step(record, { is: 'pulled', at: T0 + 9, theirs: account(values) });
}

describe('a downloaded account', () => {
  it('is in SalesBinder until something of ours was accepted into it', () => {
    expect(recordStatusOf(downloaded())).toEqual({ is: 'in-salesbinder' });
    const waiting = edited(downloaded(), { phone: '2' });
    expect(recordStatusOf(waiting).is).toBe('waiting');
    expect(recordStatusOf(edited(waiting, { phone: '1' })).is).toBe('in-salesbinder');
    const sent = accepted(started(waiting, 'a1'), 'a1', account({ name: 'Acme', phone: '2' }));
    expect(recordStatusOf(sent).is).toBe('sent');
    // Its answer was lost, and SalesBinder has it.
    const arrived = pulled(lost(started(waiting, 'a1'), 'a1'), { phone: '2' });
    expect(recordStatusOf(arrived).is).toBe('sent');
    expect(recordStatusOf(pulled(waiting, { phone: '2' })).is).toBe('in-salesbinder');
  });

  it('is sent with only what changed, on the base that was downloaded', () => {
    const sending = started(edited(downloaded(), { phone: '2' }), 'a1');
    expect(sending.state).toMatchObject({
      name: 'sending',
      attempt: { kind: 'update', sent: { phone: '2' } },
    });
    expect(sending.fields.phone).toMatchObject({ base: '1', mine: '2' });
  });
});

describe('what a pull brings', () => {
  it('is taken over where nothing was changed here, whatever the record waits for', () => {
    const waiting = edited(downloaded(), { phone: '2' });
    for (const record of [downloaded(), waiting, refused(started(waiting, 'a1'), 'a1'), synced()]) {
      const after = pulled(record, { fax: '7' });
      expect(after.fields.fax?.mine).toBe('7');
      expect(after.fields.phone?.mine).toBe(record.fields.phone?.mine);
      expect(after.state.name).toBe(record.state.name);
    }
  });

  it('leaves an open conflict to the person, also where they typed what was there at first', () => {
    const stale = edited(synced(), { fax: '7' });
    const sent = accepted(started(stale, 'a1'), 'a1', account({ fax: '7' }));
    // Two forms that were opened before the fax was there.
    const asked = edited(sent, {}, { changed: { fax: { from: '', to: '8' } } });
    const back = edited(asked, { fax: '' });
    expect(back.state.name).toBe('conflict');
    const after = pulled(back, { fax: '7' });
    expect(after.state.name).toBe('conflict');
    expect(after.fields.fax).toMatchObject({ mine: '', theirs: '7' });
  });

  it('changes nothing, not even the history, when it is known already', () => {
    const record = edited(downloaded(), { phone: '2' });
    expect(pulled(record, { name: 'Acme', phone: '1' })).toBe(record);
  });

  it('is a conflict where both changed a field differently, and none any more when theirs goes back', () => {
    const clash = pulled(edited(downloaded(), { phone: '2' }), { phone: '3' });
    expect(clash.state).toEqual({ name: 'conflict', fields: ['phone'] });
    expect(clash.fields.phone).toMatchObject({ base: '1', mine: '2', theirs: '3' });
    const back = pulled(clash, { phone: '1' });
    expect(back.state.name).toBe('waiting');
    expect(pulled(clash, { phone: '2' }).state.name).toBe('synced');
  });

  it('asks when an older value of ours stands in the place of a newer accepted one', () => {
    const once = lost(started(edited(downloaded(), { phone: '2' }), 'a1'), 'a1');
    const twice = edited(once, { phone: '3' });
    const sent = accepted(started(twice, 'a2'), 'a2', account({ name: 'Acme', phone: '3' }));
    expect(sent.state.name).toBe('synced');
    const after = pulled(sent, { phone: '2' });
    expect(after.state).toEqual({ name: 'conflict', fields: ['phone'] });
    expect(after.fields.phone).toMatchObject({ mine: '3', theirs: '2' });
  });

  it('makes a prospect a customer and leaves another account alone', () => {
    const prospect = recordOfMirrored('sb-remote-1', account({ name: 'Acme' }, { type: 'prospect' }), T0);
    expect(pulled(prospect, {}).type).toBe('customer');
    const other = step(prospect, {
      is: 'pulled',
      at: T0,
      theirs: account({ phone: '9' }, { id: 'another' }),
    });
    expect(other).toBe(prospect);
  });

  it('leaves a discarded edit discarded', () => {
    const after = pulled(discarded(edited(downloaded(), { phone: '2' })), { fax: '7' });
    expect(after.discarded).toBe(true);
    expect(after.fields.phone?.mine).toBe('2');
  });
});

it.each(['pulled', 'checked'] as const)(
  'a value that is cut in the version that is known is nobody’s change: an edit of it goes on (%s)',
  (is) => {
    const record = edited(synced({ name: 'Acme Maker', phone: '1' }), { name: 'Globex' });
    const theirs = account({ name: 'Acme M', phone: '1' });
    expect(theirs.modified).toBe(record.modified);
    expect(step(record, { is, at: T0, theirs })).toMatchObject({
      state: { name: 'waiting' },
      fields: { name: { base: 'Acme M', mine: 'Globex' } },
    });
    const later = { ...theirs, modified: '2026-09-02T08:00:05+00:00' };
    expect(step(record, { is, at: T0, theirs: later }).state.name).toBe('conflict');
  },
);

it('the number that a later version tells is known from then on, and stays where one tells none', () => {
  const record = { ...synced(), number: null };
  const numbered = step(record, { is: 'pulled', at: T0, theirs: account({ name: 'Acme', phone: '1' }) });
  expect(numbered.number).toBe(641);
  const without = account({ name: 'Acme', phone: '2' }, { number: null });
  expect(step(numbered, { is: 'pulled', at: T0, theirs: without })).toMatchObject({
    number: 641,
    fields: { phone: { mine: '2' } },
  });
});
