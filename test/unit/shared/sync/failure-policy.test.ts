import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { AnswerProblem } from '../../../../shared/problem.ts';
import { linksOf, onFailure, verdictOf } from '../../../../shared/sync/failure-policy.ts';
import type {
  Circumstances,
  Decision,
  Failure,
  Probed,
  Proof,
  Purpose,
} from '../../../../shared/sync/failure-policy.ts';
import { TRIES_ALONE, waitsAt } from '../../../../shared/sync/waits.ts';
import { instant, T0 } from '../../../support/records.ts';

const AT = T0 + 60_000;
const waits = waitsAt(1);
const NOW: Circumstances = { at: AT, ended: instant(), tries: 0, alike: 0, random: 0.5, waits };

const OFFLINE: AnswerProblem = { what: 'unreachable', detail: 'ENOTFOUND' };
const LOST: AnswerProblem = { what: 'lost', detail: 'TIMEOUT' };
const TROUBLE: AnswerProblem = { what: 'trouble', status: 500 };
const PORTAL: AnswerProblem = { what: 'portal', status: 200 };
const REDIRECTED: AnswerProblem = { what: 'redirected', status: 302, permanent: false };
const ADDRESS: AnswerProblem = { what: 'wrong-address', status: 404 };
const UNCLEAR: AnswerProblem = { what: 'unclear', status: 200 };
const BLOCKED: AnswerProblem = { what: 'blocked', status: 403 };
const KEY: AnswerProblem = { what: 'key', reason: 'refused' };
const FORBIDDEN: AnswerProblem = { what: 'forbidden', type: 'customer' };
const LIMIT: AnswerProblem = { what: 'over-limit' };
const REFUSED: AnswerProblem = { what: 'refused', status: 422, message: 'No', fields: {} };
const ABSENT: AnswerProblem = { what: 'not-found' };

const NO_ANSWER = [LOST, TROUBLE, UNCLEAR, PORTAL, REDIRECTED];
const DENIED = [KEY, FORBIDDEN, ADDRESS];
const EVERY_PROBLEM = [...NO_ANSWER, ...DENIED, BLOCKED, OFFLINE, LIMIT, REFUSED, ABSENT];
const WRITES: readonly Purpose[] = ['create', 'update'];
const EVERY_PURPOSE: readonly Purpose[] = [...WRITES, 'preflight', 'batch-preflight', 'verify', 'pull'];

const ANSWERED: Probed = { is: 'answered' };
const NOT_ASKED: Probed = { is: 'not-asked' };
const failed = (problem: AnswerProblem, retryAfter: number | null = null): Probed => ({
  is: 'failed',
  ...{ problem, retryAfter },
});

function decided(
  purpose: Purpose,
  problem: AnswerProblem,
  proof: Proof = {},
  over: Partial<Failure & Circumstances> = {},
): Decision {
  const failure = { purpose, type: 'customer', problem, mayHaveActed: true, retryAfter: 90_000 } as const;
  return onFailure({ ...failure, attemptId: 'a1', ...over }, proof, { ...NOW, ...over });
}

function eventsOf({ events }: Decision): readonly string[] {
  return events.map(({ is }) => is);
}

function dueAtOf({ events }: Decision): number | null {
  const [event] = events;
  return event !== undefined && 'dueAt' in event ? event.dueAt : null;
}

describe('a request that never left', () => {
  it.each(EVERY_PURPOSE.filter((purpose) => purpose !== 'batch-preflight'))(
    'is proof enough to hold everything (%s)',
    (purpose) => {
      expect(decided(purpose, OFFLINE)).toMatchObject({
        links: [{ do: 'hold', problem: OFFLINE }],
        ...{ probe: null, others: 'stop' },
      });
    },
  );

  it.each(WRITES)('is sent again as soon as anything may leave (%s)', (purpose) => {
    expect(decided(purpose, OFFLINE).events).toEqual([
      { is: 'not-sent', at: AT, attemptId: 'a1', problem: OFFLINE, dueAt: AT },
    ]);
  });
});

describe('a write that something on the way refused', () => {
  it.each(WRITES)('asks first whether it refuses everything (%s)', (purpose) => {
    expect(decided(purpose, BLOCKED)).toMatchObject({ events: [], probe: 'list' });
  });

  it.each(WRITES)(
    'is refused where everything else goes through, and yet to be looked for (%s)',
    (purpose) => {
      expect(decided(purpose, BLOCKED, { list: ANSWERED })).toMatchObject({
        events: [{ is: 'refused', problem: BLOCKED, ended: instant() }],
        ...{ links: [], others: 'go-on' },
      });
    },
  );

  it.each(WRITES)('has an outcome that nobody saw where it refuses everything (%s)', (purpose) => {
    expect(decided(purpose, BLOCKED, { list: failed(PORTAL) })).toMatchObject({
      events: [{ is: 'outcome-unknown', problem: BLOCKED }],
      ...{ links: [{ do: 'hold', problem: PORTAL }], others: 'stop' },
    });
  });
});

it.each(EVERY_PURPOSE)(
  'a 429 makes everything wait as long as it says, and spends no probe (%s)',
  (purpose) => {
    const decision = decided(purpose, LIMIT);
    expect(decision).toMatchObject({ links: [{ do: 'cool-down', retryAfter: 90_000 }], probe: null });
    expect(eventsOf(decision)).toEqual(WRITES.includes(purpose) ? ['not-sent'] : []);
  },
);

describe.each(NO_ANSWER)('a write without a usable answer ($what)', (problem) => {
  it.each(WRITES)(
    'is one whose outcome nobody saw where SalesBinder may have acted on it (%s)',
    (purpose) => {
      const decision = decided(purpose, problem);
      expect(eventsOf(decision)).toEqual(['outcome-unknown']);
      expect(decision).toMatchObject({ links: [], probe: 'list' });
    },
  );

  it.each(WRITES)('was not sent where it surely was not acted on (%s)', (purpose) => {
    const decision = decided(purpose, problem, {}, { mayHaveActed: false });
    expect(eventsOf(decision)).toEqual(['not-sent']);
    expect(dueAtOf(decision)).toBe(AT + waits.backoff(1, 0.5));
  });

  it('needs a person only as an update that failed alone often enough', () => {
    const after = (purpose: Purpose, tries: number, list: Probed = ANSWERED): readonly string[] =>
      eventsOf(decided(purpose, problem, { list }, { tries }));
    expect(after('update', TRIES_ALONE)).toEqual(['check-refused']);
    expect(after('update', TRIES_ALONE - 1)).toEqual([]);
    expect(after('create', TRIES_ALONE + 9)).toEqual([]);
    for (const list of [NOT_ASKED, failed(TROUBLE), failed(FORBIDDEN), failed(LIMIT)]) {
      expect(after('update', TRIES_ALONE, list)).toEqual([]);
    }
  });

  it('puts off the record alone as a preflight, and only if a list answers', () => {
    expect(decided('preflight', problem)).toMatchObject({ events: [], links: [], probe: 'list' });
    expect(eventsOf(decided('preflight', problem, { list: ANSWERED }))).toEqual(['put-off']);
    expect(eventsOf(decided('preflight', problem, { list: failed(TROUBLE) }))).toEqual([]);
  });
});

describe.each(DENIED)('a denial that may be meant for all ($what)', (problem) => {
  it.each(WRITES)('decides nothing before a list was asked for (%s)', (purpose) => {
    expect(decided(purpose, problem)).toMatchObject({ events: [], links: [], probe: 'list' });
  });

  it.each(WRITES)('is this record’s alone where a list answers (%s)', (purpose) => {
    const decision = decided(purpose, problem, { list: ANSWERED });
    expect(decision).toMatchObject({ links: [], others: 'go-on' });
    expect(eventsOf(decision)).toEqual(['refused']);
  });

  it.each(WRITES)('holds everything where the list fails too, and the record waits (%s)', (purpose) => {
    const decision = decided(purpose, problem, { list: failed(KEY) });
    expect(decision).toMatchObject({ links: [{ do: 'hold', problem: KEY }], others: 'stop' });
    expect(eventsOf(decision)).toEqual(['not-sent']);
  });

  it('refuses the record alone as a preflight', () => {
    expect(eventsOf(decided('preflight', problem, { list: ANSWERED }))).toEqual(['check-refused']);
    expect(eventsOf(decided('preflight', problem, { list: NOT_ASKED }))).toEqual([]);
    // A right that is missing for two accounts in a row is not there a moment later: only a person helps.
    expect(eventsOf(decided('preflight', problem, { list: ANSWERED }, { alike: 1 }))).toEqual([
      'check-refused',
    ]);
  });
});

it.each(WRITES)(
  'two in a row that may only be seen hold the type, and neither is refused (%s)',
  (purpose) => {
    const decision = decided(purpose, FORBIDDEN, { list: ANSWERED }, { alike: 1 });
    expect(decision).toMatchObject({
      ...{ links: [{ do: 'hold-type', type: 'customer' }], others: 'go-on', reopens: true },
    });
    expect(eventsOf(decision)).toEqual(['not-sent']);
  },
);

it.each([...WRITES, 'preflight'] as const)(
  'a 403 holds the type where its list says 403 too (%s)',
  (purpose) => {
    const decision = decided(purpose, FORBIDDEN, { list: failed(FORBIDDEN) });
    expect(decision).toMatchObject({ links: [{ do: 'hold-type', type: 'customer' }], others: 'go-on' });
    expect(eventsOf(decision)).toEqual(purpose === 'preflight' ? [] : ['not-sent']);
  },
);

it('a refusal is the record’s alone, at once', () => {
  expect(decided('create', REFUSED)).toMatchObject({ links: [], probe: null, others: 'go-on' });
  expect(eventsOf(decided('create', REFUSED))).toEqual(['refused']);
  expect(eventsOf(decided('preflight', REFUSED))).toEqual(['check-refused']);
  // Another record was refused just like it: that may be everybody's trouble.
  expect(decided('create', REFUSED, {}, { alike: 1 })).toMatchObject({ events: [], probe: 'list' });
});

it.each([402, 422])('two preflights in a row that are refused (%i) are no record’s own trouble', (status) => {
  const problem = { ...REFUSED, status };
  const alone = decided('preflight', problem, { list: ANSWERED });
  expect(eventsOf(alone)).toEqual(['check-refused']);
  const again = decided('preflight', problem, { list: ANSWERED }, { alike: 1, tries: 2 });
  expect(again).toMatchObject({ reopens: true, others: 'go-on', links: [] });
  expect(again.events).toEqual([{ is: 'put-off', at: AT, problem, dueAt: AT + waits.backoff(3, 0.5) }]);
});

describe('an account that is not found', () => {
  it('is gone when neither an update nor its id finds it and a list answers', () => {
    expect(decided('update', ABSENT)).toMatchObject({ events: [], probe: 'account' });
    expect(decided('update', ABSENT, { account: failed(ABSENT) })).toMatchObject({
      events: [],
      probe: 'list',
    });
    const gone = decided('update', ABSENT, { account: failed(ABSENT), list: ANSWERED });
    expect(gone.events).toEqual([{ is: 'gone', at: AT }]);
    expect(eventsOf(decided('preflight', ABSENT, { list: ANSWERED }))).toEqual(['gone']);
  });

  it.each<[string, Proof]>([
    ['it is there by its id', { account: ANSWERED }],
    ['it could not be asked for', { account: NOT_ASKED }],
    ['asking for it fails otherwise', { account: failed(TROUBLE) }],
    ['the list fails', { account: failed(ABSENT), list: failed(TROUBLE) }],
    ['the list could not be asked for', { account: failed(ABSENT), list: NOT_ASKED }],
  ])('is tried again later when %s', (_, proof) => {
    expect(eventsOf(decided('update', ABSENT, proof))).toEqual(['not-sent']);
    expect(dueAtOf(decided('update', ABSENT, proof, { tries: 3 }))).toBe(AT + waits.backoff(4, 0.5));
  });

  it('heeds a 429 to the question whether it is gone', () => {
    const decision = decided('update', ABSENT, { account: failed(LIMIT, 70_000) });
    expect(decision.links).toEqual([{ do: 'cool-down', retryAfter: 70_000 }]);
    expect(eventsOf(decision)).toEqual(['not-sent']);
  });
});

describe.each([...NO_ANSWER, ...DENIED, REFUSED, ABSENT])('a list that fails ($what)', (problem) => {
  it('puts off the creates that it would have verified, if it fails alone', () => {
    expect(decided('verify', problem)).toMatchObject({ events: [], probe: 'list' });
    const decision = decided('verify', problem, { list: ANSWERED });
    expect(decision.events).toEqual([{ is: 'put-off', at: AT, problem, dueAt: AT + waits.backoff(3, 0.5) }]);
  });

  it.each(['verify', 'pull'] as const)('holds the type that this key may not see (%s)', (purpose) => {
    const decision = decided(purpose, problem, { list: failed(FORBIDDEN) });
    expect(decision).toMatchObject({ events: [], links: [{ do: 'hold-type', type: 'customer' }] });
    expect(decision.others).toBe('go-on');
  });

  it('lets the download of other types go on, if it fails alone', () => {
    const after = (list: Probed): string => decided('pull', problem, { list }).others;
    expect(after(ANSWERED)).toBe('go-on');
    expect([NOT_ASKED, failed(TROUBLE), failed(LIMIT)].map(after)).toEqual(['stop', 'stop', 'stop']);
  });

  it('costs a batch preflight nothing but that each account is asked for by itself', () => {
    expect(decided('batch-preflight', problem)).toEqual({
      ...{ events: [], links: [], probe: null, others: 'go-on', reopens: false },
    });
  });
});

describe('every failure of every request', () => {
  const probed = fc.constantFrom(ANSWERED, NOT_ASKED, ...EVERY_PROBLEM.map((problem) => failed(problem)));
  const proofs: fc.Arbitrary<Proof> = fc.record({ list: probed, account: probed }, { requiredKeys: [] });
  const failures = fc.record({
    purpose: fc.constantFrom(...EVERY_PURPOSE),
    problem: fc.constantFrom(...EVERY_PROBLEM),
    proof: proofs,
    mayHaveActed: fc.boolean(),
    tries: fc.nat(20),
  });

  test('is decided after at most two probes, and no probe is wanted twice', () => {
    fc.assert(
      fc.property(failures, ({ purpose, problem, proof, mayHaveActed, tries }) => {
        const { probe } = decided(purpose, problem, proof, { mayHaveActed, tries });
        expect(probe === null || proof[probe] === undefined).toBe(true);
      }),
    );
  });

  test('holds everything only if nothing can leave or a probe failed too', () => {
    fc.assert(
      fc.property(failures, ({ purpose, problem, proof, mayHaveActed, tries }) => {
        const { links } = decided(purpose, problem, proof, { mayHaveActed, tries });
        if (!links.some((link) => link.do === 'hold')) return;
        expect(problem.what === 'unreachable' || proof.list?.is === 'failed').toBe(true);
      }),
    );
  });
});

test('a list proves what is at fault', () => {
  const verdicts = [ANSWERED, NOT_ASKED, failed(LIMIT), failed(FORBIDDEN), failed(KEY)].map(verdictOf);
  expect(verdicts).toEqual(['alone', 'not-known', 'not-known', 'type', 'everything']);
  expect([ANSWERED, NOT_ASKED, failed(FORBIDDEN)].flatMap(linksOf)).toEqual([]);
  expect(linksOf(failed(LIMIT, 5))).toEqual([{ do: 'cool-down', retryAfter: 5 }]);
  expect(linksOf(failed(PORTAL))).toEqual([{ do: 'hold', problem: PORTAL }]);
});
