import type { BadRecord } from '../judge/fairness.ts';
import { changeEvents, changeWriteAnswers } from './wrap.ts';
import type { Mutant } from './mutant.ts';

/** Defects by which one bad record delays others; they show only beside the same world without it. */
export const FAIRNESS_MUTANTS: readonly (Mutant & { readonly badRecord: BadRecord })[] = [
  {
    defect: 'lets everybody rest after one refusal',
    goals: ['no record delayed by another'],
    badRecord: 'refused',
    mutation: {
      gateway: (gateway, { sync }) =>
        changeWriteAnswers(gateway, (answer) => {
          if (!answer.ok && answer.problem.what === 'refused') void sync().context.link.coolDown(null);
          return answer;
        }),
    },
  },
  {
    defect: 'sends what was refused again and again',
    goals: ['no record delayed by another'],
    badRecord: 'refused',
    mutation: changeEvents((event) =>
      event.is === 'refused' ? [{ ...event, is: 'not-sent', dueAt: event.at + 2_000 }] : [event],
    ),
  },
  {
    defect: 'takes one 403 for a lost connection',
    goals: ['no record delayed by another', 'firewall 403 on one record'],
    badRecord: 'stopped by a firewall',
    mutation: {
      gateway: (gateway) =>
        changeWriteAnswers(gateway, (answer) =>
          !answer.ok && answer.problem.what === 'blocked'
            ? { ...answer, problem: { what: 'unreachable', detail: '403' } }
            : answer,
        ),
    },
  },
  {
    defect: 'never asks about an update that fails alone again and again',
    goals: ['no record delayed by another'],
    badRecord: 'always 500',
    mutation: changeEvents((event) => (event.is === 'check-refused' ? [] : [event])),
  },
];
