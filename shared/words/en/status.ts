import { isBlank } from '../../blank.ts';
import { assertNever } from '../../exhaustive.ts';
import type { Workspace } from '../../contract/status.ts';
import type { Problem } from '../../problem.ts';
import type { Discarded, NeedsYou, RecordStatus } from '../../outbox/status.ts';
import type { Connection, Counts } from '../../contract/status.ts';
import { FIELD_KEYS } from '../../account.ts';
import { fieldInSentence, listWords, typePlural } from './field.ts';
import { problemWords } from './problem.ts';
import { momentWords } from './time.ts';
import { SAY } from './window.ts';

/** A record's status, as a row and the open record show it. No status but "Sent …" has the word "sent". */
export function statusWords(status: RecordStatus, now: number): string {
  switch (status.is) {
    case 'draft':
      return 'Draft';
    case 'waiting':
      return 'Waiting to send';
    case 'sending':
      return 'Sending';
    case 'checking':
      return 'Checking whether it arrived';
    case 'sent':
      return `Sent ${momentWords(status.at, now)}${accountWords(status.number)}`;
    case 'in-salesbinder':
      return 'In SalesBinder';
    case 'archived':
      return 'Archived in SalesBinder';
    case 'needs-you':
      return `Needs you: ${needsYouWords(status.why)}`;
    case 'discarded':
      return discardedWords(status);
    case 'edit-discarded':
      return 'Discarded changes';
    default:
      return assertNever(status);
  }
}

function discardedWords({ found, addedTo }: Discarded): string {
  if (found !== null) return `Discarded · in SalesBinder as account ${found}`;
  return addedTo === undefined
    ? 'Discarded'
    : `Discarded: added to ${isBlank(addedTo) ? SAY.noName : addedTo.trim()}`;
}

/** Why a person is needed, without the full stop: it follows "Needs you:". */
export function needsYouWords(why: NeedsYou): string {
  switch (why.because) {
    case 'refused':
      return refusedInShort(why.problem);
    case 'conflict':
      return why.fields === 1
        ? 'changed in SalesBinder too'
        : `changed in SalesBinder too (${why.fields} fields)`;
    case 'gone':
      return 'deleted in SalesBinder';
    case 'near':
      return 'SalesBinder has a similar one';
    case 'several':
      return 'SalesBinder has several similar ones';
    case 'incomplete-list':
      return 'nobody can tell whether it arrived';
    case 'rounds':
      return 'it keeps disappearing';
    default:
      return assertNever(why);
  }
}

/** The way to SalesBinder, for the status bar: what it is, and when it is tried again. */
export function connectionWords(connection: Connection, workspace: Workspace, now: number): string {
  const what = connectionName(connection, workspace);
  if (connection.is !== 'held' || connection.trying || connection.until === null) return what;
  return `${what}. ${againWords(connection.problem)} ${soonWords(connection.until, now)}`;
}

// A time of day that is now only puzzles: the last minute is counted down.
function soonWords(at: number, now: number): string {
  return at - now < 60_000
    ? `in ${Math.max(1, Math.ceil((at - now) / 1_000))} s`
    : `at ${momentWords(at, now)}`;
}

function againWords({ what }: Problem): string {
  return what === 'over-limit' ? 'Sending resumes' : 'Trying again';
}

/** The same without any time, for announcing a change. */
export function connectionName(connection: Connection, workspace: Workspace): string {
  const there = workspace.kind === 'practice' ? 'the practice SalesBinder' : 'SalesBinder';
  switch (connection.is) {
    case 'not-tried':
      return `Not connected to ${there} yet`;
    case 'online':
      return `Connected to ${there}`;
    case 'stay-offline':
      return 'Staying offline';
    case 'held':
      return connection.trying ? 'Trying to connect …' : withoutStop(heldWords(connection.problem));
    default:
      return assertNever(connection);
  }
}

/**
 * How many are on their way, for the status bar: "3 waiting, 1 being checked", with when they will be through where
 * that can be told. Those that need a person wait for that person, so they stand apart.
 */
export function countsWords(counts: Counts, through: string | null = null): string {
  const way = [
    counts.waiting > 0 ? `${counts.waiting} waiting` : '',
    counts.sending > 0 ? `sending ${counts.sending}` : '',
    counts.checking > 0 ? `${counts.checking} being checked` : '',
    through ?? '',
  ].filter((part) => part !== '');
  const { needsYou } = counts;
  const needs = needsYou === 0 ? [] : [`${needsYou} ${needsYou === 1 ? 'needs' : 'need'} you`];
  if (way.length === 0 && needs.length === 0) return 'Nothing waiting';
  return [way.join(', '), ...needs].filter((part) => part !== '').join(through === null ? ', ' : ' · ');
}

/** For the tray, a badge and the live region: "2 accounts need you". */
export function accountsNeedYouWords(count: number): string {
  return count === 1 ? '1 account needs you' : `${count} accounts need you`;
}

/** When the last one will be through at the earliest; null when nothing waits or it can't be told. */
export function throughWords(throughAt: number | null, now: number): string | null {
  if (throughAt === null) return null;
  return throughAt - now < 60_000
    ? 'done in under a minute'
    : `done at ${momentWords(throughAt, now)} at the earliest`;
}

export function workspaceWords(workspace: Workspace): string {
  return workspace.kind === 'practice' ? 'Practice' : `${workspace.id}.salesbinder.com`;
}

function accountWords(number: number | null): string {
  return number === null ? '' : ` · account ${number}`;
}

/** For a row: the whole sentence stands in the open record. */
function refusedInShort(problem: Problem): string {
  if (problem.what === 'refused') return notAcceptedWords(problem);
  if (problem.what === 'forbidden') return `not allowed to change ${typePlural(problem.type)}`;
  if (problem.what === 'blocked') return 'refused on the way to SalesBinder';
  return withoutStop(problemWords(problem));
}

function notAcceptedWords({ fields, message }: Extract<Problem, { what: 'refused' }>): string {
  const keys = FIELD_KEYS.filter((key) => fields[key] !== undefined);
  if (keys.length > 0) return `${listWords(keys.map(fieldInSentence))} not accepted`;
  return message === '' ? 'not accepted' : `not accepted: ${withoutStop(message)}`;
}

// The status bar has one line: what a hold means, shorter than the whole sentence.
function heldWords(problem: Problem): string {
  if (problem.what === 'unreachable') return 'No connection to SalesBinder';
  if (problem.what === 'portal') return 'This Wi-Fi wants you to sign in';
  if (problem.what === 'storage') return storageHeldWords(problem);
  if (problem.what === 'refused') return refusesAllWords(problem);
  if (problem.what === 'over-limit') return 'SalesBinder asked us to slow down';
  if (problem.what === 'key')
    return problem.reason === 'missing' ? 'No API key yet' : 'The API key is not accepted';
  return problemWords(problem);
}

function refusesAllWords({ status, message }: Extract<Problem, { what: 'refused' }>): string {
  const why = message === '' ? '' : `: ${message}`;
  return `SalesBinder refuses everything at the moment (error ${status})${why}`;
}

// A saved record is safe: only the sending waits, because it has to be noted down first.
function storageHeldWords(problem: Extract<Problem, { what: 'storage' }>): string {
  switch (problem.reason) {
    case 'full':
      return 'The disk is full: nothing is sent until there is room';
    case 'read-only':
      return 'Fieldbinder isn’t allowed to write to its folder: nothing is sent until it is';
    case 'vanished':
      return 'Fieldbinder’s folder is gone, or its drive was taken away: nothing is sent until it is back';
    case 'io':
      return 'The disk reports errors: nothing is sent until it works again';
    case 'newer':
    case 'in-use':
    case 'taken':
      return problemWords(problem);
  }
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.\s*$/, '');
}
