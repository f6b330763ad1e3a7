import type { FieldKey } from '../../account.ts';
import type { Alike } from '../../duplicates/alike.ts';
import { isBlank } from '../../blank.ts';
import { assertNever } from '../../exhaustive.ts';
import type { Problem } from '../../problem.ts';
import type { HistoryEntry, HistoryEvent } from '../../outbox/record.ts';
import { fieldName, fieldNames, listWords } from './field.ts';
import { reasonWords } from './likeness.ts';
import { problemWords } from './problem.ts';
import { SAY, namedWords } from './window.ts';

/** One event of a record's history, in one sentence; the time stands beside it. */
export function historyWords(entry: HistoryEntry): string {
  const { event } = entry;
  switch (event.what) {
    case 'created':
      return 'Entered on this computer.';
    case 'edited':
      return `Changed: ${fieldsAndNote(event)}.`;
    case 'altered':
    case 'replaced':
      return alterationWords(event);
    case 'taken-over':
    case 'conflict':
    case 'resolved':
      return `${MERGED[event.what]}: ${fieldNames(event.fields)}.`;
    case 'gone':
      return 'SalesBinder no longer has this account.';
    case 'created-again':
    case 'tried-again':
    case 'discarded':
    case 'discard-undone':
    case 'added-to':
    case 'taken-back':
    case 'stays-there':
      return decisionWords(event);
    case 'found-though-discarded':
    case 'looked-alike':
    case 'sent':
    case 'accepted':
    case 'outcome-unknown':
    case 'not-sent':
    case 'looked':
    case 'adopted':
    case 'disproved':
    case 'refused':
      return journeyWords(event);
    default:
      return assertNever(event);
  }
}

const MERGED = {
  'taken-over': 'Taken over from SalesBinder',
  conflict: 'Changed here and in SalesBinder',
  resolved: 'Settled',
} as const;

function alterationWords({ what, field, typed, kept }: Extract<HistoryEvent, { typed: string }>): string {
  const verb = what === 'altered' ? 'kept' : 'now has';
  return `SalesBinder ${verb} “${kept}” for ${fieldName(field)}; you typed “${typed}”.`;
}

type Decision = Extract<
  HistoryEvent,
  {
    what:
      | 'created-again'
      | 'tried-again'
      | 'discarded'
      | 'discard-undone'
      | 'added-to'
      | 'taken-back'
      | 'stays-there';
  }
>;

// Decisions of a person about the whole account.
function decisionWords(event: Decision): string {
  switch (event.what) {
    case 'created-again':
      return 'To be made again as a new account.';
    case 'tried-again':
      return 'To be tried again.';
    case 'discarded':
      return 'Discarded.';
    case 'discard-undone':
      return 'Taken back out of the discarded.';
    case 'added-to':
      return `Added to ${namedWords(event.name)}.`;
    case 'taken-back':
      return `Taken back out of this account: ${fieldsAndNote(event)}.`;
    case 'stays-there':
      return `What was added to ${namedWords(event.name)} stays there (${fieldNames(event.fields)}): it was sent, or may have been. Change it there if it doesn’t belong.`;
  }
}

type Journey = Extract<
  HistoryEvent,
  {
    what:
      | 'found-though-discarded'
      | 'looked-alike'
      | 'sent'
      | 'accepted'
      | 'outcome-unknown'
      | 'not-sent'
      | 'looked'
      | 'adopted'
      | 'disproved'
      | 'refused';
  }
>;

// The half of the story that happens on the way to SalesBinder.
function journeyWords(event: Journey): string {
  switch (event.what) {
    case 'found-though-discarded':
      return `It had already arrived${asAccount(event.number)}, although it was discarded here.`;
    case 'looked-alike':
      return alikeWords(event);
    case 'sent':
      return event.kind === 'create'
        ? 'On its way to SalesBinder as a new account.'
        : `On its way to SalesBinder: ${fieldNames(event.fields)}.`;
    case 'accepted':
      return `SalesBinder has ${event.kind === 'create' ? 'it' : 'the changes'}${asAccount(event.number)}.`;
    case 'outcome-unknown':
      return `${problemWords(event.problem)} It may have arrived all the same.`;
    case 'not-sent':
      return `${problemWords(event.problem)} ${stillHereWords(event.problem)}`;
    case 'looked':
      return lookedWords(event.found);
    case 'adopted':
      if (event.by === 'look') return `It had arrived${asAccount(event.number)}.`;
      return event.number === null
        ? 'You said that this is it.'
        : `You said that it is account ${event.number}.`;
    case 'disproved':
      return 'That account turned out to be another one; looking again.';
    case 'refused':
      return problemWords(event.problem);
    default:
      return assertNever(event);
  }
}

// "It did not leave" is true of nothing that SalesBinder, or the network in its place, gave an answer to.
function stillHereWords(problem: Problem): string {
  return problem.what === 'unreachable' ? 'It did not leave this computer.' : 'It waits on this computer.';
}

function lookedWords(found: Extract<HistoryEvent, { what: 'looked' }>['found']): string {
  switch (found) {
    case 'nothing':
      return 'Looked in SalesBinder: not there.';
    case 'it':
      return 'Looked in SalesBinder: it is there.';
    case 'near':
      return 'Looked in SalesBinder: found one that looks like it.';
    case 'incomplete-list':
      return 'Looked in SalesBinder: its list leaves out accounts, so nobody can tell whether it is there.';
    case 'several':
      return 'Looked in SalesBinder: found more than one like it.';
  }
}

function alikeWords({ name, number, reasons }: Alike): string {
  const which = number === null ? '' : ` (account ${number})`;
  return `Looks like ${isBlank(name) ? SAY.noName : name.trim()}${which}: ${listWords(reasons.map(reasonWords))}. Sent as a new account all the same.`;
}

function fieldsAndNote({
  fields,
  note,
}: {
  readonly fields: readonly FieldKey[];
  readonly note: boolean;
}): string {
  return listWords([...fields.map(fieldName), ...(note ? ['Note'] : [])]);
}

function asAccount(number: number | null): string {
  return number === null ? '' : ` as account ${number}`;
}
