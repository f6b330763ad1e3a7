import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../electron/shell/answer-call.ts';
import { FIELD_KEYS } from '../../../shared/account.ts';
import { INPUTS } from '../../../shared/contract/contract.ts';
import type { CallName, Handlers } from '../../../shared/contract/contract.ts';
import { ok } from '../../../shared/problem.ts';
import type { Result } from '../../../shared/problem.ts';
import { connected, forgetFolder, runApp } from '../../support/running-app.ts';

const CALLS = 100_000;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const names = Object.keys(INPUTS) as CallName[];

/** The contract's own words in wrong places: far nearer to a valid call than noise is. */
const words = [
  'localId',
  'since',
  'on',
  'key',
  'address',
  'changed',
  'note',
  'type',
  'choices',
  ...FIELD_KEYS,
];
const leaf = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    true,
    false,
    NaN,
    -1,
    0,
    1,
    1e308,
    '',
    'customer',
    'a-local-id',
    '__proto__',
  ),
  fc.string({ maxLength: 40 }),
  fc.double(),
  fc.bigInt(),
  fc.date(),
  fc.constantFrom(new Map([['localId', 'x']]), new Set([1]), /x/, new Uint8Array(3), Symbol.iterator),
);
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof({ maxDepth: 3 }, leaf, tie('list'), tie('thing')),
  list: fc.array(tie('anything'), { maxLength: 4 }),
  thing: fc.dictionary(
    fc.oneof(fc.constantFrom(...words, '__proto__', 'constructor'), fc.string({ maxLength: 8 })),
    tie('anything'),
    { maxKeys: 5 },
  ),
}));
const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<unknown>(...names) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('__proto__', 'constructor', 'toString', 'subscribe', '') },
  { weight: 1, arbitrary: anything },
);

describe(`${CALLS} malformed calls (seed ${seed})`, () => {
  it('are refused cleanly, or valid, and leave no memory behind', async () => {
    let accepted = 0;
    const handlers = recordingNothing((called, input) => {
      accepted += 1;
      // An input that gets through is exactly as the schema describes, and parses to itself.
      const parsed = v.safeParse(INPUTS[called], input);
      if (!parsed.success) throw new Error(`${called} ran with what its schema refuses`);
    });
    const calls = fc.sample(fc.tuple(name, anything), { numRuns: 2_000, seed });
    let refused = 0;
    const send = async (count: number): Promise<void> => {
      for (let at = 0; at < count; at += 1) {
        // Every pair of a name and an input, over again in another order.
        const [called] = calls[at % calls.length] ?? [];
        const [, input] = calls[(at * 7 + Math.floor(at / calls.length)) % calls.length] ?? [];
        const answer = await answerCall(
          { handlers, workspace: null },
          { name: called, input },
          (bugIn, error) => {
            throw new Error(`${bugIn}: ${String(error)}`);
          },
        );
        if (answer.ok) continue;
        refused += 1;
        if (answer.problem.what !== 'bad-call') throw new Error(`Refused as ${answer.problem.what}`);
      }
    };
    await send(CALLS / 5);
    const before = heapAfterCollection();
    await send(CALLS);
    const grown = heapAfterCollection() - before;
    expect(refused + accepted).toBe(CALLS + CALLS / 5);
    expect(accepted).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(CALLS / 2);
    expect(grown, 'bytes that 100,000 calls left on the heap').toBeLessThan(5_000_000);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('also those near to valid ones never break the true app', async () => {
    const run = await runApp({ origin: 'http://127.0.0.1:9' });
    try {
      await connected(run);
      const bugs: string[] = [];
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...names), nearlyValid, async (called, input) => {
          const answer = await answerCall(
            run.app,
            { name: called, input, workspace: run.app.workspace },
            (bugIn, error) => {
              bugs.push(`${bugIn}: ${String(error)}`);
            },
          );
          expect(bugs).toEqual([]);
          expect(typeof answer.ok).toBe('boolean');
        }),
        { numRuns: 3_000, seed, endOnFailure: true },
      );
      expect(await run.app.handlers.open(null)).toMatchObject({ ok: true });
    } finally {
      await run.stop();
      await forgetFolder(run.folder);
    }
  });
});

const localId = fc.constantFrom('acme-0001', 'acme-0002', 'UPPER-CASE', '../../etc', '', 'x'.repeat(64), 7);
const text = fc.constantFrom<unknown>('', 'Acme', '\u0000', '\ud800', 'é'.repeat(500), '<b>', null, 5, {});
const nearlyValid = fc.oneof(
  fc.constant(null),
  fc.record({ localId }),
  fc.record({ since: fc.constantFrom<unknown>(null, 0, -1, 2 ** 53, 1.5, 'x') }),
  fc.record({
    localId,
    openedAtRevision: fc.constantFrom<unknown>(0, 1, 2 ** 53 - 1, -1, null),
    type: fc.constantFrom('customer', 'prospect', 'supplier', 'Customer', ''),
    changed: fc.dictionary(
      fc.constantFrom(...FIELD_KEYS, 'nothing', '__proto__'),
      fc.record({ from: text, to: text }),
    ),
    note: text,
  }),
  fc.record({
    localId,
    revision: fc.nat(3),
    choices: fc.constantFrom({}, { name: { theirs: '', value: 'x' } }),
  }),
  fc.record({ localId, revision: fc.nat(3), remoteId: fc.constantFrom(null, 'x', '') }),
  fc.record({ key: text, keepKey: fc.boolean() }),
  fc.record({ id: text }),
  fc.record({ on: fc.constantFrom<unknown>(true, false, 'yes') }),
  fc.record({ link: fc.constantFrom('salesbinder', 'file:///etc/passwd', 'https://elsewhere.example') }),
);

function recordingNothing(told: (called: CallName, input: unknown) => void): Handlers {
  const handler =
    (called: CallName) =>
    (input: unknown): Promise<Result<unknown>> => {
      told(called, input);
      return Promise.resolve(ok(null));
    };
  return Object.fromEntries(names.map((called) => [called, handler(called)])) as unknown as Handlers;
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
