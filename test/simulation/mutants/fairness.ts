import type { BadOne } from '../judge/fairness.ts';
import { events, writing } from './wrap.ts';
import type { Planted } from './mutant.ts';

/** Defects by which one bad record delays others; they show only beside the same world without it. */
export const DELAYS: readonly (Planted & { readonly badOne: BadOne })[] = [
  {
    defect: 'lets everybody rest after one refusal',
    lines: ['no record delayed by another'],
    badOne: 'refused',
    plot: {
      gateway: (gateway, { sync }) =>
        writing(gateway, (answer) => {
          if (!answer.ok && answer.problem.what === 'refused') void sync().coolDown(null);
          return answer;
        }),
    },
  },
  {
    defect: 'sends what was refused again and again',
    lines: ['no record delayed by another'],
    badOne: 'refused',
    plot: events((event) =>
      event.is === 'refused' ? [{ ...event, is: 'not-sent', dueAt: event.at + 2_000 }] : [event],
    ),
  },
  {
    defect: 'takes one 403 for a lost connection',
    lines: ['no record delayed by another', 'firewall 403 on one record'],
    badOne: 'stopped by a firewall',
    plot: {
      gateway: (gateway) =>
        writing(gateway, (answer) =>
          !answer.ok && answer.problem.what === 'forbidden'
            ? { ...answer, problem: { what: 'unreachable', detail: '403' } }
            : answer,
        ),
    },
  },
];
