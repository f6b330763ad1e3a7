import { describe, expect, test } from 'vitest';
import type { RemoteAccount, Values } from '../../../../shared/account.ts';
import { judge } from '../../../../shared/sync/match-lookup.ts';
import type { LookupResult } from '../../../../shared/sync/match-lookup.ts';
import type { UnconfirmedCreate } from '../../../../shared/outbox/match-account.ts';
import { account, attempt, fresh } from '../../../support/records.ts';

/** All in the server's own time. */
const START = Date.parse('2026-09-01T07:58:00Z');
const ACME = { name: 'Acme', email: 'a@acme.example', phone: '1' };
const NOBODYS = new Set<string>();

describe('a look for one lost create', () => {
  test('finds nothing where nothing is alike', () => {
    expect(look([account({ name: 'Other', email: 'o@other.example' })])).toEqual({ is: 'nothing' });
    expect(look([])).toEqual({ is: 'nothing' });
  });

  test('finds it where every sent field is equal, whatever else the account has', () => {
    const hit = account({ ...ACME, fax: '7', url: '' });
    expect(look([hit])).toEqual({ is: 'it', attemptId: 'a1', account: hit });
  });

  test.each<readonly [string, Values, Values]>([
    ['outer and inner spaces', { name: ' Acme  Inc ' }, { name: 'Acme Inc' }],
    ['empty and absent', { name: 'Acme', fax: '' }, { name: 'Acme' }],
    ['empty and spaces', { name: 'Acme', fax: ' ' }, { name: 'Acme', fax: '' }],
  ])('compares %s as equal', (_, sent, there) => {
    expect(look([account(there)], sent)?.is).toBe('it');
  });

  test.each<readonly [string, Values, Values]>([
    [
      'an e-mail address in small letters',
      { ...ACME, email: 'Info@ACME.example' },
      { ...ACME, email: 'info@acme.example' },
    ],
    [
      'a phone number without its brackets',
      { ...ACME, phone: '+1 (604) 555-01' },
      { ...ACME, phone: '+160455501' },
    ],
    ['a fax number with other ones', { ...ACME, fax: '604 555 01' }, { ...ACME, fax: '(604) 555-01' }],
  ])('takes %s for its own, as the one candidate of one', (_, sent, there) => {
    const hit = account(there);
    expect(look([hit], sent)).toEqual({ is: 'it', attemptId: 'a1', account: hit });
    expect(look([hit, account(there, { id: 'remote-2' })], sent)).toMatchObject({ is: 'near' });
    const two = [seeking('one', sent), seeking('two', sent)];
    expect([...judge(two, [hit], NOBODYS).values()].map((finding) => finding.is)).toEqual(['near', 'near']);
    expect(look([{ ...hit, created: null }], sent)).toMatchObject({ is: 'near' });
  });

  test('prefers the equal one to one in another writing', () => {
    const other = account({ ...ACME, email: 'A@acme.example' }, { id: 'remote-2' });
    expect(look([other, account(ACME)])).toMatchObject({ is: 'it', account: { id: 'remote-1' } });
  });

  test.each<readonly [string, Values, Values]>([
    ['case', ACME, { ...ACME, name: 'ACME' }],
    ['another number behind the same words', { ...ACME, phone: 'ask Kim' }, { ...ACME, phone: 'ask Jo' }],
    ['accents', { ...ACME, billingCity: 'Zürich' }, { ...ACME, billingCity: 'Zurich' }],
    ['a field that is missing there', { ...ACME, fax: '7' }, ACME],
    ['a field that is emptied there', ACME, { ...ACME, phone: '' }],
  ])('compares %s as different, and asks', (_, sent, there) => {
    expect(look([account(there)], sent)).toMatchObject({ is: 'near' });
  });

  test.each<readonly [string, Values]>([
    ['the same name', { name: 'acme', email: 'other@x.example' }],
    ['the same e-mail', { name: 'Something else', email: 'A@ACME.example' }],
  ])('asks where only %s is there', (_, there) => {
    const hit = account(there);
    expect(look([hit])).toEqual({ is: 'near', candidates: [hit] });
  });

  const LEAD = { name: 'Brown & Sons Bakery', phone: '0113 496 0142' };
  test.each<readonly [string, Values, Values]>([
    ['renamed by a colleague', { ...LEAD, name: 'BMW' }, { ...LEAD, name: 'BMW Group' }],
    ['given a longer name', { name: 'Muller Co' }, { name: 'Müller & Co. KG' }],
    ['given an article and a form', { name: 'Acme' }, { name: 'The Acme Company' }],
    ['given quite another name', LEAD, { ...LEAD, name: 'Northgate Foods' }],
    ['given another name, its phone written another way', LEAD, { name: 'N', phone: '+44 113 4960142' }],
    ['escaped', LEAD, { ...LEAD, name: 'Brown &amp; Sons Bakery' }],
    ['robbed of an umlaut', { name: 'Jürgen Schmidt Optik' }, { name: 'Jrgen Schmidt Optik' }],
    ['robbed of an emoji', { name: '🌸 Blumen Krause' }, { name: 'Blumen Krause' }],
    ['cut short', { name: 'International Granite Works' }, { name: 'International Gran' }],
    [
      'given only the site',
      { name: 'A', url: 'https://www.acme.example' },
      { name: 'B', url: 'acme.example/shop' },
    ],
    ['known by the mail domain', { name: 'A', email: 'x@acme.example' }, { name: 'B', url: 'acme.example' }],
    [
      'at the same address',
      { name: 'A', billingAddress1: '12 High St.' },
      { name: 'B', billingAddress1: '12 high st.' },
    ],
    ['with the same fax', { name: 'A', fax: '604 555 0199' }, { name: 'B', fax: '(604) 555-0199' }],
  ])('asks where it was %s', (_, sent, there) => {
    const hit = account(there);
    expect(look([hit], sent)).toEqual({ is: 'near', candidates: [hit] });
    expect(look([{ ...hit, created: '2026-09-01T07:00:00Z' }], sent)).toEqual({ is: 'nothing' });
  });

  test.each<readonly [string, Values, Values]>([
    ['with composed letters', { name: 'Bu\u0308ro Mu\u0308ller' }, { name: 'Büro Müller' }],
    ['with a straight apostrophe', { name: 'O’Brien', phone: '1' }, { name: "O'Brien", phone: '1' }],
    [
      'with its website in small letters',
      { ...LEAD, url: 'HTTP://Acme.example/' },
      { ...LEAD, url: 'acme.example' },
    ],
  ])('takes it for its own where it came back %s', (_, sent, there) => {
    expect(look([account(there)], sent)).toMatchObject({ is: 'it' });
  });

  test('does not take two empty e-mails for the same', () => {
    expect(look([account({ name: 'Other', email: '' })], { name: 'Acme', email: '' })).toEqual({
      is: 'nothing',
    });
  });

  test('asks where two are equal', () => {
    const hits = [account(ACME), account(ACME, { id: 'remote-2' })];
    expect(look(hits)).toEqual({ is: 'several', candidates: hits });
  });

  test('prefers the equal one to those that are only near', () => {
    const near = account({ ...ACME, phone: '2' }, { id: 'remote-2' });
    expect(look([near, account(ACME)])).toMatchObject({ is: 'it', account: { id: 'remote-1' } });
  });

  test('does not take what was created before it began', () => {
    expect(look([account(ACME, { created: '2026-09-01T07:57:59+00:00' })])).toEqual({ is: 'nothing' });
    expect(look([account(ACME, { created: '2026-09-01T07:58:00+00:00' })])?.is).toBe('it');
    expect(look([account(ACME, { created: '2026-09-01T09:58:00+02:00' })])?.is).toBe('it');
  });

  test.each([null, '', 'yesterday'])('only asks where the server does not say when: %j', (created) => {
    expect(look([account(ACME, { created })])).toMatchObject({ is: 'near' });
  });

  test('only asks where our clock is in doubt', () => {
    const create = seeking('one', ACME, { notBefore: null });
    expect(judge([create], [account(ACME)], NOBODYS).get('one')).toMatchObject({ is: 'near' });
    const untold: UnconfirmedCreate = { ...create, notBefore: new Map() };
    expect(judge([untold], [account(ACME)], NOBODYS).get('one')).toMatchObject({ is: 'near' });
  });

  test('leaves out what another record here has', () => {
    expect(judge([seeking('one', ACME)], [account(ACME)], new Set(['remote-1'])).get('one')).toEqual({
      is: 'nothing',
    });
  });

  test('leaves out what a person said is not this one, equal or near', () => {
    const create = seeking('one', ACME);
    const no: UnconfirmedCreate = { ...create, record: { ...create.record, notThese: ['remote-1'] } };
    expect(judge([no], [account(ACME)], NOBODYS).get('one')).toEqual({ is: 'nothing' });
    expect(judge([no], [account({ ...ACME, phone: '2' })], NOBODYS).get('one')).toEqual({ is: 'nothing' });
  });

  test('matches each of its attempts, each in its own window', () => {
    const create = twice();
    const first = account(ACME, { created: '2026-09-01T08:00:00Z' });
    const second = account({ ...ACME, phone: '2' }, { created: '2026-09-01T09:30:00Z' });
    expect(judge([create], [first], NOBODYS).get('one')).toMatchObject({ is: 'it', attemptId: 'a1' });
    expect(judge([create], [second], NOBODYS).get('one')).toMatchObject({ is: 'it', attemptId: 'a2' });
    const tooEarly = { ...second, created: '2026-09-01T08:30:00Z' };
    expect(judge([create], [tooEarly], NOBODYS).get('one')).toMatchObject({ is: 'near' });
  });

  test('asks where both of its attempts arrived', () => {
    const hits = [
      account(ACME, { created: '2026-09-01T08:00:00Z' }),
      account({ ...ACME, phone: '2' }, { id: 'remote-2', created: '2026-09-01T09:30:00Z' }),
    ];
    expect(judge([twice()], hits, NOBODYS).get('one')).toEqual({ is: 'several', candidates: hits });
  });
});

describe('a look for several lost creates', () => {
  const early = account(ACME, { id: 'early', created: '2026-09-01T08:00:00Z', number: 700 });
  const late = account(ACME, { id: 'late', created: '2026-09-01T08:00:01Z', number: 600 });
  const tie = account(ACME, { id: 'tie', created: '2026-09-01T08:00:01Z', number: 601 });

  test('pairs equal numbers of identical records and accounts by age', () => {
    const creates = [seeking('young', ACME, { createdAt: 2 }), seeking('old', ACME, { createdAt: 1 })];
    const findings = judge(creates, [late, early], NOBODYS);
    expect(findings.get('old')).toMatchObject({ is: 'it', account: { id: 'early' } });
    expect(findings.get('young')).toMatchObject({ is: 'it', account: { id: 'late' } });
  });

  test('pairs those of the same second by their number', () => {
    const creates = [seeking('young', ACME, { createdAt: 2 }), seeking('old', ACME, { createdAt: 1 })];
    const findings = judge(creates, [tie, late], NOBODYS);
    expect(findings.get('old')).toMatchObject({ account: { id: 'late' } });
    expect(findings.get('young')).toMatchObject({ account: { id: 'tie' } });
  });

  test.each([
    ['more records than accounts', 3, [early, late]],
    ['more accounts than records', 2, [early, late, tie]],
    ['two records, one account', 2, [early]],
  ])('asks for each where there are %s', (_, count, hits) => {
    const creates = Array.from({ length: count }, (_one, at) => seeking(`record-${String(at)}`, ACME));
    const findings = judge(creates, hits, NOBODYS);
    expect([...findings.values()].map((finding) => finding.is)).toEqual(Array(count).fill('several'));
  });

  test('asks for each where one account is too old for one of them', () => {
    const creates = [
      seeking('old', ACME, { createdAt: 1 }),
      seeking('young', ACME, { createdAt: 2, notBefore: Date.parse('2026-09-01T08:00:01Z') }),
    ];
    const findings = judge(creates, [early, late], NOBODYS);
    expect(findings.get('old')?.is).toBe('several');
    expect(findings.get('young')?.is).toBe('several');
  });

  test('never gives one account to two records', () => {
    const other = { ...ACME, phone: '2' };
    const creates = [seeking('one', ACME), seeking('two', other)];
    const findings = judge(creates, [account(ACME), account(other, { id: 'remote-2' })], NOBODYS);
    expect(findings.get('one')).toMatchObject({ is: 'it', account: { id: 'remote-1' } });
    expect(findings.get('two')).toMatchObject({ is: 'it', account: { id: 'remote-2' } });
  });

  test('does not ask one record about the account that is found to be another’s', () => {
    const creates = [seeking('one', { ...ACME, phone: '2' }), seeking('two', ACME)];
    const findings = judge(creates, [account(ACME)], NOBODYS);
    expect(findings.get('two')).toMatchObject({ is: 'it' });
    expect(findings.get('one')).toEqual({ is: 'nothing' });
  });

  test('one whose clock is in doubt asks, and hinders no other', () => {
    const creates = [seeking('doubt', ACME, { notBefore: null }), seeking('sure', ACME)];
    expect(judge(creates, [early], NOBODYS).get('sure')).toMatchObject({ is: 'it' });
    expect(judge(creates, [early, late], NOBODYS).get('doubt')).toMatchObject({ is: 'near' });
  });
});

function look(hits: readonly RemoteAccount[], sent: Values = ACME): LookupResult | undefined {
  return judge([seeking('one', sent)], hits, NOBODYS).get('one');
}

function seeking(
  localId: string,
  sent: Values,
  {
    notBefore = START,
    createdAt = 1,
  }: { readonly notBefore?: number | null; readonly createdAt?: number } = {},
): UnconfirmedCreate {
  const record = { ...fresh(sent), localId, createdAt };
  return {
    record: { ...record, attempts: [attempt(record, 'a1')] },
    notBefore: new Map([['a1', notBefore]]),
  };
}

/** Sent, verified absent, edited, and sent again an hour later. */
function twice(): UnconfirmedCreate {
  const one = seeking('one', ACME);
  const second = attempt(one.record, 'a2', { sent: { ...ACME, phone: '2' } });
  return {
    record: { ...one.record, attempts: [...one.record.attempts, second] },
    notBefore: new Map([...one.notBefore, ['a2', START + 3_600_000]]),
  };
}
