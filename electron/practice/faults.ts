import { assertNever } from '../../shared/exhaustive.ts';
import { EMAIL_REFUSED } from './checks.ts';
import { failure, formatOf, portalPage, refusal } from './replies.ts';
import type { Reply } from './replies.ts';
import type { PracticeRequest } from './requests.ts';

/** The switches of the practice panel. */
export interface Faults {
  /** Answers take their time. */
  readonly slow: boolean;
  /** Nobody listens: connections are refused. */
  readonly offline: boolean;
  /** Writes are saved, then the line is cut before the answer. Looking goes on working. */
  readonly dropAnswers: boolean;
  /** The database keeps less than the answer says: long values are cut, and so is what follows an emoji. */
  readonly keepsLess: boolean;
  /** `refused-200`: a refusal of values with the status of a success. `402`: the site may be read and not be written. */
  readonly answer: 'normal' | '500' | '422' | 'refused-200' | '402' | '429' | '401' | 'portal';
}

export const NO_FAULTS: Faults = {
  ...{ slow: false, offline: false, dropAnswers: false, keepsLess: false },
  answer: 'normal',
};

/**
 * A fault of one request, in two independent parts: does the server do it, and what comes back.
 * `delayMs` passes before it is done, `holdMs` between doing and answering.
 */
export type Fault =
  | {
      readonly does: 'it' | 'nothing';
      readonly answers: 'its-own' | 'never' | Reply;
      readonly delayMs?: number;
      readonly holdMs?: number;
    }
  /** Done long after the client was given up on. */
  | { readonly does: { readonly afterMs: number }; readonly answers: 'never' | Reply };

/** Asked once for each request; null when it has nothing to say about this one. */
export type FaultRule = (request: PracticeRequest) => Fault | null;

/** The line is cut with nothing done. */
export const dropBefore: Fault = { does: 'nothing', answers: 'never' };
/** Done, then the line is cut: the answer is lost. */
export const dropAfter: Fault = { does: 'it', answers: 'never' };

export function commitLate(afterMs: number): Fault {
  return { does: { afterMs }, answers: 'never' };
}

/** The next `times` requests that match have the fault. Each rule made counts for itself. */
export function next(
  fault: Fault,
  match: (request: PracticeRequest) => boolean = () => true,
  times = 1,
): FaultRule {
  let left = times;
  return (request) => {
    if (left === 0 || !match(request)) return null;
    left -= 1;
    return fault;
  };
}

/** The first rule that has something to say decides; later ones are not asked. */
export function firstOf(...rules: readonly FaultRule[]): FaultRule {
  return (request) => {
    for (const rule of rules) {
      const fault = rule(request);
      if (fault !== null) return fault;
    }
    return null;
  };
}

/** The switches as a rule. `offline` is not here: it closes the door instead. */
export function switched(faults: Faults, slowMs: number): FaultRule {
  return (request) => {
    const wrong = wrongAnswer(faults.answer, request);
    // Held after doing: who is killed or gives up while it is slow meets the harder case, saved but unanswered.
    const holdMs = faults.slow ? slowMs : 0;
    if (wrong !== null) return { does: 'nothing', answers: wrong, holdMs };
    if (faults.dropAnswers && isWrite(request)) return { does: 'it', answers: 'never', holdMs };
    return faults.slow ? { does: 'it', answers: 'its-own', holdMs } : null;
  };
}

function wrongAnswer(answer: Faults['answer'], request: PracticeRequest): Reply | null {
  switch (answer) {
    case 'normal':
      return null;
    case '500':
      return failure(500, request.path);
    case '429':
      return failure(429, request.path);
    case '401':
      return failure(401, request.path);
    case '422':
      // A refusal is of values; a look has none.
      return isWrite(request) ? refusal(formatOf(request.path), EMAIL_REFUSED) : null;
    case 'refused-200':
      return isWrite(request) ? { ...refusal(formatOf(request.path), EMAIL_REFUSED), status: 200 } : null;
    case '402':
      return isWrite(request) ? failure(402, request.path) : null;
    case 'portal':
      return portalPage();
    default:
      return assertNever(answer);
  }
}

function isWrite(request: PracticeRequest): boolean {
  return request.method === 'POST' || request.method === 'PUT' || request.method === 'DELETE';
}
