import { describe, expect, test } from 'vitest';
import type { Values } from '../../../../shared/account.ts';
import { unsent } from '../../../../shared/outbox/merge.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import { step } from '../../../../shared/outbox/step.ts';
import { account, checked, edited, retried, started, synced, T0 } from '../../../support/records.ts';

const BEFORE = '2026-09-01T08:00:05+00:00';

function answered(values: Values, modified: string | null, before = synced()): OutboxRecord {
  const sending = started(edited(before, { phone: '2' }), 'a1');
  const theirs = account({ name: 'Acme', ...values }, { modified });
  return step(sending, { is: 'accepted', at: T0 + 3, attemptId: 'a1', account: theirs });
}

describe('an update that is answered "Saved" in the version that was known before', () => {
  test.each([
    ['with what was sent', '2', BEFORE],
    ['with what was there before', '1', BEFORE],
    ['with what was sent, in an older version', '2', '2026-09-01T08:00:01+00:00'],
    ['in another zone’s writing of that version', '2', '2026-09-01T10:00:05+02:00'],
  ])('is checked at once, and is not "Sent" before: %s', (_, phone, modified) => {
    const record = answered({ phone }, modified);
    expect(record.state).toEqual({ name: 'waiting', dueAt: T0 + 3, tries: 1, problem: { what: 'not-kept' } });
    expect(record.fields.phone).toMatchObject({ base: '1', mine: '2', possiblySent: ['2'] });
  });

  test('was saved if SalesBinder shows it', () => {
    const after = checked(answered({ phone: '2' }, BEFORE), account({ name: 'Acme', phone: '2' }));
    expect(after.state.name).toBe('synced');
  });

  test('needs a person if SalesBinder shows what was there before; what was typed stays, and can be tried again', () => {
    const after = checked(answered({ phone: '2' }, BEFORE), account({ name: 'Acme', phone: '1' }));
    expect(after.state).toEqual({ name: 'refused', problem: { what: 'not-kept' } });
    expect(unsent(after.fields)).toEqual({ phone: '2' });
    expect(retried(after).state).toMatchObject({ name: 'waiting', problem: null });
  });

  test('is in conflict if somebody wrote something else there', () => {
    const theirs = account({ name: 'Acme', phone: '3' }, { modified: '2026-09-01T08:09:00+00:00' });
    expect(checked(answered({ phone: '2' }, BEFORE), theirs).state.name).toBe('conflict');
  });

  test('binds nothing of what was typed since', () => {
    const typed = edited(answered({ phone: '2' }, BEFORE), { phone: '3' });
    expect(typed.state).toMatchObject({ name: 'waiting', problem: null });
    expect(checked(typed, account({ name: 'Acme', phone: '1' })).state.name).toBe('waiting');
  });
});

test.each([
  ['a newer version', '2026-09-01T08:00:06+00:00'],
  ['a version without a stamp that can be read', null],
])('an update that is answered "Saved" with %s is sent', (_, modified) => {
  expect(answered({ phone: '2' }, modified).state.name).toBe('synced');
});

test('an update of an account whose version was never known is sent', () => {
  const { modified: _, ...unknown } = synced();
  expect(answered({ phone: '2' }, BEFORE, unknown).state.name).toBe('synced');
});
