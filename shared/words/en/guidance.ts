import { FIELD_KEYS } from '../../account.ts';
import type { NeedsYou } from '../../outbox/status.ts';
import type { Problem } from '../../problem.ts';
import { fieldInSentence, listWords, typePlural } from './field.ts';
import { problemWords } from './problem.ts';

/** Guidance for a record that needs a person: what is the matter, and what to do about it. */
export function guidanceWords(why: NeedsYou): readonly [heading: string, what: string] {
  switch (why.because) {
    case 'refused':
      return refusedGuidance(why.problem);
    case 'conflict':
      return [
        'Changed in SalesBinder too.',
        'Choose which value to keep. Your other changes are sent with it.',
      ];
    case 'gone':
      return [
        'Somebody deleted this account in SalesBinder.',
        'Create it again with the details below, or discard it.',
      ];
    case 'near':
      return [
        'Is it this one?',
        'We never got an answer for your account. SalesBinder now has a similar one. If it’s the same, SalesBinder’s values are kept where they differ.',
      ];
    case 'several':
      return [
        'Which one is it?',
        'We never got an answer for your account, and SalesBinder now has several similar ones. If one is the same, SalesBinder’s values are kept where they differ.',
      ];
    case 'incomplete-list':
      return [
        'SalesBinder’s list is incomplete.',
        'We never got an answer for your account, and SalesBinder’s list leaves out accounts. Look in SalesBinder: if your account is there, discard this one; if it isn’t, try again.',
      ];
    case 'rounds':
      return [
        'This account keeps disappearing.',
        'Sent several times, but SalesBinder never shows it. Look in SalesBinder, then try again or discard it.',
      ];
  }
}

function refusedGuidance(problem: Problem): readonly [heading: string, what: string] {
  if (problem.what === 'refused') return notAcceptedGuidance(problem);
  if (problem.what === 'forbidden')
    return [
      'Nothing is wrong with this account.',
      `Your key isn’t allowed to change ${typePlural(problem.type)}. Ask whoever manages SalesBinder, then try again.`,
    ];
  if (problem.what === 'blocked')
    return [
      `Something between here and SalesBinder refused it (error ${problem.status}), a firewall perhaps.`,
      'Other accounts are not affected. Try again on another network, or change the text and save.',
    ];
  return [problemWords(problem), 'Try again, or change it and save.'];
}

function notAcceptedGuidance({
  fields,
  message,
  status,
}: Extract<Problem, { what: 'refused' }>): readonly [heading: string, what: string] {
  const keys = FIELD_KEYS.filter((key) => fields[key] !== undefined);
  if (keys.length > 0) {
    return [
      `SalesBinder didn’t accept the ${listWords(keys.map(fieldInSentence))}.`,
      keys.length === 1
        ? 'Correct it and save. It is sent again automatically.'
        : 'Correct the marked fields and save. It is sent again automatically.',
    ];
  }
  return message === ''
    ? [
        `SalesBinder didn’t accept this account and gave no reason (error ${status}).`,
        'Change it and save, or try again.',
      ]
    : [`SalesBinder didn’t accept this account: “${message}”`, 'Change it and save, or try again.'];
}
