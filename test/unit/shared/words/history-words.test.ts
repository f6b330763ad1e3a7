import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../../../shared/outbox/record.ts';
import { historyWords } from '../../../../shared/words/en/history.ts';

const problem = { what: 'trouble', status: 502 } as const;

test.each<[HistoryEvent, string]>([
  [{ what: 'created' }, 'Entered on this computer.'],
  [
    { what: 'edited', fields: ['email', 'billingCity'], note: true },
    'Changed: E-mail, Billing city and Note.',
  ],
  [{ what: 'sent', kind: 'create', fields: [] }, 'Sending to SalesBinder as a new account.'],
  [{ what: 'sent', kind: 'update', fields: ['phone'] }, 'Sending to SalesBinder: Phone.'],
  [{ what: 'accepted', kind: 'create', number: 641 }, 'Saved in SalesBinder as account 641.'],
  [{ what: 'accepted', kind: 'update', number: null }, 'Changes saved in SalesBinder.'],
  [
    { what: 'altered', field: 'phone', typed: '1', kept: '2' },
    'SalesBinder kept “2” for Phone; you typed “1”.',
  ],
  [
    { what: 'replaced', field: 'phone', typed: '1', kept: '2' },
    'SalesBinder now has “2” for Phone; you typed “1”.',
  ],
  [
    { what: 'outcome-unknown', problem },
    'SalesBinder is having trouble (error 502). It may have arrived anyway.',
  ],
  [
    { what: 'not-sent', problem: { what: 'unreachable', detail: '' } },
    'No connection to SalesBinder. It did not leave this computer.',
  ],
  [{ what: 'not-sent', problem }, 'SalesBinder is having trouble (error 502). It’s still here.'],
  [
    { what: 'not-sent', problem: { what: 'over-limit' } },
    'SalesBinder asked us to slow down. It’s still here.',
  ],
  [{ what: 'looked', found: 'nothing' }, 'Checked in SalesBinder: not there.'],
  [{ what: 'looked', found: 'it' }, 'Checked in SalesBinder: it is there.'],
  [{ what: 'looked', found: 'near' }, 'Checked in SalesBinder: found one that looks like it.'],
  [{ what: 'looked', found: 'several' }, 'Checked in SalesBinder: found more than one like it.'],
  [{ what: 'adopted', number: 641, by: 'look' }, 'Checked: it had arrived, as account 641.'],
  [{ what: 'adopted', number: 641, by: 'person' }, 'You confirmed it’s account 641.'],
  [{ what: 'added-to', name: ' Acme, Inc ' }, 'Added to “Acme, Inc”.'],
  [{ what: 'added-to', name: '' }, 'Added to an account without a name.'],
  [
    { what: 'taken-back', fields: ['email'], note: true },
    'Removed from this account again: E-mail and Note.',
  ],
  [
    { what: 'stays-there', name: 'Acme, Inc', fields: ['email', 'phone'] },
    'These values stay in “Acme, Inc” because they may already have been sent (E-mail and Phone). Edit it to remove them.',
  ],
  [{ what: 'disproved' }, 'That was a different account. Checking again.'],
  [{ what: 'refused', problem }, 'SalesBinder is having trouble (error 502).'],
  [{ what: 'taken-over', fields: ['name'] }, 'Updated from SalesBinder: Business name.'],
  [{ what: 'conflict', fields: ['name', 'fax'] }, 'Changed here and in SalesBinder: Business name and Fax.'],
  [{ what: 'resolved', fields: ['fax'] }, 'You chose: Fax.'],
  [{ what: 'gone' }, 'SalesBinder no longer has this account.'],
  [{ what: 'created-again' }, 'Will be created again.'],
  [{ what: 'tried-again' }, 'Will be tried again.'],
  [{ what: 'discarded' }, 'Discarded.'],
  [{ what: 'discard-undone' }, 'Restored.'],
  [
    { what: 'found-though-discarded', number: 641 },
    'It had already arrived as account 641, although it was discarded here.',
  ],
])('%j reads "%s"', (event, words) => {
  expect(historyWords({ at: 0, event })).toBe(words);
});
