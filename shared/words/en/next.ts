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
      return 'No answer from SalesBinder. Checking whether it arrived, so it isn’t created twice: about two minutes once there is a connection.';
    case 'discarded':
      return discardedWords(status);
    case 'archived':
      return 'SalesBinder keeps this account in its archive. You can still change it here; people who work in SalesBinder may not see it until it is taken out of the archive there.';
    case 'edit-discarded':
      return 'You discarded your changes. This is SalesBinder’s version. Undo brings the changes back.';
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
  if (found !== null) return 'It had already arrived, so it’s still in SalesBinder.';
  if (addedTo === undefined) return 'This account won’t be sent. Undo brings it back.';
  return `It is part of ${namedWords(addedTo)} now. Undo makes it an account of its own again.`;
}

function waitingWords(problem: Problem | null, connection: Connection): string {
  switch (connection.is) {
    case 'stay-offline':
      return '“Stay offline” is on. It is sent when you switch it off.';
    case 'held':
      return laterWords(connection.problem);
    case 'not-tried':
      return 'Sent automatically as soon as there is a connection.';
    case 'online':
      // A hold that is over is no longer why it waits.
      return problem === null || isOfTheWay(problem) ? 'Next in line.' : laterWords(problem);
    default:
      return assertNever(connection);
  }
}

function laterWords(problem: Problem): string {
  const when =
    problem.what === 'key'
      ? 'It will be sent once SalesBinder accepts the key.'
      : 'It will be sent automatically.';
  return `${problemWords(problem)} ${when}`;
}

/** It was about the way to SalesBinder and not about this one account. */
function isOfTheWay({ what }: Problem): boolean {
  return ['unreachable', 'portal', 'redirected', 'wrong-address', 'key', 'over-limit'].includes(what);
}
