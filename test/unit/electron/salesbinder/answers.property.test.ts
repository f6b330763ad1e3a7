import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIELDS } from '../../../../shared/account.ts';
import type { Reply } from '../../../../electron/salesbinder/v2/answers.ts';
import { classify } from '../../../../electron/salesbinder/v2/answers.ts';
import { ID, create, list, update, view } from './asked.ts';

/** Text that looks like answers often enough: true envelopes with anything in them, and cuts of those. */
const names = fc.constantFrom(
  ...['customer', 'customers', 'id', 'message', 'errors', 'Errors', 'Error', 'count', 'page', 'pages'],
  ...['context_id', 'customer_number', 'office_number', '__proto__', 'unique'],
  ...FIELDS.map((field) => field.wire),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(ID, '', 'Saved', 'Error', 'already', null, true, 2, '2', -1, 1e300),
    fc.string({ unit: 'binary' }),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(names, tie('tree'), { maxKeys: 6 }),
  ),
}));
const text = tree.map((value) => JSON.stringify(value));
const answered = fc
  .dictionary(names, tree)
  .map(({ errors: _, ...rest }) => JSON.stringify({ message: 'Saved', customer: { ...rest, id: ID } }));
const body = fc.oneof(
  text,
  answered,
  fc.tuple(answered, fc.nat(400)).map(([whole, at]) => whole.slice(0, at)),
  fc.tuple(fc.string(), answered).map(([before, whole]) => before + whole),
  fc.string({ unit: 'binary' }),
  fc.constant(null),
);
const header = fc.oneof(
  fc.constant(null),
  fc.string(),
  fc.constantFrom('120', 'Fri, 11 Nov 2016 01:13:09 GMT'),
);
const reply: fc.Arbitrary<Reply> = fc.record({
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(200, 201, 422) },
    fc.integer({ min: -1, max: 1000 }),
  ),
  contentType: fc.oneof(
    fc.constantFrom(null, 'application/json', 'text/html; charset=utf-8', 'text/plain'),
    fc.string(),
  ),
  date: header,
  retryAfter: header,
  body,
});
const asked = fc.constantFrom(create('prospect'), update(), view(), list());

/** An oracle with nothing of ours in it. */
function isJsonWithId(text: string | null): boolean {
  try {
    const parsed = JSON.parse((text ?? '').replace(/^\uFEFF/, '')) as { customer?: { id?: unknown } } | null;
    return typeof parsed?.customer?.id === 'string' && parsed.customer.id !== '';
  } catch {
    return false;
  }
}

const SEED = Number(process.env['SEED'] ?? 20261122);

test(`whatever arrives is classified, and accepted only with an id in a 2xx's JSON (seed ${SEED})`, () => {
  let accepted = 0;
  fc.assert(
    fc.property(reply, asked, (arrived, question) => {
      const answer = classify<unknown>(arrived, question);
      if (!answer.ok) {
        // A problem is stored with its record, and must survive that.
        expect(JSON.parse(JSON.stringify(answer.problem))).toEqual(answer.problem);
        return;
      }
      expect(Math.floor(arrived.status / 100)).toBe(2);
      expect(arrived.contentType ?? '').not.toMatch(/^text\/html/);
      if (question.verb !== 'list') {
        accepted += 1;
        expect(isJsonWithId(arrived.body)).toBe(true);
      }
    }),
    { numRuns: 3_000, seed: SEED },
  );
  // A property about acceptance that never saw one would prove nothing.
  expect(accepted).toBeGreaterThan(100);
});

test('a prefix of a true answer is never accepted', () => {
  const whole = JSON.stringify({ message: 'Saved', customer: { name: 'A "quoted" {name}', id: ID } });
  for (let length = 0; length < whole.length; length += 1) {
    const cut: Reply = {
      status: 200,
      contentType: 'application/json',
      date: null,
      retryAfter: null,
      body: whole.slice(0, length),
    };
    expect(classify(cut, create()).ok).toBe(false);
  }
});
