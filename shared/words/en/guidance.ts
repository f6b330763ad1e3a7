import type { NeedsYou } from '../../outbox/status.ts';

/** Guidance for a record that needs a person: a heading and a sentence. */
export function guidanceWords(why: NeedsYou): readonly [heading: string, what: string] {
  switch (why.because) {
    case 'refused':
      return [
        'SalesBinder did not take this account',
        'Mend it below and save; it goes out again by itself.',
      ];
    case 'conflict':
      return [
        'Changed here and in SalesBinder',
        'Decide for each field what is to hold. Your other changes go out with it.',
      ];
    case 'gone':
      return [
        'Deleted in SalesBinder',
        'SalesBinder no longer has this account. Create it again with everything that is here, or discard it.',
      ];
    case 'near':
      return [
        'Is it this one?',
        'SalesBinder never confirmed your account. It has one that looks like it, but not in every field. If it is this one, what differs is taken over from SalesBinder.',
      ];
    case 'several':
      return [
        'Which one is it?',
        'SalesBinder never confirmed your account, and it has more than one like it. Of the one that you choose, what differs is taken over from SalesBinder.',
      ];
    case 'incomplete-list':
      return [
        'SalesBinder’s list is incomplete',
        'SalesBinder never confirmed your account, and its list leaves out accounts. Look in SalesBinder: if your account is there, discard this one; if it isn’t, try again.',
      ];
    case 'rounds':
      return [
        'SalesBinder does not keep this account',
        'It went out several times and was never found there. Look in SalesBinder, then try again or discard it.',
      ];
  }
}
