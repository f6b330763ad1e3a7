import { describe, expect, test } from 'vitest';
import type { Asked, Reply } from '../../../../electron/salesbinder/v2/answers.ts';
import { classify } from '../../../../electron/salesbinder/v2/answers.ts';
import { CUSTOMER_JSON, ID, KEY, QUERY, aReply, create, list, update, view } from './asked.ts';

const HTML = '<!doctype html><title>Guest Wi-Fi</title><p>Please sign in';
const html = (status: number): Partial<Reply> => ({ status, contentType: 'text/html', body: HTML });
const json = (status: number, body: unknown = { message: 'No' }): Partial<Reply> => ({
  status,
  body: JSON.stringify(body),
});
const bare = (status: number): Partial<Reply> => ({ status, contentType: null, body: '' });
const portal = (status: number) => ({ what: 'portal', status });
const trouble = (status: number) => ({ what: 'trouble', status });
const redirect = (status: number, permanent: boolean) => ({ what: 'redirected', status, permanent });
const wrongAddress = (status: number) => ({ what: 'wrong-address', status });
const key = { what: 'key', reason: 'refused' };
const unclear = (status: number) => ({ what: 'unclear', status });
const blocked = (status: number) => ({ what: 'blocked', status });
const isWrite = ({ verb }: Asked<unknown>) => verb === 'create' || verb === 'update';
const refused = (status: number) => ({ what: 'refused', status, message: 'No', fields: {} });

/** One row a meaning: the answer, the problem for a create, and whether SalesBinder may have acted. */
const TABLE: readonly (readonly [string, Partial<Reply>, object, boolean])[] = [
  ['200 with a portal’s page', html(200), portal(200), true],
  ['200 that calls JSON a page', { ...html(200), body: CUSTOMER_JSON }, portal(200), true],
  ['200 with JSON of something else', json(200, { ok: true }), unclear(200), true],
  ['200 with an account without an id', json(200, { message: 'Saved', customer: {} }), unclear(200), true],
  ['200 with nothing', bare(200), unclear(200), true],
  ['200 with JSON that is cut short', { body: CUSTOMER_JSON.slice(0, -5) }, portal(200), true],
  ['200 with a warning before it', { body: `Notice: x in y.php${CUSTOMER_JSON}` }, portal(200), true],
  ['200 with something after it', { body: `${CUSTOMER_JSON}<!-- ad -->` }, portal(200), true],
  ['200 with two BOMs', { body: `\uFEFF\uFEFF${CUSTOMER_JSON}` }, portal(200), true],
  ['200 too long to be an answer', { body: null }, portal(200), true],
  ['204', bare(204), unclear(204), true],
  ['301', bare(301), redirect(301, true), true],
  ['302', html(302), redirect(302, false), true],
  ['303', bare(303), redirect(303, false), true],
  ['304', bare(304), redirect(304, false), true],
  ['307', bare(307), redirect(307, false), true],
  ['308', bare(308), redirect(308, true), true],
  ['400', json(400), refused(400), false],
  ['401 in JSON', json(401), key, false],
  ['402', json(402), refused(402), false],
  ['403 in JSON', json(403), { what: 'forbidden', type: 'customer' }, false],
  ['407', html(407), portal(407), false],
  ['408', bare(408), trouble(408), true],
  ['409', json(409), refused(409), false],
  ['410', json(410), refused(410), false],
  ['413', json(413), refused(413), false],
  ['418', json(418), refused(418), false],
  ['422', json(422), refused(422), false],
  ['429 in JSON', json(429), { what: 'over-limit' }, false],
  ['429 as a page', html(429), { what: 'over-limit' }, false],
  ['500 in JSON', json(500), trouble(500), true],
  ['500 with the account in it', { ...json(500), body: CUSTOMER_JSON }, trouble(500), true],
  ['502 as a page', html(502), trouble(502), true],
  ['503', bare(503), trouble(503), true],
  ['504', html(504), trouble(504), true],
  ['511', html(511), portal(511), true],
  ['522', html(522), trouble(522), true],
  ['599', bare(599), trouble(599), true],
  ['a status of no kind', bare(0), { what: 'lost', detail: 'BAD_STATUS' }, true],
  ['a status beyond all kinds', bare(600), { what: 'lost', detail: 'BAD_STATUS' }, true],
  ['an unfinished status', bare(100), { what: 'lost', detail: 'BAD_STATUS' }, true],
];

describe('the answer table', () => {
  test.each(TABLE)('%s, to a create', (_, reply, problem, mayHaveActed) => {
    expect(classify(aReply(reply), create())).toEqual({
      ok: false,
      serverDate: null,
      retryAfter: null,
      problem,
      mayHaveActed,
    });
  });

  const others: readonly Asked<unknown>[] = [update(), view(), list()];
  test.each(TABLE)('%s, to anything else, means the same', (_, reply, problem, mayHaveActed) => {
    for (const asked of others) {
      expect(classify(aReply(reply), asked)).toMatchObject({ ok: false, problem, mayHaveActed });
    }
  });

  test.each([
    ['an update', update()],
    ['a view', view()],
    ['a list’s later page', list({ ...QUERY, page: 2 })],
  ])('404 to %s: not found, if it is SalesBinder that says so', (_, asked: Asked<unknown>) => {
    const problemOf = (reply: Partial<Reply>) => {
      const answer = classify(aReply(reply), asked);
      return answer.ok ? null : answer.problem;
    };
    expect(problemOf(json(404))).toEqual({ what: 'not-found' });
    expect(problemOf(bare(404))).toEqual({ what: 'not-found' });
    // To a write, whatever stands in SalesBinder's place refused it; a question learns that SalesBinder is elsewhere.
    const elsewhere = isWrite(asked) ? blocked(404) : wrongAddress(404);
    expect(problemOf(html(404))).toEqual(elsewhere);
    expect(problemOf({ ...html(404), body: '' })).toEqual(elsewhere);
    expect(problemOf({ ...bare(404), body: 'no such host here' })).toEqual(elsewhere);
    expect(problemOf({ ...json(404), body: null })).toEqual(elsewhere);
  });

  test.each([
    ['404 in JSON', json(404)],
    ['404 with nothing', bare(404)],
    ['404 as a page', html(404)],
    ['405 in JSON', json(405)],
    ['405 as a page', html(405)],
  ])('%s to a create says nothing of the address, to a list it does', (_, reply) => {
    const status = reply.status ?? 0;
    expect(classify(aReply(reply), create())).toMatchObject({ problem: blocked(status) });
    expect(classify(aReply(reply), list())).toMatchObject({ problem: wrongAddress(status) });
  });

  test.each([400, 401, 402, 403, 409, 410, 413, 422, 423, 451])(
    'a page with %i is a middle box’s word and says nothing of key, rights or values',
    (status) => {
      const pages = [
        html(status),
        { ...html(status), contentType: null },
        { ...html(status), contentType: 'text/plain' },
      ];
      for (const page of pages) {
        expect(classify(aReply(page), create())).toMatchObject({
          problem: blocked(status),
          mayHaveActed: true,
        });
        expect(classify(aReply(page), update())).toMatchObject({ problem: blocked(status) });
        expect(classify(aReply(page), list())).toMatchObject({ problem: portal(status) });
        expect(classify(aReply(page), view())).toMatchObject({ problem: portal(status) });
      }
    },
  );

  test('404 to a list’s first page: a wrong address', () => {
    expect(classify(aReply(json(404)), list())).toMatchObject({ problem: wrongAddress(404) });
  });

  test('403 names the type', () => {
    expect(classify(aReply(json(403)), create('supplier'))).toMatchObject({
      problem: { what: 'forbidden', type: 'supplier' },
    });
  });

  test('401 to a key of API 3 says which kind of key it is', () => {
    expect(classify(aReply(json(401)), { ...create(), key: 'sb_live_0123456789' })).toMatchObject({
      problem: { what: 'key', reason: 'v3' },
    });
  });
});

describe('accepted', () => {
  test.each([
    ['200', {}],
    ['201', { status: 201 }],
    ['with a charset', { contentType: 'application/json; charset=UTF-8' }],
    ['called plain text', { contentType: 'text/plain' }],
    ['called nothing', { contentType: null }],
    ['after a BOM', { body: `\uFEFF${CUSTOMER_JSON}` }],
    ['within white space', { body: `\r\n ${CUSTOMER_JSON}\n` }],
  ])('an account with an id, %s', (_, changes) => {
    const answer = classify(aReply({ body: CUSTOMER_JSON, ...changes }), create());
    expect(answer).toMatchObject({ ok: true, value: { id: ID, values: { name: 'Acme' } } });
  });

  test('a list', () => {
    const body = JSON.stringify({ count: '1', page: '1', pages: '1', customers: [[{ id: ID }]] });
    expect(classify(aReply({ body }), list())).toMatchObject({ ok: true, value: { count: 1 } });
  });

  test('not another account’s answer', () => {
    const body = JSON.stringify({ customer: { id: '56da277f-afac-4e44-a6bd-6c8e3f71d8bf' } });
    expect(classify(aReply({ body }), update())).toMatchObject({ ok: false, problem: unclear(200) });
    expect(classify(aReply({ body }), view())).toMatchObject({ ok: false, problem: unclear(200) });
  });
});

describe('a success that says something else than "Saved"', () => {
  const body = (json: object) => aReply({ body: JSON.stringify(json) });
  const customer = { id: ID, name: 'Acme' };
  const unsure = { ok: false, problem: { what: 'refused', status: 200, unsure: true }, mayHaveActed: true };

  test.each<readonly [string, object, object]>([
    ['an error', { message: 'Error', customer }, { message: 'Error' }],
    ['an error, without an id', { message: 'Error', customer: { name: '' } }, { message: 'Error' }],
    ['an error alone', { message: 'Error' }, { message: 'Error' }],
    ['"Not saved"', { message: 'Not saved', customer }, { message: 'Not saved' }],
    [
      'a whole sentence',
      { message: 'The customer could not be saved. Please, try again.', customer },
      { message: 'The customer could not be saved. Please, try again.' },
    ],
    [
      'errors in the message',
      { message: { errors: { office_email: { email: 'Not an address' } } }, customer },
      { fields: { email: 'Not an address' } },
    ],
    [
      'errors in the message and no account',
      { message: { errors: { office_email: { email: 'Not an address' } } } },
      { fields: { email: 'Not an address' } },
    ],
    [
      'errors beside "Saved"',
      { message: 'Saved', customer, errors: { name: { _required: 'Needed' } } },
      { message: '', fields: { name: 'Needed' } },
    ],
    [
      'errors within the account',
      { message: 'Saved', customer: { ...customer, errors: { name: ['Needed'] } } },
      { message: '', fields: { name: 'Needed' } },
    ],
    ['API 1’s errors', { Errors: [{ Error: { message: 'No context' } }] }, { message: 'No context' }],
  ])('%s: refused with that, and yet to be looked for', (_, json, said) => {
    for (const asked of [create(), update()]) {
      expect(classify(body(json), asked)).toMatchObject(unsure);
      expect(classify(body(json), asked)).toMatchObject({ problem: said });
    }
  });

  test.each<readonly [string, object]>([
    ['"Saved" alone', { message: 'Saved' }],
    ['an account alone', { customer }],
    ['an account and a message of no kind', { customer, message: 7 }],
    ['an empty message', { customer, message: '' }],
  ])('%s: nobody can tell', (_, json) => {
    for (const asked of [create(), update()]) {
      expect(classify(body(json), asked)).toMatchObject({ problem: unclear(200), mayHaveActed: true });
    }
  });

  test.each(['Saved', 'saved', ' SAVED. ', 'Saved!'])('%j is a save', (message) => {
    expect(classify(body({ message, customer, errors: [] }), create())).toMatchObject({ ok: true });
    expect(classify(body({ message, customer, errors: {} }), update())).toMatchObject({ ok: true });
  });

  test('an account that is only read is read, whatever the message', () => {
    expect(classify(body({ message: 'Error', customer }), view())).toMatchObject({ ok: true });
  });
});

describe('the times that an answer tells', () => {
  const DATE = 'Fri, 11 Nov 2016 01:13:09 GMT';
  const at = Date.UTC(2016, 10, 11, 1, 13, 9);

  test.each([
    [DATE, at],
    [null, null],
    ['2016-11-11', null],
    ['1', null],
    ['Fri, 99 Nov 2016 01:13:09 GMT', null],
  ])('Date: %s', (date, serverDate) => {
    expect(classify(aReply({ date, body: CUSTOMER_JSON }), create()).serverDate).toBe(serverDate);
    expect(classify(aReply({ date, status: 500 }), create()).serverDate).toBe(serverDate);
  });

  test.each([
    ['120', DATE, 120_000],
    [' 7 ', null, 7_000],
    ['0', null, 0],
    ['99999999999999999999', null, 3_600_000],
    ['Fri, 11 Nov 2016 01:15:09 GMT', DATE, 120_000],
    ['Fri, 11 Nov 2016 01:13:00 GMT', DATE, 0],
    ['Fri, 11 Nov 2016 01:15:09 GMT', null, null],
    ['-5', DATE, null],
    ['1.5', DATE, null],
    ['soon', DATE, null],
    [null, DATE, null],
  ])('Retry-After: %s, sent at %s', (retryAfter, date, wait) => {
    expect(classify(aReply({ status: 429, retryAfter, date }), create())).toMatchObject({ retryAfter: wait });
  });

  test('Retry-After counts only with a 429', () => {
    expect(classify(aReply({ status: 503, retryAfter: '120' }), create())).toMatchObject({
      retryAfter: null,
    });
  });
});

test('a key that the server repeats gets no further', () => {
  const token = Buffer.from(`${KEY}:x`).toString('base64');
  const body = JSON.stringify({ message: `Bad key ${KEY}`, errors: { name: { x: `Basic ${token}` } } });
  const answer = classify(aReply({ status: 400, body }), create());
  expect(answer).toMatchObject({ problem: { message: 'Bad key …', fields: { name: 'Basic …' } } });
});

test('a key that the server repeats in escapes, or in base64 alone, gets no further', () => {
  const escaped = Array.from(KEY, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('');
  const coded = Buffer.from(KEY).toString('base64');
  const body = `{"message":"Bad key ${escaped}","errors":{"name":{"${escaped}":"Had ${coded}"}}}`;
  const answer = classify(aReply({ status: 400, body }), create());
  expect(answer).toMatchObject({ problem: { message: 'Bad key …', fields: { name: 'Had …' } } });
});
