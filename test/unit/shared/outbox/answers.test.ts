import { describe, expect, test } from 'vitest';
import { unsent } from '../../../../shared/outbox/merge.ts';
import { step } from '../../../../shared/outbox/step.ts';
import { nextDue, nextJob } from '../../../../shared/sync/queue.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  accepted,
  account,
  checked,
  discarded,
  edited,
  found,
  fresh,
  lost,
  notFound,
  OFFLINE,
  refused,
  retried,
  started,
  synced,
  T0,
  TAKEN,
  undone,
  unknown,
} from '../../../support/records.ts';

const NOBODY = { now: T0 * 2, heldTypes: new Set<never>(), first: new Set<string>(), underWay: new Map() };

describe('an answer', () => {
  test('that comes twice changes nothing the second time', () => {
    const once = synced();
    expect(accepted(once, 'a1', account({ name: 'Other' }, { id: 'remote-9' }))).toBe(once);
  });

  test('after a discard still brings the id, and the account is reported', () => {
    const record = accepted(discarded(started(fresh(), 'a1')), 'a1', account({ name: 'Acme' }));
    expect(record).toMatchObject({ remoteId: 'remote-1', discarded: true, state: { name: 'synced' } });
    expect(record.history.at(-1)?.event).toEqual({ what: 'found-though-discarded', number: 641 });
  });

  test('to an edit that was discarded too late: it was not discarded', () => {
    const flying = started(edited(synced(), { phone: '2' }), 'p1');
    const record = accepted(discarded(flying), 'p1', account({ name: 'Acme', phone: '2' }));
    expect(record).toMatchObject({ discarded: false, state: { name: 'synced' } });
  });

  test('that comes late, after an edit, brings the id and leaves the edit to be sent', () => {
    const typed = edited(unknown(), { phone: '2' });
    const record = accepted(typed, 'a1', account({ name: 'Acme', phone: '1' }));
    expect(record).toMatchObject({ remoteId: 'remote-1', idFrom: 'answer', state: { name: 'waiting' } });
    expect(unsent(record.fields)).toEqual({ phone: '2' });
  });

  test('to an older attempt while another is in flight brings the id; the newer one decides where it stands', () => {
    const flying = started(notFound(unknown(), 'a1'), 'a2');
    const record = accepted(flying, 'a1', account({ name: 'Acme', phone: '1' }));
    expect(record).toMatchObject({ remoteId: 'remote-1', attempts: [], state: { name: 'sending' } });
  });

  test('to the newer of two does not move the id that the older one brought', () => {
    const flying = started(edited(notFound(unknown(), 'a1'), { phone: '2' }), 'a2');
    const known = accepted(flying, 'a1', account({ name: 'Acme', phone: '1' }));
    const second = account({ name: 'Acme', phone: '2' }, { id: 'remote-2', number: 642 });
    const record = accepted(known, 'a2', second);
    expect(record).toMatchObject({ remoteId: 'remote-1', number: 641, state: { name: 'waiting' } });
    expect(unsent(record.fields)).toEqual({ phone: '2' });
  });

  test.each([
    ['refused', (record: OutboxRecord) => refused(record, 'a2')],
    ['refused as taken', (record: OutboxRecord) => refused(record, 'a2', TAKEN)],
    ['not sent', (record: OutboxRecord) => notSent(record, 'a2')],
    ['lost', (record: OutboxRecord) => lost(record, 'a2')],
  ])('to an older attempt stands when the one in flight is then %s', (_, ended) => {
    const flying = started(notFound(unknown(), 'a1'), 'a2');
    const record = ended(accepted(flying, 'a1', account({ name: 'Acme', phone: '1' })));
    expect(record).toMatchObject({ remoteId: 'remote-1', state: { name: 'synced' } });
  });

  test.each([
    ['refused', (record: OutboxRecord) => refused(record, 'p1')],
    ['not sent', (record: OutboxRecord) => notSent(record, 'p1')],
  ])('no to an edit that was typed back meanwhile leaves nothing waiting: %s', (_, ended) => {
    const flying = started(edited(synced(), { phone: '2' }), 'p1');
    const record = ended(edited(flying, { phone: '1' }));
    expect(record.state.name).toBe('synced');
    expect(record.fields.phone?.mine).toBe('1');
  });

  test('no binds only what was sent: what was typed since goes out on its own merits', () => {
    const flying = edited(started(fresh(), 'a1'), { phone: '5' });
    expect(refused(flying, 'a1').state).toMatchObject({ name: 'waiting', problem: null });
  });

  test('late no to the only attempt ends the look for it', () => {
    expect(refused(unknown(), 'a1')).toMatchObject({ attempts: [], state: { name: 'refused' } });
  });

  test('tells what SalesBinder made of it when more than space, case or punctuation changed', () => {
    const echo = account({ name: 'ACME', phone: '(1)', fax: '8' });
    const record = accepted(started(fresh({ name: 'Acme', phone: '1', fax: '9' }), 'a1'), 'a1', echo);
    const told = record.history.map((entry) => entry.event).filter((event) => event.what === 'altered');
    expect(told).toEqual([{ what: 'altered', field: 'fax', typed: '9', kept: '8' }]);
    expect(record.fields.fax).toMatchObject({ base: '8', mine: '8' });
  });
});

test('"send now" brings forward what is put off, and puts off nothing that is due', () => {
  const due = fresh();
  expect(retried(due).state).toMatchObject({ dueAt: T0 });
  const off = step(due, { is: 'put-off', at: T0, problem: OFFLINE, dueAt: T0 + 900_000 });
  expect(retried(off).state).toMatchObject({ dueAt: T0 + 82_000 });
});

describe('a discard', () => {
  test('right after the create costs no request', () => {
    const record = discarded(fresh());
    expect(nextJob([record], NOBODY)).toBeNull();
    expect(nextDue([record], new Set())).toBeNull();
    expect(started(record, 'a1')).toBe(record);
  });

  test('and its undo restore exactly what was there', () => {
    const { history: _history, editedAt: _editedAt, ...before } = edited(synced(), { phone: '2' });
    const after = undone(discarded(edited(synced(), { phone: '2' })));
    expect(after).toMatchObject(before);
    expect(after.fields).toEqual(before.fields);
  });

  test('of an unconfirmed create leaves its verification going on', () => {
    expect(nextJob([discarded(unknown())], NOBODY)).toMatchObject({ do: 'verify' });
    const record = found(discarded(unknown()), 'a1', account({ name: 'Acme', phone: '1' }));
    expect(record).toMatchObject({ discarded: true, remoteId: 'remote-1' });
    expect(record.history.at(-1)?.event.what).toBe('found-though-discarded');
  });

  test('of an edit, then typing: starts from what SalesBinder has', () => {
    const record = edited(discarded(edited(synced(), { phone: '2' })), { fax: '9' });
    expect(unsent(record.fields)).toEqual({ fax: '9' });
  });

  test('of a new account, then typing: starts from what was typed', () => {
    const record = edited(discarded(fresh({ name: 'Acme', phone: '1' })), { fax: '9' });
    expect(record).toMatchObject({ discarded: false, state: { name: 'waiting' } });
    expect(record.fields).toMatchObject({ name: { mine: 'Acme' }, phone: { mine: '1' }, fax: { mine: '9' } });
  });

  test('of an edit that reached SalesBinder after all is none', () => {
    const late = discarded(lost(started(edited(synced(), { phone: '2' }), 'p1'), 'p1'));
    const record = checked(late, account({ name: 'Acme', phone: '2' }));
    expect(record).toMatchObject({ discarded: false, state: { name: 'synced' } });
  });
});

function notSent(record: OutboxRecord, attemptId: string): OutboxRecord {
  return step(record, { is: 'not-sent', at: T0 + 3, attemptId, problem: OFFLINE, dueAt: T0 + 9 });
}
