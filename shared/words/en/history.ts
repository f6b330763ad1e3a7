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
      return `${MERGED[event.what]}: ${fieldNames(event.fields)}.`;
    case 'resolved':
      return resolvedWords(event);
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
  'taken-over': 'Updated from SalesBinder',
  conflict: 'Changed here and in SalesBinder',
} as const;

function resolvedWords({ fields, chosen }: Extract<HistoryEvent, { what: 'resolved' }>): string {
  const whose = fields.map((field) => {
    const one = chosen?.[field];
    return one === undefined ? fieldName(field) : `${fieldName(field)} (${CHOSEN[one]})`;
  });
  return `You chose: ${whose.join(', ')}.`;
}

const CHOSEN = { yours: 'yours', theirs: 'SalesBinder’s', another: 'another value' } as const;

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
      return 'Will be created again.';
    case 'tried-again':
      return 'Will be tried again.';
    case 'discarded':
      return 'Discarded.';
    case 'discard-undone':
      return 'Restored.';
    case 'added-to':
      return `Added to ${namedWords(event.name)}.`;
    case 'taken-back':
      return `Removed from this account again: ${fieldsAndNote(event)}.`;
    case 'stays-there':
      return `These values stay in ${namedWords(event.name)} because they may already have been sent (${fieldNames(event.fields)}). Edit it to remove them.`;
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
        ? 'Sending to SalesBinder as a new account.'
        : `Sending to SalesBinder: ${fieldNames(event.fields)}.`;
    case 'accepted':
      return event.kind === 'create'
        ? `Saved in SalesBinder${asAccount(event.number)}.`
        : `Changes saved in SalesBinder${inAccount(event.number)}.`;
    case 'outcome-unknown':
      return `${problemWords(event.problem)} It may have arrived anyway.`;
    case 'not-sent':
      return `${problemWords(event.problem)} ${stillHereWords(event.problem)}`;
    case 'looked':
      return lookedWords(event.found);
    case 'adopted':
      if (event.by === 'look')
        return event.number === null
          ? 'Checked: it had arrived.'
          : `Checked: it had arrived, as account ${event.number}.`;
      return event.number === null
        ? 'You confirmed it’s the same account.'
        : `You confirmed it’s account ${event.number}.`;
    case 'disproved':
      return 'That was a different account. Checking again.';
    case 'refused':
      return problemWords(event.problem);
    default:
      return assertNever(event);
  }
}

// "It did not leave" is true of nothing that SalesBinder, or the network in its place, gave an answer to.
function stillHereWords(problem: Problem): string {
  return problem.what === 'unreachable' ? 'It did not leave this computer.' : 'It’s still here.';
}

function lookedWords(found: Extract<HistoryEvent, { what: 'looked' }>['found']): string {
  switch (found) {
    case 'nothing':
      return 'Checked in SalesBinder: not there.';
    case 'it':
      return 'Checked in SalesBinder: it is there.';
    case 'near':
      return 'Checked in SalesBinder: found one that looks like it.';
    case 'incomplete-list':
      return 'Checked in SalesBinder: its list leaves out accounts, so nobody can tell whether it is there.';
    case 'several':
      return 'Checked in SalesBinder: found more than one like it.';
  }
}

function alikeWords({ name, number, reasons }: Alike): string {
  const which = number === null ? '' : ` (account ${number})`;
  return `Looks like ${isBlank(name) ? SAY.noName : name.trim()}${which}: ${listWords(reasons.map(reasonWords))}. You kept both.`;
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

function inAccount(number: number | null): string {
  return number === null ? '' : ` (account ${number})`;
}

function asAccount(number: number | null): string {
  return number === null ? '' : ` as account ${number}`;
}
