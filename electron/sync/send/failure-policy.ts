import { assertNever } from '../../../shared/exhaustive.ts';
import type { AnswerProblem } from '../../salesbinder/gateway.ts';

/** What a failed answer means, before anybody has proved whose fault it is. */
export interface Consequence {
  /** What happens to the record at once; `decided-by-probe` waits for the neutral question. */
  readonly record: 'not-sent' | 'outcome-unknown' | 'refused' | 'perhaps-gone' | 'decided-by-probe';
  /** Whether it may stop others: at once (nothing could leave), for a rest (429), or only if a probe fails too. */
  readonly others: 'hold' | 'rest' | 'probe' | 'go-on';
}

/** The one table of answers, for requests that write. */
export function consequenceOf(problem: AnswerProblem, mayHaveActed: boolean): Consequence {
  switch (problem.what) {
    case 'unreachable':
      return { record: 'not-sent', others: 'hold' };
    case 'lost':
    case 'trouble':
    case 'portal':
    case 'redirected':
      return { record: mayHaveActed ? 'outcome-unknown' : 'not-sent', others: 'probe' };
    case 'key':
    case 'forbidden':
    case 'wrong-address':
      return { record: 'decided-by-probe', others: 'probe' };
    case 'over-limit':
      return { record: 'not-sent', others: 'rest' };
    case 'not-found':
      return { record: 'perhaps-gone', others: 'go-on' };
    case 'refused':
      return { record: 'refused', others: 'go-on' };
    default:
      return assertNever(problem);
  }
}
