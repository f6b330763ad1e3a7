import { fieldIssue, MAX_NOTE_LENGTH } from '../shared/account.ts';
import type { FieldKey } from '../shared/account.ts';
import type { Draft, Input, Saved } from '../shared/contract.ts';
import type { RecordEvent } from '../shared/event.ts';
import { createRecord, step } from '../shared/outbox.ts';
import { failed, ok } from '../shared/problem.ts';
import type { Problem, Result } from '../shared/problem.ts';
import type { OutboxRecord } from '../shared/record.ts';
import type { Clock } from './clock.ts';
import type { Change, Collection } from './store/collection.ts';
import { draftKey, recordKey } from './store/outbox-store.ts';
import type { OutboxRow } from './store/outbox-store.ts';

/**
 * The only writer: every change to a record goes through here, is made durable, and is then published.
 * Changes are made one after the other, each on what the one before it left.
 */
export interface Accounts {
  readonly records: ReadonlyMap<string, OutboxRecord>;
  readonly drafts: ReadonlyMap<string, Draft>;
  save(typed: Input<'saveAccount'>): Promise<Result<Saved>>;
  keepDraft(typed: Input<'keepDraft'>): Promise<Result<null>>;
  dropDraft(localId: string): Promise<Result<null>>;
  /** `events` is asked when the record's turn has come, with the record as it then is. */
  apply(
    localId: string,
    events: (record: OutboxRecord) => readonly RecordEvent[],
  ): Promise<Result<OutboxRecord>>;
  /** Told of the local ids that changed, after they are durable. */
  subscribe(listener: (localIds: readonly string[]) => void): () => void;
  close(): Promise<void>;
}

export function openAccounts(outbox: Collection<OutboxRow>, clock: Clock): Accounts {
  const records = new Map<string, OutboxRecord>();
  const drafts = new Map<string, Draft>();
  const listeners = new Set<(localIds: readonly string[]) => void>();
  let tail: Promise<unknown> = Promise.resolve();

  for (const row of outbox.rows.values()) {
    if (row.kind === 'record') records.set(row.record.localId, row.record);
    else drafts.set(row.draft.localId, row.draft);
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = tail.then(work);
    tail = done.catch(() => undefined);
    return done;
  }

  async function commit(after: readonly OutboxRecord[], draft: Draft | string | null): Promise<Result<null>> {
    const changes: Change<OutboxRow>[] = after.map((record) => ({
      put: recordKey(record.localId),
      row: { kind: 'record', record },
    }));
    if (typeof draft === 'string' && drafts.has(draft)) changes.push({ remove: draftKey(draft) });
    if (draft !== null && typeof draft !== 'string') {
      changes.push({ put: draftKey(draft.localId), row: { kind: 'draft', draft } });
    }
    if (changes.length === 0) return ok(null);
    const kept = await outbox.commit(changes);
    if (!kept.ok) return kept;
    for (const record of after) records.set(record.localId, record);
    if (typeof draft === 'string') drafts.delete(draft);
    else if (draft !== null) drafts.set(draft.localId, draft);
    publish([...after.map((record) => record.localId), ...idsOf(draft)]);
    return kept;
  }

  function publish(localIds: readonly string[]): void {
    for (const listener of listeners) listener([...new Set(localIds)]);
  }

  return {
    records,
    drafts,
    save: (typed) =>
      inTurn(async () => {
        const before = records.get(typed.localId);
        const problem = whyNotSaved(typed, before);
        if (problem !== null) return failed(problem);
        const at = clock.now();
        const after =
          before === undefined
            ? createRecord(typed.localId, typed, at)
            : step(before, { is: 'edited', at, ...typed });
        const kept = await commit(after === before ? [] : [after], typed.localId);
        return kept.ok
          ? ok({ localId: after.localId, revision: after.revision, savedAt: clock.now() })
          : kept;
      }),
    keepDraft: (typed) => inTurn(() => commit([], { ...typed, at: clock.now() })),
    dropDraft: (localId) => inTurn(() => commit([], localId)),
    apply: (localId, events) =>
      inTurn(async () => {
        const before = records.get(localId);
        if (before === undefined) return failed({ what: 'stale', detail: 'no-such-record' });
        const after = events(before).reduce(step, before);
        if (after === before) return ok(after);
        const kept = await commit([after, ...disprovedBy(after, before, records, clock.now())], null);
        return kept.ok ? ok(after) : kept;
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => inTurn(() => outbox.close()),
  };
}

/** What stands against saving; the form says it first, the host says it again. Warnings never block. */
function whyNotSaved(typed: Input<'saveAccount'>, before: OutboxRecord | undefined): Problem | null {
  if (before === undefined && typed.openedAtRevision > 0) return { what: 'stale', detail: 'no-such-record' };
  if ((typed.note?.length ?? 0) > MAX_NOTE_LENGTH) return { what: 'bad-call', detail: 'note-too-long' };
  const name = typed.changed.name?.to ?? before?.fields.name?.mine ?? '';
  const values: readonly (readonly [FieldKey, string])[] = [
    ['name', name],
    ...Object.entries(typed.changed).map(([key, value]) => [key as FieldKey, value.to] as const),
  ];
  const errors = values.flatMap(([key, value]) => {
    const issue = fieldIssue(key, value);
    return issue?.level === 'error' ? [[key, issue.what] as const] : [];
  });
  return errors.length === 0 ? null : { what: 'invalid', fields: Object.fromEntries(errors) };
}

/** Records whose account a look adopted, and that an answer now proves to be this one's. */
function disprovedBy(
  after: OutboxRecord,
  before: OutboxRecord,
  records: ReadonlyMap<string, OutboxRecord>,
  at: number,
): readonly OutboxRecord[] {
  if (after.remoteId === null || after.idFrom !== 'answer' || before.idFrom === 'answer') return [];
  return [...records.values()]
    .filter((other) => other.localId !== after.localId && other.remoteId === after.remoteId)
    .map((other) => step(other, { is: 'disproved', at }))
    .filter((other) => other.remoteId === null);
}

function idsOf(draft: Draft | string | null): readonly string[] {
  if (draft === null) return [];
  return [typeof draft === 'string' ? draft : draft.localId];
}
