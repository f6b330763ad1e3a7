import { describe, expect, test } from 'vitest';
import { unsent } from '../../../../shared/outbox/merge.ts';
import { step } from '../../../../shared/outbox/step.ts';
import type { Problem } from '../../../../shared/problem.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  account,
  checked,
  edited,
  found,
  fresh,
  instant,
  notFound,
  refused,
  retried,
  started,
  synced,
  T0,
} from '../../../support/records.ts';

const SAID: Problem = {
  what: 'refused',
  status: 200,
  message: '',
  fields: { email: 'Not an address' },
  unsure: true,
};
const BLOCKED: Problem = { what: 'blocked', status: 403 };

describe.each([SAID, BLOCKED])('a no that may have been a yes ($what)', (problem) => {
  describe('to a create', () => {
    const record = refused(started(fresh(), 'a1'), 'a1', problem);

    test('is looked for once, at once', () => {
      expect(record.state).toMatchObject({ name: 'unknown', lookAt: T0 + 3, refusal: problem });
      expect(record.attempts).toMatchObject([{ id: 'a1' }]);
    });

    test('stands if it is not there', () => {
      expect(notFound(record, 'a1', false).state).toEqual({ name: 'refused', problem });
    });

    test('was a yes if it is there', () => {
      expect(found(record, 'a1', account({ name: 'Acme' }))).toMatchObject({
        remoteId: 'remote-1',
        state: { name: 'synced' },
      });
    });

    test('says nothing of what was typed since', () => {
      const typed = edited(started(fresh(), 'a1'), { email: 'a@b.example' });
      expect(refused(typed, 'a1', problem).state).toMatchObject({ name: 'unknown', refusal: null });
    });

    test('is no proof against an attempt that was given up on', () => {
      const again = started(retried(notFound(record, 'a1')), 'a2');
      expect(refused(again, 'a1', problem)).toBe(again);
    });

    test('keeps the time when the answer came', () => {
      const event = { is: 'refused', at: T0, attemptId: 'a1', problem, ended: instant({ mono: 7 }) } as const;
      expect(step(started(fresh(), 'a1'), event).attempts).toMatchObject([{ endedAt: { mono: 7 } }]);
    });
  });

  describe('to an update', () => {
    const record = refused(started(edited(synced(), { phone: '2' }), 'a1'), 'a1', problem);

    test('is checked at once', () => {
      expect(record.state).toMatchObject({ name: 'waiting', dueAt: T0 + 3, problem });
      expect(record.fields.phone).toMatchObject({ possiblySent: ['2'] });
    });

    test('stands if SalesBinder still has what it had', () => {
      const after = checked(record, account({ name: 'Acme', phone: '1' }));
      expect(after.state).toEqual({ name: 'refused', problem });
      expect(unsent(after.fields)).toEqual({ phone: '2' });
    });

    test('was a yes if SalesBinder has it', () => {
      expect(checked(record, account({ name: 'Acme', phone: '2' })).state.name).toBe('synced');
    });

    test('does not bind what is typed since', () => {
      const typed = edited(record, { phone: '3' });
      const after = checked(typed, account({ name: 'Acme', phone: '1' }));
      expect(after.state.name).toBe('waiting');
    });
  });
});

describe('what was typed and SalesBinder no longer has', () => {
  const sent = (): OutboxRecord => synced({ name: 'Acme Tools', phone: '1' });
  const told = ({ history }: OutboxRecord): readonly unknown[] => history.map(({ event }) => event);

  test('is told beside what SalesBinder kept where nobody has touched it since', () => {
    const record = sent();
    const modified = record.modified ?? null;
    const after = step(record, {
      is: 'pulled',
      at: T0,
      theirs: account({ name: 'Acme', phone: '1' }, { modified }),
    });
    expect(told(after)).toContainEqual({ what: 'altered', field: 'name', typed: 'Acme Tools', kept: 'Acme' });
  });

  test('is told beside what somebody made of it', () => {
    const theirs = account({ name: 'Acme', phone: '1' }, { modified: '2027-01-01T00:00:00+00:00' });
    const after = step(sent(), { is: 'pulled', at: T0, theirs });
    expect(told(after)).toContainEqual({
      what: 'replaced',
      field: 'name',
      typed: 'Acme Tools',
      kept: 'Acme',
    });
    expect(told(after)).toContainEqual({
      what: 'taken-over',
      fields: ['name'],
      values: { name: { was: 'Acme Tools', is: 'Acme' } },
    });
  });

  test('is not told where only its writing changed', () => {
    const theirs = account({ name: ' Acme  Tools ', phone: '1' });
    const after = step(sent(), { is: 'pulled', at: T0, theirs });
    expect(JSON.stringify(told(after))).not.toContain('typed');
  });

  test('is told where a lost create turns up under another name', () => {
    const look = { is: 'look-settled', at: T0, account: account({ name: 'BMW Group' }) } as const;
    const lost = refused(started(fresh({ name: 'BMW' }), 'a1'), 'a1', BLOCKED);
    const asked = step(lost, { is: 'cannot-tell', at: T0, why: 'near', candidates: [look.account] });
    expect(told(step(asked, look))).toContainEqual({
      what: 'altered',
      field: 'name',
      typed: 'BMW',
      kept: 'BMW Group',
    });
  });
});
