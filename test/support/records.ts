import type { FieldKey, RemoteAccount, Values } from '../../shared/account.ts';
import type { Edit, PersonEvent, SyncEvent } from '../../shared/outbox/event.ts';
import { createRecord, step } from '../../shared/outbox/step.ts';
import { unsent } from '../../shared/outbox/merge.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Attempt, Instant, OutboxRecord } from '../../shared/outbox/record.ts';

/** Builders for records, events and accounts: each gives something whole, and a test says only what it is about. */

/** A local wall-clock time to start from. */
export const T0 = Date.parse('2026-09-01T08:00:00Z');

export const LOST: Problem = { what: 'lost', detail: 'timeout' };
export const OFFLINE: Problem = { what: 'unreachable', detail: 'ENOTFOUND' };
export const INVALID: Problem = { what: 'refused', status: 422, message: '', fields: { email: 'Invalid' } };
export const TAKEN: Problem = {
  what: 'refused',
  status: 422,
  message: '',
  fields: { name: 'Taken' },
  unique: true,
};

export function instant(over: Partial<Instant> = {}): Instant {
  return { wall: T0, mono: 1_000, run: 'run-1', skew: 0, ...over };
}

function typed(values: Values, over: Partial<Edit> = {}): Edit {
  const changed = Object.fromEntries(
    Object.entries(values).map(([key, to]) => [key, { from: '', to }] as const),
  );
  return { openedAtRevision: 0, type: 'customer', changed, note: null, ...over };
}

/** A saved new account that was never sent. */
export function fresh(values: Values = { name: 'Acme' }, over: Partial<Edit> = {}): OutboxRecord {
  return createRecord('local-1', typed(values, over), T0);
}

/** An edit by somebody who looks at the record as it is. */
export function edit(record: OutboxRecord, values: Values, over: Partial<Edit> = {}): PersonEvent {
  const changed = Object.fromEntries(
    Object.entries(values).map(
      ([key, to]) => [key, { from: record.fields[key as FieldKey]?.mine ?? '', to }] as const,
    ),
  );
  const openedAtRevision = record.revision;
  return { is: 'edited', at: T0 + 1, openedAtRevision, type: record.type, changed, note: null, ...over };
}

export function edited(record: OutboxRecord, values: Values, over: Partial<Edit> = {}): OutboxRecord {
  return step(record, edit(record, values, over));
}

/** The attempt that the sync would make of the record as it is. */
export function attempt(record: OutboxRecord, id: string, over: Partial<Attempt> = {}): Attempt {
  const kind = record.remoteId === null ? 'create' : 'update';
  return {
    id,
    kind,
    revision: record.revision,
    type: record.type,
    sent: kind === 'create' ? mineOf(record) : unsent(record.fields),
    startedAt: instant(),
    endedAt: null,
    ...over,
  };
}

export function mineOf(record: OutboxRecord): Values {
  return Object.fromEntries(Object.entries(record.fields).map(([key, field]) => [key, field.mine]));
}

export function account(values: Values, over: Partial<RemoteAccount> = {}): RemoteAccount {
  return {
    id: 'remote-1',
    number: 641,
    type: 'customer',
    values,
    created: '2026-09-01T08:00:05+00:00',
    modified: '2026-09-01T08:00:05+00:00',
    ...over,
  };
}

export function started(record: OutboxRecord, id: string): OutboxRecord {
  return step(record, { is: 'started', at: T0 + 2, attempt: attempt(record, id) });
}

function acceptedEvent(attemptId: string, theirs: RemoteAccount): SyncEvent {
  return { is: 'accepted', at: T0 + 3, attemptId, account: theirs };
}

/** A save moves SalesBinder's stamp on: unless the account has a later one, it is a second later than the one known. */
export function accepted(record: OutboxRecord, attemptId: string, theirs: RemoteAccount): OutboxRecord {
  const { modified = null } = record;
  const later = modified === null ? modified : new Date(Date.parse(modified) + 1_000).toISOString();
  const moved = (theirs.modified ?? '') <= (modified ?? '') ? { ...theirs, modified: later } : theirs;
  return step(record, acceptedEvent(attemptId, moved));
}

export function refused(record: OutboxRecord, attemptId: string, problem: Problem = INVALID): OutboxRecord {
  return step(record, { is: 'refused', at: T0 + 3, attemptId, problem });
}

export function lost(record: OutboxRecord, attemptId: string): OutboxRecord {
  const ended = instant({ wall: T0 + 45_000, mono: 46_000 });
  const at = T0 + 45_000;
  return step(record, { is: 'outcome-unknown', at, attemptId, ended, problem: LOST, dueAt: at + 4_000 });
}

export function notFound(record: OutboxRecord, attemptId: string, permits = true): OutboxRecord {
  const at = T0 + 200_000;
  return step(record, { is: 'not-found', at, attemptId, permits, nextLookAt: at + 40_000 });
}

export function found(record: OutboxRecord, attemptId: string, theirs: RemoteAccount): OutboxRecord {
  return step(record, { is: 'found', at: T0 + 60_000, attemptId, account: theirs });
}

export function asked(record: OutboxRecord, candidates: readonly RemoteAccount[]): OutboxRecord {
  return step(record, { is: 'cannot-tell', at: T0 + 60_000, why: 'near', candidates });
}

export function checked(record: OutboxRecord, theirs: RemoteAccount): OutboxRecord {
  return step(record, { is: 'checked', at: T0 + 70_000, theirs });
}

export function discarded(record: OutboxRecord): OutboxRecord {
  return step(record, { is: 'discarded', at: T0 + 80_000 });
}

export function undone(record: OutboxRecord): OutboxRecord {
  return step(record, { is: 'undone', at: T0 + 81_000 });
}

export function retried(record: OutboxRecord): OutboxRecord {
  return step(record, { is: 'retried', at: T0 + 82_000 });
}

/** A new account that SalesBinder has accepted. */
export function synced(values: Values = { name: 'Acme', phone: '1' }): OutboxRecord {
  return accepted(started(fresh(values), 'a1'), 'a1', account(values));
}

/** A new account whose create was sent and never answered. */
export function unknown(values: Values = { name: 'Acme', phone: '1' }): OutboxRecord {
  return lost(started(fresh(values), 'a1'), 'a1');
}
