import { changeAnswers, changeWriteAnswers } from './wrap.ts';
import type { Mutant } from './mutant.ts';

/** Defects in who waits for whom, and how fast. */
export const ORDER_AND_LIMITS: readonly Mutant[] = [
  {
    defect: 'holds everything on one refusal',
    goals: ['no record delayed by another'],
    mutation: {
      gateway: (gateway, { sync }) =>
        changeWriteAnswers(gateway, (answer) => {
          if (!answer.ok && answer.problem.what === 'refused')
            sync().context.link.hold({ what: 'key', reason: 'refused' });
          return answer;
        }),
    },
  },
  {
    defect: 'holds everything on one 403',
    goals: ['firewall 403 on one record', 'no record delayed by another'],
    mutation: {
      gateway: (gateway, { sync }) =>
        changeWriteAnswers(gateway, (answer) => {
          if (!answer.ok && answer.problem.what === 'blocked')
            sync().context.link.hold({ what: 'key', reason: 'refused' });
          return answer;
        }),
    },
  },
  {
    defect: 'frees a turn when the request leaves',
    goals: ['limits, restarts included', 'jittered latency and reordered answers'],
    mutation: {
      sync: ({ rateLimiter }) => {
        const take = rateLimiter.take.bind(rateLimiter);
        rateLimiter.take = async (gateway) => {
          const taken = await take(gateway);
          if (!taken.ok) return taken;
          const { release, ask } = taken.value;
          release();
          return { ok: true, value: { release, ask } };
        };
      },
    },
    where: ({ rush }) => rush,
  },
  {
    defect: 'counts one request too few',
    goals: ['limits, restarts included'],
    mutation: {
      limits: [
        { requests: 51, within: 60_000 },
        { requests: 16, within: 10_000 },
      ],
    },
    where: ({ rush }) => rush,
  },
  {
    defect: 'cuts the pause after a 429 short when somebody wants to send now',
    goals: ['limits, restarts included'],
    mutation: {
      sync: (sync) => {
        const hasten = sync.hasten.bind(sync);
        sync.hasten = () => {
          void sync.endCoolDown();
          hasten();
        };
      },
    },
  },
  {
    defect: 'forgets the windows at a restart',
    goals: ['limits, restarts included'],
    mutation: { forgetsWindows: true },
    where: ({ rush, crashes }) => rush && crashes > 0,
  },
  {
    defect: 'writes the windows down after the request left',
    goals: ['limits, restarts included', 'crash between two stores'],
    mutation: { acknowledgedEarly: { windows: 5_000 } },
    where: ({ rush, crashes }) => rush && crashes > 0,
  },
  {
    defect: 'goes on after a 429 as after any trouble',
    goals: ['limits, restarts included'],
    mutation: {
      gateway: (gateway) =>
        changeAnswers(gateway, (answer) =>
          !answer.ok && answer.problem.what === 'over-limit'
            ? { ...answer, problem: { what: 'unreachable', detail: '429' } }
            : answer,
        ),
    },
    where: ({ busyAt }) => busyAt.length > 0,
  },
];
