import type { Saved } from '../../shared/contract/account-view.ts';
import type { AccountAsItStands } from '../../shared/outbox/account-as-it-stands.ts';
import { afterMerging, whyNotMerged } from '../../shared/outbox/absorb.ts';
import type { AccountEdit, Draft, RecordEvent } from '../../shared/outbox/event.ts';
import { changesOfEvents, changesOfSave, PendingRecords } from '../../shared/outbox/record-changes.ts';
import type { RecordChanges } from '../../shared/outbox/record-changes.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import { isSettled } from '../../shared/outbox/transitions.ts';
import { whyNotSaved } from '../../shared/outbox/validate-save.ts';
import { unseenBy, withUnseen } from '../../shared/outbox/drafts.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import { serialQueue } from '../../shared/sync/serial-queue.ts';
import type { Clock } from '../clock.ts';
import { derivedId } from '../mirror/derived-id.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Archived } from '../store/schemas/archive-store.ts';
import type { Change, Collection } from '../store/collection.ts';
import { aliasKey, draftKey, recordKey } from '../store/schemas/outbox-store.ts';
import type { OutboxRow } from '../store/schemas/outbox-store.ts';
import { Listeners } from './change-feed.ts';
import { namesOf } from './identity.ts';
import type { Identity } from './identity.ts';
import { KeptAccounts } from './kept-accounts.ts';
import { draftsAfter, withDraftLeftBehind } from './moved-drafts.ts';

/**
 * The only writer: every change to a record goes through here, is made durable, and is then published.
 * Changes are made one after the other, each on what the one before it left.
 */
export interface Accounts {
  readonly records: ReadonlyMap<string, OutboxRecord>;
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly identity: Identity;
  /** The one reading of an account: the entries made here laid over the downloaded account. */
  accountAsItStands(localId: string): AccountAsItStands;
  /** The record, or what an edit of a downloaded account would begin with: its archived note and history included. */
  account(localId: string): OutboxRecord | undefined;
  /** `saveMany` of one. */
  save(edit: AccountEdit): Promise<Result<Saved>>;
  /**
   * One durable step for all of them, in their order. None is saved when one may not be: the problem is the first's.
   *
   * @param edits or who makes them, asked when the queue has come to it
   */
  saveMany(edits: readonly AccountEdit[] | (() => readonly AccountEdit[])): Promise<Result<readonly Saved[]>>;
  keepDraft(edit: AccountEdit): Promise<Result<null>>;
  dropDraft(localId: string): Promise<Result<null>>;
  /** An unsent account becomes an edit of `into`; the unsent one is discarded, undoable. */
  mergeInto(localId: string, into: string): Promise<Result<{ readonly localId: string }>>;
  /** A settled record leaves the outbox; the account stays, from the mirror, under the same local id. */
  settle(localId: string): Promise<Result<null>>;
  /** `events` is asked when the queue has come to this record, with the record as it then is. */
  apply(localId: string, events: EventsOf): Promise<Result<OutboxRecord>>;
  /** One durable step for all of them; a record that has left the outbox meanwhile is passed over. */
  applyMany(localIds: readonly string[], events: EventsOf): Promise<Result<null>>;
  /** Told of the local ids that changed: after they are durable, and after whoever changed them was answered. */
  subscribe(listener: (localIds: readonly string[]) => void): () => void;
  close(): Promise<void>;
}

type EventsOf = (record: OutboxRecord) => readonly RecordEvent[];

/** The stores beside the outbox. */
export interface Beside {
  readonly mirror: Mirror;
  readonly archive: Collection<Archived> | null;
  /** Lets answers that are due go out before anybody is told of a change. */
  readonly yieldToEventLoop?: () => Promise<void>;
}

export function openAccounts(
  outbox: Collection<OutboxRow>,
  clock: Clock,
  { mirror, archive, yieldToEventLoop = () => Promise.resolve() }: Beside,
): Accounts {
  const kept = new KeptAccounts(outbox.rows.values(), mirror, archive);
  const { records, drafts, identity, order } = kept;
  const listeners = new Listeners(yieldToEventLoop);
  const oneByOne = serialQueue();
  void oneByOne(() => commit({ put: withDraftLeftBehind(records, drafts), absorbed: [] }));

  /**
   * @param ended the drafts that this ends, by their local ids
   * @param typed the drafts that are to be there after it
   */
  async function commit(
    { put: decided, absorbed }: RecordChanges,
    ended: readonly string[] = [],
    typed: readonly Draft[] = [],
  ): Promise<Result<null>> {
    const put = decided.map((record) => order.onTop(record, records.get(record.localId)));
    const after = draftsAfter(drafts, { put, ended, typed });
    const gone = [...drafts.keys()].filter((localId) => !after.has(localId));
    const changed = [...after.values()].filter((draft) => drafts.get(draft.localId) !== draft);
    const changes: readonly Change<OutboxRow>[] = [
      ...put.map((record) => ({
        put: recordKey(record.localId),
        row: { kind: 'record' as const, record },
      })),
      ...gone.map((localId) => ({ remove: draftKey(localId) })),
      ...changed.map((draft) => ({ put: draftKey(draft.localId), row: { kind: 'draft' as const, draft } })),
      ...absorbed.map(({ localId }) => ({ remove: recordKey(localId) })),
    ];
    if (changes.length === 0) return ok(null);
    const durable = await outbox.commit(changes);
    if (!durable.ok) return durable;
    for (const record of absorbed) kept.forget(record);
    for (const record of put) kept.keep(record);
    for (const localId of gone) kept.dropDraft(localId);
    for (const draft of changed) kept.keepDraft(draft);
    const names = [...put, ...absorbed].flatMap(namesOf);
    listeners.tell([...names, ...ended, ...gone, ...changed.map(({ localId }) => localId)]);
    return durable;
  }

  async function saveAll(edits: readonly AccountEdit[]): Promise<Result<readonly Saved[]>> {
    const pending = new PendingRecords(records);
    const known = kept.known(pending);
    const after: OutboxRecord[] = [];
    const unseen: Draft[] = [];
    for (const typed of edits) {
      const localId = identity.resolve(typed.localId);
      const before = kept.account(localId, clock.now(), pending);
      const problem = whyNotSaved(typed, before);
      if (problem !== null) return failed(problem);
      const changes = changesOfSave({ ...typed, localId }, before, known, clock.now());
      pending.add(changes);
      after.push(changes.after);
      const left = unseenBy(typed, drafts.get(localId));
      if (left !== null) unseen.push(left);
    }
    const ended = edits.flatMap(({ localId }) => [localId, identity.resolve(localId)]);
    const durable = await commit(pending.changes, ended, unseen);
    const savedAt = clock.now();
    return durable.ok ? ok(after.map(({ localId, revision }) => ({ localId, revision, savedAt }))) : durable;
  }

  function keepDraft(edit: AccountEdit): Promise<Result<null>> {
    const localId = identity.resolve(edit.localId);
    const at = order.next(clock.now());
    return commit(NOTHING, [], [withUnseen({ ...edit, localId, at }, drafts.get(localId))]);
  }

  async function apply(localId: string, events: EventsOf): Promise<Result<OutboxRecord>> {
    const before = records.get(localId);
    if (before === undefined) return failed({ what: 'stale', detail: 'no-such-record' });
    const known = kept.known(new PendingRecords(records));
    const changes = changesOfEvents(before, events(before), known, clock.now());
    const durable = await commit(changes);
    return durable.ok ? ok(records.get(changes.after.localId) ?? changes.after) : durable;
  }

  async function settle(record: OutboxRecord, remoteId: string): Promise<Result<null>> {
    const { localId, note, history } = record;
    const archived = await archive?.commit([{ put: localId, row: { remoteId, note, history } }]);
    if (archived?.ok === false) return archived;
    const changes: Change<OutboxRow>[] = [{ remove: recordKey(localId) }];
    const named = localId !== derivedId(remoteId);
    if (named) changes.push({ put: aliasKey(remoteId), row: { kind: 'alias', remoteId, localId } });
    const durable = await outbox.commit(changes);
    if (!durable.ok) return durable;
    if (named) identity.alias(remoteId, localId);
    kept.settle(record);
    listeners.tell([localId]);
    return durable;
  }

  return {
    records,
    drafts,
    identity,
    accountAsItStands: (localId) => kept.accountAsItStands(localId),
    account: (localId) => kept.account(localId, clock.now()),
    save: (edit) =>
      oneByOne(async () => {
        const saved = await saveAll([edit]);
        return saved.ok ? ok(only(saved.value)) : saved;
      }),
    saveMany: (edits) => oneByOne(() => saveAll(typeof edits === 'function' ? edits() : edits)),
    keepDraft: (edit) => oneByOne(() => keepDraft(edit)),
    dropDraft: (localId) => oneByOne(() => commit(NOTHING, [localId, identity.resolve(localId)])),
    mergeInto: (localId, into) =>
      oneByOne(async () => {
        const target = kept.account(identity.resolve(into), clock.now());
        const source = { record: records.get(localId), draft: drafts.get(localId) };
        const problem = whyNotMerged(source, target);
        if (problem !== null) return failed(problem);
        const put = afterMerging(localId, source, target, clock.now());
        const durable = await commit({ put, absorbed: [] }, [localId]);
        return durable.ok ? ok({ localId: target?.localId ?? into }) : durable;
      }),
    settle: (localId) =>
      oneByOne(async () => {
        const record = records.get(localId);
        if (record?.remoteId == null || !isSettled(record) || drafts.has(localId)) return ok(null);
        return settle(record, record.remoteId);
      }),
    apply: (localId, events) => oneByOne(() => apply(localId, events)),
    applyMany: (localIds, events) =>
      oneByOne(() => {
        const pending = new PendingRecords(records);
        for (const localId of localIds) {
          const before = pending.get(localId);
          if (before === undefined) continue;
          pending.add(changesOfEvents(before, events(before), kept.known(pending), clock.now()));
        }
        return commit(pending.changes);
      }),
    subscribe: (listener) => listeners.add(listener),
    close: () => oneByOne(() => outbox.close()),
  };
}

const NOTHING: RecordChanges = { put: [], absorbed: [] };

function only<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new Error('One edit is answered by one save');
  return value;
}
