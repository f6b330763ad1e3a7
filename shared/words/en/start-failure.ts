import type { Problem } from '../../problem.ts';

/** Why the app can't start, in one line for a terminal or a message box: there is no window yet to say it. */
export function startFailureLine(problem: Problem, folder: string): string {
  if (problem.what === 'bad-call') return `Fieldbinder can’t start: ${problem.detail}.`;
  if (problem.what === 'bad-address') {
    return `FIELDBINDER_SALESBINDER_ORIGIN may only be this computer’s own, like http://127.0.0.1:9000, not ${problem.typed}.`;
  }
  if (problem.what !== 'storage') return `Fieldbinder can’t start (${problem.what}).`;
  switch (problem.reason) {
    case 'in-use':
      return `Fieldbinder is already running with its data in ${folder}.`;
    case 'taken':
      return `Another Fieldbinder has ${folder} now.`;
    case 'newer':
      return `What is kept in ${folder} was written by a newer Fieldbinder. Nothing was touched: please update.`;
    case 'full':
    case 'read-only':
    case 'vanished':
    case 'io':
      return `Fieldbinder can’t use ${folder}: ${REASONS[problem.reason]} (${problem.detail}).`;
  }
}

const REASONS = {
  full: 'the disk is full',
  'read-only': 'it may not be written',
  vanished: 'it is not there and can’t be made',
  io: 'it can’t be read or written',
} as const;
