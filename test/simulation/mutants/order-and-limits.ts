import { asking, writing } from './wrap.ts';
import type { Planted } from './mutant.ts';

/** Defects in who waits for whom, and how fast. */
export const WAY: readonly Planted[] = [
  {
    defect: 'holds everything on one refusal',
    lines: ['no record delayed by another'],
    plot: {
      gateway: (gateway, { sync }) =>
        writing(gateway, (answer) => {
          if (!answer.ok && answer.problem.what === 'refused')
            sync().hold({ what: 'key', reason: 'refused' });
          return answer;
        }),
    },
  },
  {
    defect: 'holds everything on one 403',
    lines: ['firewall 403 on one record', 'no record delayed by another'],
    plot: {
      gateway: (gateway, { sync }) =>
        writing(gateway, (answer) => {
          if (!answer.ok && answer.problem.what === 'forbidden')
            sync().hold({ what: 'key', reason: 'refused' });
          return answer;
        }),
    },
  },
  {
    defect: 'frees a turn when the request leaves',
    lines: ['limits, restarts included', 'jittered latency and reordered answers'],
    plot: {
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
    lines: ['limits, restarts included'],
    plot: {
      limits: [
        { requests: 51, within: 60_000 },
        { requests: 16, within: 10_000 },
      ],
    },
    where: ({ rush }) => rush,
  },
  {
    defect: 'forgets the windows at a restart',
    lines: ['limits, restarts included'],
    plot: { forgetsWindows: true },
    where: ({ rush, crashes }) => rush && crashes > 0,
  },
  {
    defect: 'writes the windows down after the request left',
    lines: ['limits, restarts included', 'crash between two stores'],
    plot: { acknowledgedEarly: { windows: 5_000 } },
    where: ({ rush, crashes }) => rush && crashes > 0,
  },
  {
    defect: 'goes on after a 429 as after any trouble',
    lines: ['limits, restarts included'],
    plot: {
      gateway: (gateway) =>
        asking(gateway, (answer) =>
          !answer.ok && answer.problem.what === 'over-limit'
            ? { ...answer, problem: { what: 'unreachable', detail: '429' } }
            : answer,
        ),
    },
    where: ({ busyAt }) => busyAt.length > 0,
  },
];
