import { describe, expect, test } from 'vitest';
import { unsent } from '../../../../shared/outbox/merge.ts';
import { step } from '../../../../shared/outbox/step.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  accepted,
  account,
  asked,
  attempt,
  edited,
  found,
  fresh,
  lost,
  mineOf,
  notFound,
  refused,
  retried,
  started,
  synced,
  T0,
  TAKEN,
  unknown,
} from '../../../support/records.ts';

const ACME = { name: 'Acme', phone: '1' };

describe('a create whose answer was lost', () => {
  test('is not sent again by an edit, "try again" or "send now"', () => {
    const record = retried(edited(unknown(), { phone: '2' }));
    expect(record.state).toMatchObject({ name: 'unknown' });
    expect(started(record, 'a2')).toBe(record);
  });

  test('waits through looks that come too early', () => {
    const record = notFound(unknown(), 'a1', false);
    expect(record.state).toMatchObject({ name: 'unknown', looks: 1, lookAt: T0 + 240_000 });
  });

  test('adopts what the look found, and sends what was edited since', () => {
    const record = found(edited(unknown(), { phone: '2' }), 'a1', account(ACME));
    expect(record).toMatchObject({ remoteId: 'remote-1', idFrom: 'look', state: { name: 'waiting' } });
    expect(unsent(record.fields)).toEqual({ phone: '2' });
  });

  test('takes over what a colleague made of the account before it was found', () => {
    const record = found(unknown(), 'a1', account({ ...ACME, fax: '7' }));
    expect(record.state.name).toBe('synced');
    expect(mineOf(record)).toMatchObject({ fax: '7' });
  });

  test('takes SalesBinder’s own writing for what was sent, and what was typed since stays', () => {
    const sent = { name: 'Acme', email: 'Info@Acme.example', phone: '(604) 1' };
    const there = account({ ...sent, email: 'info@acme.example', phone: '6041' });
    expect(found(unknown(sent), 'a1', there)).toMatchObject({
      state: { name: 'synced' },
      fields: { email: { base: 'info@acme.example', mine: 'info@acme.example' } },
    });
    const typed = found(edited(unknown(sent), { email: 'new@acme.example' }), 'a1', there);
    expect(typed.state.name).toBe('waiting');
    expect(unsent(typed.fields)).toEqual({ email: 'new@acme.example' });
  });

  test('ignores a look that was on its way when it was sent again', () => {
    const again = lost(started(notFound(unknown(), 'a1'), 'a2'), 'a2');
    expect(notFound(again, 'a1')).toBe(again);
    expect(again.attempts.map((one) => one.id)).toEqual(['a1', 'a2']);
  });

  test('is found by either of its two attempts', () => {
    const again = lost(started(edited(notFound(unknown(), 'a1'), { phone: '2' }), 'a2'), 'a2');
    expect(unsent(found(again, 'a1', account(ACME)).fields)).toEqual({ phone: '2' });
    expect(unsent(found(again, 'a2', account({ ...ACME, phone: '2' })).fields)).toEqual({});
  });

  test('is found while it waits to be sent again, and also after the second was refused', () => {
    expect(found(notFound(unknown(), 'a1'), 'a1', account(ACME)).state.name).toBe('synced');
    const no = refused(started(notFound(unknown(), 'a1'), 'a2'), 'a2');
    expect(found(no, 'a1', account(ACME))).toMatchObject({ remoteId: 'remote-1', state: { name: 'synced' } });
  });

  test('needs a person after three rounds of verified absent, sent, outcome unknown', () => {
    const fourth = afterRounds(3);
    const record = notFound(fourth, 'a4');
    expect(record.state).toMatchObject({ name: 'unknown', ask: { why: 'rounds' } });
    expect(notFound(record, 'a4')).toBe(record);
    expect(retried(record).state).toMatchObject({ name: 'unknown', ask: null });
    expect(notFound(afterRounds(2), 'a3').state.name).toBe('waiting');
  });

  test('gives the adopted account up when an answer proves it another record’s', () => {
    const record = step(found(unknown(), 'a1', account(ACME)), { is: 'disproved', at: T0 });
    expect(record).toMatchObject({ remoteId: null, notThese: ['remote-1'], state: { name: 'unknown' } });
    expect(record.attempts).toHaveLength(1);
    expect(attempt(record, 'a2').sent).toEqual(ACME);
    expect(found(record, 'a1', account(ACME))).toBe(record);
  });

  test('is remembered after an update of the account that the look took for it was accepted', () => {
    const put = started(edited(found(unknown(), 'a1', account(ACME)), { fax: '5' }), 'p1');
    const record = accepted(put, 'p1', account({ ...ACME, fax: '5' }));
    expect(record).toMatchObject({ idFrom: 'look', state: { name: 'synced' } });
    expect(record.attempts.map((one) => one.id)).toEqual(['a1']);
    expect(mineOf(step(record, { is: 'disproved', at: T0 }))).toEqual({ ...ACME, fax: '5' });
  });

  test('carries nothing of the other’s account away when it gives it up', () => {
    const theirs = account({ name: 'Acme', phone: '9', fax: '7', url: '' });
    const chosen = step(asked(unknown(), [theirs]), { is: 'look-settled', at: T0, account: theirs });
    expect(mineOf(chosen)).toMatchObject({ phone: '9', fax: '7' });
    expect(mineOf(step(chosen, { is: 'disproved', at: T0 }))).toEqual(ACME);
  });

  test('keeps what was typed since when it gives the account up', () => {
    const record = step(edited(found(unknown(), 'a1', account(ACME)), { fax: '5' }), {
      is: 'disproved',
      at: T0,
    });
    expect(mineOf(record)).toEqual({ ...ACME, fax: '5' });
  });

  test('drops the other’s blanks when it gives the account up, but not a field that was emptied here', () => {
    const seen = account({ ...ACME, fax: '', url: 'theirs.example' });
    const record = step(edited(found(unknown(), 'a1', seen), { url: '' }), { is: 'disproved', at: T0 });
    expect(mineOf(record)).toEqual({ ...ACME, url: '' });
  });

  test('whose own late answer names another account than the look: the answer holds', () => {
    const adopted = found(unknown(), 'a1', account(ACME, { id: 'look-1' }));
    const record = accepted(edited(adopted, { fax: '5' }), 'a1', account(ACME));
    expect(record).toMatchObject({ remoteId: 'remote-1', idFrom: 'answer', attempts: [] });
    expect(unsent(record.fields)).toEqual({ fax: '5' });
  });

  test('whose own late answer names the account that the look found: only proves it', () => {
    const seen = account({ ...ACME, phone: '8' });
    const record = accepted(found(unknown(), 'a1', seen), 'a1', account(ACME));
    expect(record).toMatchObject({ remoteId: 'remote-1', idFrom: 'answer', attempts: [] });
    expect(record.fields.phone).toMatchObject({ base: '8', mine: '8' });
  });

  test('is remembered when the account that the look took for it is gone and created again', () => {
    const adopted = edited(found(unknown(), 'a1', account(ACME)), { fax: '5' });
    const record = step(step(adopted, { is: 'gone', at: T0 }), { is: 'created-again', at: T0 });
    expect(record).toMatchObject({ remoteId: null, notThese: ['remote-1'], state: { name: 'waiting' } });
    expect(record.attempts.map((one) => one.id)).toEqual(['a1']);
  });
});

describe('a person who is asked', () => {
  const near = account({ name: 'Acme', phone: '9' }, { id: 'near-1' });

  test('and says "none of these" is not asked about them again', () => {
    const no = step(asked(unknown(), [near]), { is: 'look-settled', at: T0, account: null });
    expect(no).toMatchObject({ notThese: ['near-1'], state: { name: 'unknown', ask: null } });
    expect(asked(no, [near])).toBe(no);
    const other = account(ACME, { id: 'near-2' });
    expect(asked(no, [near, other]).state).toMatchObject({ ask: { candidates: [other] } });
    expect(found(no, 'a1', near)).toBe(no);
  });

  test('is not overtaken by a look that finds nothing', () => {
    const record = asked(unknown(), [near]);
    expect(notFound(record, 'a1')).toBe(record);
  });

  test('and says "it is this" gets that account', () => {
    const record = step(asked(unknown(), [near]), { is: 'look-settled', at: T0, account: near });
    expect(record).toMatchObject({ remoteId: 'near-1', idFrom: 'look', state: { name: 'synced' } });
  });
});

describe('a name that is taken', () => {
  test('is refused at once when nothing was lost before', () => {
    expect(refused(started(fresh(), 'a1'), 'a1', TAKEN).state.name).toBe('refused');
  });

  test('after a lost create is looked for first, and stands when nothing is found', () => {
    const record = taken();
    expect(record.state).toMatchObject({ name: 'unknown', refusal: TAKEN });
    expect(notFound(record, 'a1', false).state).toEqual({ name: 'refused', problem: TAKEN });
    expect(found(record, 'a1', account(ACME)).state.name).toBe('synced');
  });

  test('does not stand against a name that was typed since', () => {
    const renamed = edited(taken(), { name: 'Acme North' });
    expect(renamed.state.name).toBe('unknown');
    expect(notFound(renamed, 'a1').state.name).toBe('waiting');
    const inFlight = edited(started(notFound(unknown(), 'a1'), 'a2'), { name: 'Acme North' });
    expect(refused(inFlight, 'a2', TAKEN).state).toMatchObject({ name: 'unknown', refusal: null });
  });

  function taken(): OutboxRecord {
    return refused(started(notFound(unknown(), 'a1'), 'a2'), 'a2', TAKEN);
  }
});

test('a new record knows no remote id, and only an answer makes one certain', () => {
  expect(fresh()).toMatchObject({ remoteId: null, idFrom: null, revision: 1 });
  expect(synced()).toMatchObject({ remoteId: 'remote-1', idFrom: 'answer' });
});

function afterRounds(count: number): OutboxRecord {
  let record = unknown();
  for (let round = 1; round <= count; round += 1) {
    const [id, next] = [`a${String(round)}`, `a${String(round + 1)}`];
    record = lost(started(notFound(record, id), next), next);
  }
  return record;
}
