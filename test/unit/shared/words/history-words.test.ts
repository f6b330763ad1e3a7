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
  [{ what: 'sent', kind: 'create', fields: [] }, 'On its way to SalesBinder as a new account.'],
  [{ what: 'sent', kind: 'update', fields: ['phone'] }, 'On its way to SalesBinder: Phone.'],
  [{ what: 'accepted', kind: 'create', number: 641 }, 'SalesBinder has it as account 641.'],
  [{ what: 'accepted', kind: 'update', number: null }, 'SalesBinder has the changes.'],
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
    'SalesBinder is having trouble (error 502). It may have arrived all the same.',
  ],
  [
    { what: 'not-sent', problem: { what: 'unreachable', detail: '' } },
    'SalesBinder can’t be reached from here. It did not leave this computer.',
  ],
  [{ what: 'not-sent', problem }, 'SalesBinder is having trouble (error 502). It waits on this computer.'],
  [
    { what: 'not-sent', problem: { what: 'over-limit' } },
    'SalesBinder asked for a pause, because too many requests came at once. It waits on this computer.',
  ],
  [{ what: 'looked', found: 'nothing' }, 'Looked in SalesBinder: not there.'],
  [{ what: 'looked', found: 'it' }, 'Looked in SalesBinder: it is there.'],
  [{ what: 'looked', found: 'near' }, 'Looked in SalesBinder: found one that looks like it.'],
  [{ what: 'looked', found: 'several' }, 'Looked in SalesBinder: found more than one like it.'],
  [{ what: 'adopted', number: 641, by: 'look' }, 'It had arrived as account 641.'],
  [{ what: 'adopted', number: 641, by: 'person' }, 'You said that it is account 641.'],
  [{ what: 'added-to', name: ' Acme, Inc ' }, 'Added to “Acme, Inc”.'],
  [{ what: 'added-to', name: '' }, 'Added to an account without a name.'],
  [{ what: 'taken-back', fields: ['email'], note: true }, 'Taken back out of this account: E-mail and Note.'],
  [
    { what: 'stays-there', name: 'Acme, Inc', fields: ['email', 'phone'] },
    'What was added to “Acme, Inc” stays there (E-mail and Phone): it was sent, or may have been. Change it there if it doesn’t belong.',
  ],
  [{ what: 'disproved' }, 'That account turned out to be another one; looking again.'],
  [{ what: 'refused', problem }, 'SalesBinder is having trouble (error 502).'],
  [{ what: 'taken-over', fields: ['name'] }, 'Taken over from SalesBinder: Business name.'],
  [{ what: 'conflict', fields: ['name', 'fax'] }, 'Changed here and in SalesBinder: Business name and Fax.'],
  [{ what: 'resolved', fields: ['fax'] }, 'Settled: Fax.'],
  [{ what: 'gone' }, 'SalesBinder no longer has this account.'],
  [{ what: 'created-again' }, 'To be made again as a new account.'],
  [{ what: 'tried-again' }, 'To be tried again.'],
  [{ what: 'discarded' }, 'Discarded.'],
  [{ what: 'discard-undone' }, 'Taken back out of the discarded.'],
  [
    { what: 'found-though-discarded', number: 641 },
    'It had already arrived as account 641, although it was discarded here.',
  ],
])('%j reads "%s"', (event, words) => {
  expect(historyWords({ at: 0, event })).toBe(words);
});
