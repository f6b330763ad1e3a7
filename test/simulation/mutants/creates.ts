import type { RemoteAccount } from '../../../shared/account.ts';
import { changeEvents, changeWriteAnswers } from './wrap.ts';
import type { Mutant } from './mutant.ts';

/** Defects in making an account once. */
export const CREATES: readonly Mutant[] = [
  {
    defect: 'sends a lost create again without looking',
    goals: ['answer dropped after commit', 'nothing double'],
    mutation: changeEvents((event, record) =>
      event.is === 'outcome-unknown' && record.remoteId === null ? [{ ...event, is: 'not-sent' }] : [event],
    ),
  },
  {
    defect: 'takes a lost request for one that never left',
    goals: ['answer dropped after commit', 'nothing double'],
    mutation: {
      gateway: (gateway) =>
        changeWriteAnswers(gateway, (answer) =>
          !answer.ok && answer.problem.what === 'lost'
            ? { ...answer, problem: { what: 'unreachable', detail: 'ECONNRESET' }, mayHaveActed: false }
            : answer,
        ),
    },
  },
  {
    defect: 'takes a look before 120 s for leave to send again',
    goals: ['commit late', 'nothing double'],
    mutation: changeEvents((event) => (event.is === 'not-found' ? [{ ...event, permits: true }] : [event])),
    where: ({ badWrites, fates }) => badWrites > 0 && fates.includes('late'),
  },
  {
    defect: 'forgets at a restart what was being sent',
    goals: ['restarts at any await', 'nothing double'],
    mutation: changeEvents((event) =>
      event.is === 'outcome-unknown' &&
      event.problem.what === 'lost' &&
      event.problem.detail === 'interrupted'
        ? [{ ...event, is: 'not-sent' }]
        : [event],
    ),
    where: ({ crashes }) => crashes > 0,
  },
  {
    defect: 'takes a 502 for a no',
    goals: ['5xx after commit'],
    mutation: {
      gateway: (gateway) =>
        changeWriteAnswers(gateway, (answer) =>
          !answer.ok && answer.problem.what === 'trouble'
            ? {
                ...answer,
                problem: { what: 'refused', status: 502, message: '', fields: {} },
                mayHaveActed: false,
              }
            : answer,
        ),
    },
    where: ({ badWrites, fates }) => badWrites > 0 && fates.includes('trouble-after'),
  },
  {
    defect: 'gives up looking for what comes back in another form',
    goals: ['values normalised by the server', 'nothing double'],
    mutation: neverNear(),
    where: ({ normalises, badWrites }) => normalises && badWrites > 0,
  },
  {
    defect: 'gives up looking for what comes back cut short',
    goals: ['values truncated by the server', 'nothing double'],
    mutation: neverNear(),
    where: ({ truncates, badWrites }) => truncates && badWrites > 0,
  },
  {
    defect: 'measures how long it waited with a clock that can be set',
    goals: ['clock jumps', 'nothing double'],
    mutation: { clock: (clock) => ({ ...plainClock(clock), mono: () => clock.now() }) },
    where: ({ clockJumps }) => clockJumps,
  },
  {
    defect: 'drops the answer to what was discarded in flight',
    goals: ['jittered latency and reordered answers'],
    mutation: changeEvents((event, record) => (record.discarded && event.is === 'accepted' ? [] : [event])),
  },
  {
    defect: 'adopts an account that another record has',
    goals: ['answer dropped after commit'],
    mutation: changeEvents((event, record, all) => {
      const other = [...all.values()].find((one) => one.remoteId !== null && one.type === record.type);
      const attemptId = record.attempts.at(-1)?.id;
      if (event.is !== 'not-found' || other?.remoteId == null || attemptId === undefined) return [event];
      const { remoteId: id, number, type } = other;
      const account: RemoteAccount = { id, number, type, created: null, modified: null, values: {} };
      return [{ is: 'found', at: event.at, attemptId, account }];
    }),
  },
  {
    defect: 'adopts what is only near',
    goals: ['two computers'],
    mutation: changeEvents((event, record) => {
      const attemptId = record.attempts.at(-1)?.id;
      const account = event.is === 'cannot-tell' ? event.candidates[0] : undefined;
      return account === undefined || attemptId === undefined
        ? [event]
        : [{ is: 'found', at: event.at, attemptId, account }];
    }),
  },
  {
    defect: 'creates by itself again what was deleted there',
    goals: ['deletions there'],
    mutation: changeEvents((event) =>
      event.is === 'gone' ? [event, { is: 'created-again', at: event.at }] : [event],
    ),
  },
];

function neverNear() {
  return changeEvents((event, record) => {
    const attemptId = record.attempts.at(-1)?.id;
    if (event.is !== 'cannot-tell' || attemptId === undefined) return [event];
    return [{ is: 'not-found', at: event.at, attemptId, permits: true, nextLookAt: event.at }];
  });
}

type Clock = Parameters<NonNullable<Mutant['mutation']['clock']>>[0];

function plainClock(clock: Clock): Clock {
  return {
    run: clock.run,
    now: () => clock.now(),
    mono: () => clock.mono(),
    after: (ms, callback) => clock.after(ms, callback),
  };
}
