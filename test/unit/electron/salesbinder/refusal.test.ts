import { describe, expect, test } from 'vitest';
import type { Refusals } from '../../../../shared/problem.ts';
import { refusalOf } from '../../../../electron/salesbinder/v2/refusal.ts';

const REQUIRED = 'This field is required';

function heard(json: unknown, status = 422) {
  return refusalOf(status, json, JSON.stringify(json));
}

describe('the reason, by field', () => {
  const byField: readonly (readonly [string, unknown, Refusals])[] = [
    [
      'message.errors, rules by name',
      { message: { errors: { name: { _required: REQUIRED } } } },
      { name: REQUIRED },
    ],
    ['message by field', { message: { name: { _required: REQUIRED } } }, { name: REQUIRED }],
    ['errors, rules by name', { errors: { billing_city: { a: REQUIRED } } }, { billingCity: REQUIRED }],
    ['errors as texts', { errors: { url: REQUIRED } }, { url: REQUIRED }],
    ['errors as lists', { errors: { office_fax: [REQUIRED] } }, { fax: REQUIRED }],
    ['a field within its own message', { errors: { name: { message: REQUIRED } } }, { name: REQUIRED }],
    ['fields without an envelope', { name: { _required: REQUIRED } }, { name: REQUIRED }],
    ['fields named in a list', { errors: [{ office_email: { email: 'No' } }] }, { email: 'No' }],
    ['within the account', { errors: { customer: { name: { _empty: REQUIRED } } } }, { name: REQUIRED }],
    ['the phone by its documented name', { errors: { office_number: { a: 'No' } } }, { phone: 'No' }],
    ['the phone by its true name', { errors: { office_phone: { a: 'No' } } }, { phone: 'No' }],
    ['two rules of one field', { errors: { name: { a: 'One.', b: 'Two.' } } }, { name: 'One. Two.' }],
    [
      'the field’s name as a value, its errors in a list',
      { message: [{ field: 'office_email', errors: [{ message: 'No' }] }] },
      { email: 'No' },
    ],
    [
      'the field’s name as a value beside a rule',
      { errors: [{ field: 'name', rule: 'max', message: 'No' }] },
      { name: 'No' },
    ],
    ['beside what was sent', { customer: { name: 'x', errors: { name: ['No'] } } }, { name: 'No' }],
    ['escaped', { errors: { name: 'Say &quot;Acme &amp; Co&quot;' } }, { name: 'Say "Acme & Co"' }],
    ['one sentence twice', { errors: { name: { a: 'One.', b: 'One.' } } }, { name: 'One.' }],
  ];
  test.each(byField)('%s', (_, json, fields) => {
    expect(heard(json)).toEqual({ what: 'refused', status: 422, message: '', fields });
  });

  test('beside a sentence about the whole', () => {
    const reason = { name: { _required: REQUIRED } };
    for (const json of [{ errors: reason }, reason]) {
      expect(heard({ message: 'Validation failed', ...json })).toMatchObject({
        message: 'Validation failed',
        fields: { name: REQUIRED },
      });
    }
  });
});

describe('the reason, about no field of ours', () => {
  test.each([
    ['message as text', { message: 'No more room' }, 'No more room'],
    ['error as text', { error: 'No more room' }, 'No more room'],
    ['API 1', { Errors: [{ Error: { message: 'No more room' } }] }, 'No more room'],
    ['errors as a list of texts', { errors: ['One.', 'Two.'] }, 'One. Two.'],
    ['a list of texts', ['One.', 'Two.'], 'One. Two.'],
    ['a text', 'No more room', 'No more room'],
    [
      'a field that nobody knows',
      { errors: { tax_rate1: { numeric: 'Not a number' } } },
      'tax_rate1: Not a number',
    ],
    ['a field named as every object’s', { errors: { constructor: { a: 'No' } } }, 'constructor: No'],
    ['a list with numbers for names', { errors: { 0: 'One.', 1: 'Two.' } }, 'One. Two.'],
    ['nothing that can be read', { code: 7 }, '{"code":7}'],
  ])('%s', (_, json, message) => {
    expect(heard(json)).toEqual({ what: 'refused', status: 422, message, fields: {} });
  });

  test('the address that was asked for is not a sentence about the website', () => {
    const json = { message: 'Bad Request', url: '/api/2.0/customers.json', code: 400 };
    expect(heard(json, 400)).toEqual({ what: 'refused', status: 400, message: 'Bad Request', fields: {} });
  });

  test('a page’s text, without its markup and scripts', () => {
    const page = '<html><script>if (a<b) steal()</script><h1>Request\n  blocked</h1><p>Id <b>7</b></html>';
    expect(refusalOf(400, undefined, page).message).toBe('Request blocked Id 7');
  });

  test.each(['', '{}', '[[]]', '""'])('nothing at all: %s', (body) => {
    const json: unknown = body === '' ? undefined : JSON.parse(body);
    expect(refusalOf(400, json, body)).toEqual({ what: 'refused', status: 400, message: '', fields: {} });
  });

  test('control characters become spaces', () => {
    expect(heard({ message: 'No\u001b[31m\u0000more\u009b' }).message).toBe('No [31m more');
  });
});

describe('there is one already', () => {
  test.each([
    ['the rule unique', { errors: { name: { unique: 'Taken' } } }],
    ['the rule _isUnique', { message: { errors: { name: { _isUnique: 'Taken' } } } }],
    ['the word already', { message: 'This name is already in use' }],
    ['the word unique', { message: 'Name must be unique' }],
    ['the word exists', { errors: ['An account with this name exists'] }],
  ])('told by %s', (_, json) => {
    expect(heard(json).unique).toBe(true);
  });

  test.each([{ errors: { name: { _required: REQUIRED } } }, { message: 'It does not exist' }])(
    'not told by %j',
    (json) => {
      expect(heard(json)).not.toHaveProperty('unique');
    },
  );
});

describe('a reason without end', () => {
  test('is kept short', () => {
    const refused = heard({
      message: 'x'.repeat(100_000),
      errors: Array.from({ length: 1_000 }, (_, i) => `e${i} ` + 'y'.repeat(400)),
    });
    expect(refused.message.length).toBeLessThanOrEqual(1_000);
  });

  test('is not followed all the way down', () => {
    const deep: unknown = JSON.parse(`{"message":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(refusalOf(422, deep, 'deep').message).toBe('deep');
  });
});

describe('a plain sentence', () => {
  test.each([
    [{ message: 'Email is invalid' }, { email: 'Email is invalid' }],
    [{ message: 'The office_number is wrong' }, { phone: 'The office_number is wrong' }],
    [{ errors: [{ field: 'office_email', message: 'nope' }] }, { email: 'nope' }],
    [{ message: 'Phone or fax is required' }, {}],
    [{ message: 'Your plan is full' }, {}],
  ])('%j is about the field that it names', (json, fields) => {
    expect(refusalOf(422, json, JSON.stringify(json)).fields).toEqual(fields);
  });
});
