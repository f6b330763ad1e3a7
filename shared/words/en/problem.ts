import { FIELD_KEYS } from '../../account.ts';
import { assertNever } from '../../exhaustive.ts';
import type { Problem, StorageReason } from '../../problem.ts';
import { fieldInSentence, fieldNames, typePlural } from './field.ts';

/** A problem in one or two whole sentences. */
export function problemWords(problem: Problem): string {
  switch (problem.what) {
    case 'trouble':
      return `SalesBinder is having trouble (error ${problem.status}).`;
    case 'portal':
      return 'This Wi-Fi wants you to sign in. Open any web page in your browser to do so.';
    case 'blocked':
      return `Something between here and SalesBinder refused it (error ${problem.status}), a firewall perhaps. Other accounts are not affected.`;
    case 'redirected':
      return redirectedWords(problem.permanent);
    case 'bad-address':
      return `“${problem.typed}” is not a SalesBinder address. Use its first part, as in acme for acme.salesbinder.com.`;
    case 'wrong-address':
      return `There is no SalesBinder at this address (error ${problem.status}). Check the address.`;
    case 'key':
      return keyWords(problem.reason);
    case 'forbidden':
      return `This API key may not change ${typePlural(problem.type)}. Ask the person who manages SalesBinder for permission, or use another key.`;
    case 'refused':
      return refusedWords(problem);
    case 'over-limit':
    case 'stale':
    case 'bad-call':
    case 'lost':
    case 'unreachable':
    case 'unclear':
    case 'stale-answer':
    case 'not-kept':
    case 'not-found':
      return SAID[problem.what];
    case 'keeps-vanishing':
      return `This account went out ${problem.rounds} times and SalesBinder never kept it.`;
    case 'storage':
      return storageWords(problem.reason);
    case 'invalid':
      return invalidWords(problem);
    default:
      return assertNever(problem);
  }
}

const SAID = {
  stale: 'This account changed in the meantime. The latest version is shown. Try again.',
  'bad-call': 'Fieldbinder could not do that. Please try again; if it happens again, tell us what you did.',
  lost: 'The connection broke before SalesBinder answered.',
  unreachable: 'No connection to SalesBinder.',
  'over-limit': 'SalesBinder asked us to slow down.',
  unclear: 'SalesBinder answered, but did not say whether it kept this.',
  'stale-answer': 'SalesBinder answered with older data. Checking again.',
  'not-kept': 'SalesBinder said “Saved”, but the account there is as it was.',
  'not-found': 'SalesBinder can’t find this account.',
} as const;

/** SalesBinder's own sentences, each with the field it is about; else its message. */
export function refusedWords(problem: Extract<Problem, { what: 'refused' }>): string {
  const said = FIELD_KEYS.flatMap((key) => {
    const sentence = problem.fields[key];
    return sentence === undefined ? [] : [aboutField(fieldInSentence(key), sentence)];
  });
  if (said.length > 0) return `SalesBinder doesn’t accept ${said.join('; ')}`;
  if (problem.message !== '') return `SalesBinder says: ${problem.message}`;
  return `SalesBinder refused this account (error ${problem.status}) and gave no reason.`;
}

function redirectedWords(permanent: boolean): string {
  return permanent
    ? 'This address points somewhere else. The SalesBinder address may be wrong.'
    : 'This Wi-Fi sends us somewhere else and may want you to sign in. Open any web page in your browser to do so.';
}

// SalesBinder may or may not name the field in its own sentence: it is named once either way.
function aboutField(name: string, sentence: string): string {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  return plain(sentence).includes(plain(name)) ? `“${sentence}”` : `the ${name}: “${sentence}”`;
}

/** What is the matter with the API key. */
export function keyWords(reason: Extract<Problem, { what: 'key' }>['reason']): string {
  switch (reason) {
    case 'missing':
      return 'Enter your API key to send accounts.';
    case 'refused':
      return 'SalesBinder does not accept the API key. It may have been replaced by a new one.';
    case 'v3':
      return 'This is a key for SalesBinder’s newer API 3 (it begins with sb_live_). Fieldbinder needs the API key from your SalesBinder profile.';
  }
}

function storageWords(reason: StorageReason): string {
  switch (reason) {
    case 'full':
      return 'Not saved: the disk is full. Make some room, then save again. What you typed is still here.';
    case 'read-only':
      return 'Not saved: Fieldbinder isn’t allowed to write to its folder on this computer. What you typed is still here.';
    case 'vanished':
      return 'Not saved: Fieldbinder’s folder is gone, or its drive was taken away. What you typed is still here.';
    case 'newer':
      return 'A newer Fieldbinder has written to these files. Update Fieldbinder to open them.';
    case 'in-use':
      return 'Another Fieldbinder is running with this folder.';
    case 'taken':
      return 'Another Fieldbinder has this folder now. This one sends and saves nothing any more: please go on in the other one.';
    case 'io':
      return 'Not saved: the disk reported an error. What you typed is still here. Save again. If it happens again, have this disk checked.';
  }
}

function invalidWords(problem: Extract<Problem, { what: 'invalid' }>): string {
  const keys = FIELD_KEYS.filter((key) => problem.fields[key] !== undefined);
  return `Not saved: please look at ${fieldNames(keys)}.`;
}
