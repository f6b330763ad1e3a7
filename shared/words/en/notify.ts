import type { NeedsYou } from '../../outbox/status.ts';
import { typePlural } from './field.ts';
import { accountsNeedYouWords } from './status.ts';

/** System notifications: title and text. No names in them: a booth's screen is seen by visitors. */
export const ALL_SENT = ['All accounts are in SalesBinder', 'Nothing is waiting any more.'] as const;

/** The first account that needs a person. */
export function needsYouNotice(why: NeedsYou): readonly [title: string, text: string] {
  return [accountsNeedYouWords(1), `${causeWords(why)} Open Fieldbinder to see what to do.`];
}

function causeWords(why: NeedsYou): string {
  switch (why.because) {
    case 'refused':
      return why.problem.what === 'forbidden'
        ? `Your key isn’t allowed to change ${typePlural(why.problem.type)}.`
        : 'SalesBinder didn’t accept it.';
    case 'conflict':
      return 'It was changed in SalesBinder too.';
    case 'gone':
      return 'Somebody deleted it in SalesBinder.';
    case 'near':
    case 'several':
      return 'It may be in SalesBinder already.';
    case 'incomplete-list':
      return 'Nobody can tell whether it arrived.';
    case 'rounds':
      return 'It keeps disappearing from SalesBinder.';
  }
}
