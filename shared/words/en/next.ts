import { assertNever } from '../../exhaustive.ts';
import type { Problem } from '../../problem.ts';
import type { Discarded, RecordStatus } from '../../outbox/status.ts';
import type { Connection } from '../../contract/status.ts';
import { problemWords } from './problem.ts';
import { namedWords } from './window.ts';

/** The next step of a record that needs nobody; null where the status says it all. */
export function nextWords(status: RecordStatus, connection: Connection): string | null {
  switch (status.is) {
    case 'draft':
      return 'Kept on this computer. Save it to send it.';
    case 'waiting':
      return waitingWords(status.problem, connection);
    case 'checking':
      return 'SalesBinder did not confirm that it has this account. Fieldbinder looks there first, so that it is not made twice. This takes about two minutes.';
    case 'discarded':
      return discardedWords(status);
    case 'edit-discarded':
      return 'This is what SalesBinder has: what was changed here was discarded. Undo brings the changes back.';
    case 'archived':
      return 'SalesBinder keeps this account in its archive. You can still change it here; people who work in SalesBinder may not see it until it is taken out of the archive there.';
    case 'sending':
    case 'sent':
    case 'in-salesbinder':
    case 'needs-you':
      return null;
    default:
      return assertNever(status);
  }
}

function discardedWords({ found, addedTo }: Discarded): string {
  if (found !== null) return 'It had already arrived, so SalesBinder has it all the same.';
  if (addedTo === undefined) return 'Nothing will go out.';
  return `It is part of ${namedWords(addedTo)} now. Undo makes it an account of its own again.`;
}

function waitingWords(problem: Problem | null, connection: Connection): string {
  switch (connection.is) {
    case 'stay-offline':
      return 'You are staying offline. It goes out once you switch that off.';
    case 'held':
      return laterWords(connection.problem);
    case 'not-tried':
      return 'Goes out by itself as soon as there is a connection.';
    case 'online':
      // A hold that is over is no longer why it waits.
      return problem === null || isOfTheWay(problem)
        ? 'It is in line and goes out by itself.'
        : laterWords(problem);
    default:
      return assertNever(connection);
  }
}

function laterWords(problem: Problem): string {
  const when =
    problem.what === 'key' ? 'It goes out once SalesBinder accepts the key.' : 'It goes out by itself later.';
  return `${problemWords(problem)} ${when}`;
}

/** It was about the way to SalesBinder and not about this one account. */
function isOfTheWay({ what }: Problem): boolean {
  return ['unreachable', 'portal', 'redirected', 'wrong-address', 'key', 'over-limit'].includes(what);
}
