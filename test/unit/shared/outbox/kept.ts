import type { FieldKey } from '../../../../shared/account.ts';
import type { RecordEvent } from '../../../../shared/outbox/event.ts';
import { sameThing } from '../../../../shared/text/comparing-form.ts';
import { conflictsOf, unsent } from '../../../../shared/outbox/merge.ts';
import type { Attempt, OutboxRecord } from '../../../../shared/outbox/record.ts';

/**
 * The rules that no event may ever break on a record, as sentences about those that were broken: empty when all is
 * well.
 */
export function broken(before: OutboxRecord, event: RecordEvent, after: OutboxRecord): readonly string[] {
  return [
    ...lostValues(before, event, after),
    ...lostAttempts(before, event, after),
    ...movedIdentity(before, event, after),
    ...impossible(after),
  ];
}

function lostValues(before: OutboxRecord, event: RecordEvent, after: OutboxRecord): readonly string[] {
  return Object.entries(unsent(before.fields)).flatMap(([name, mine]) => {
    const key = name as FieldKey;
    const now = after.fields[key]?.mine;
    if (now !== undefined && sameThing(key, now, mine)) return [];
    return mayReplace(before, event, key, mine) ? [] : [`lost ${key}: ${mine} became ${now ?? 'nothing'}`];
  });
}

/** The few ways in which what was typed may make room. */
function mayReplace(before: OutboxRecord, event: RecordEvent, key: FieldKey, mine: string): boolean {
  switch (event.is) {
    case 'edited':
      return key in event.changed || (before.discarded && before.remoteId !== null);
    case 'conflict-settled':
      return key in event.choices;
    case 'created-again':
      return mine === '';
    case 'taken-back':
      return event.addedTo.fields[key]?.given === mine;
    // SalesBinder had exactly this, and answers (or shows) what it made of it.
    case 'accepted':
      return isOfThis(before, event) && attemptOf(before, event.attemptId)?.sent[key] === mine;
    case 'found':
      return attemptOf(before, event.attemptId)?.sent[key] === mine;
    case 'look-settled':
      return before.attempts.at(-1)?.sent[key] === mine;
    case 'discarded':
    case 'undone':
    case 'retried':
    case 'started':
    case 'refused':
    case 'not-sent':
    case 'outcome-unknown':
    case 'checked':
    case 'pulled':
    case 'check-refused':
    case 'reopened':
    case 'put-off':
    case 'gone':
    case 'cannot-tell':
    case 'cannot-prove':
    case 'suspected':
    case 'not-found':
    case 'disproved':
      return false;
  }
}

/** A second account, made by a create that was sent again, says nothing about the one whose id is known. */
function isOfThis(before: OutboxRecord, event: Extract<RecordEvent, { is: 'accepted' }>): boolean {
  const update = attemptOf(before, event.attemptId)?.kind === 'update';
  return update || before.idFrom !== 'answer' || event.account.id === before.remoteId;
}

function lostAttempts(before: OutboxRecord, event: RecordEvent, after: OutboxRecord): readonly string[] {
  if (after.idFrom === 'answer') return [];
  const { state } = before;
  const flying = state.name === 'sending' && state.attempt.kind === 'create' ? [state.attempt] : [];
  const answered = event.is === 'refused' || event.is === 'not-sent' ? event.attemptId : null;
  return [...before.attempts, ...flying]
    .filter(({ id }) => id !== answered)
    .filter(({ id }) => !kept(after, id))
    .map(({ id }) => `forgot attempt ${id}`);
}

function kept({ attempts, state }: OutboxRecord, id: string): boolean {
  return attempts.some((one) => one.id === id) || (state.name === 'sending' && state.attempt.id === id);
}

function movedIdentity(before: OutboxRecord, event: RecordEvent, after: OutboxRecord): readonly string[] {
  const same = before.localId === after.localId && before.createdAt === after.createdAt;
  const proven = before.idFrom === 'answer' && event.is !== 'created-again';
  const moved = proven && (after.remoteId !== before.remoteId || after.idFrom !== 'answer');
  const typing = ['edited', 'conflict-settled', 'created-again', 'taken-back'].includes(event.is);
  const revised = after.revision - before.revision;
  return [
    ...(same ? [] : ['another record']),
    ...(moved ? [`the id of an answer moved to ${String(after.remoteId)}`] : []),
    ...(revised === 0 || (revised === 1 && typing) ? [] : [`revision went by ${String(revised)}`]),
    ...(after.note === before.note || event.is === 'edited' || event.is === 'taken-back'
      ? []
      : ['the note changed']),
    ...(before.notThese.every((id) => after.notThese.includes(id)) ? [] : ['forgot a "not this one"']),
  ];
}

/** Places where a record would lie for ever, or claim what isn't so. */
function impossible(record: OutboxRecord): readonly string[] {
  const { state, remoteId, fields, attempts, history } = record;
  const dirty = remoteId === null || Object.keys(unsent(fields)).length > 0;
  const conflicts = conflictsOf(fields);
  const found: string[] = [];
  if (state.name === 'waiting' && !dirty) found.push('waits with nothing to send');
  if (state.name === 'waiting' && conflicts.length > 0) found.push('waits with a conflict');
  if (state.name === 'synced' && (dirty || conflicts.length > 0)) found.push('synced with something unsent');
  if (state.name === 'conflict' && String(state.fields) !== String(conflicts)) found.push('wrong conflicts');
  if (state.name === 'conflict' && conflicts.length === 0) found.push('a conflict of nothing');
  if (state.name === 'unknown' && (remoteId !== null || attempts.length === 0))
    found.push('looks for nothing');
  if (state.name === 'gone' && remoteId === null) found.push('gone without ever being there');
  if (state.name === 'sending' && state.attempt.kind === 'update' && remoteId === null)
    found.push('no address');
  if ((remoteId === null) !== (record.idFrom === null)) found.push('an id from nowhere');
  if (history.length > 200) found.push('endless history');
  return found;
}

function attemptOf({ state, attempts }: OutboxRecord, id: string): Attempt | undefined {
  if (state.name === 'sending' && state.attempt.id === id) return state.attempt;
  return attempts.find((one) => one.id === id);
}
