import type { Saved } from '../../shared/contract/account-view.ts';
import { recordAsItStands } from '../../shared/outbox/account-as-it-stands.ts';
import type { AccountAsItStands } from '../../shared/outbox/account-as-it-stands.ts';
import { afterMerging, whyNotMerged } from '../../shared/outbox/absorb.ts';
import type { AccountEdit, Draft, RecordEvent } from '../../shared/outbox/event.ts';
import { changesOfEvents, changesOfSave, PendingRecords } from '../../shared/outbox/record-changes.ts';
import type { RecordChanges } from '../../shared/outbox/record-changes.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import type { KnownRecords } from '../../shared/outbox/same-account.ts';
import { isSettled } from '../../shared/outbox/transitions.ts';
import { whyNotSaved } from '../../shared/outbox/validate-save.ts';
import { movedDraft, unseenBy, withUnseen } from '../../shared/outbox/drafts.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import { serialQueue } from '../../shared/sync/serial-queue.ts';
import type { Clock } from '../clock.ts';
import { derivedId, isDownloaded } from '../mirror/derived-id.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Archived } from '../store/schemas/archive-store.ts';
import type { Change, Collection } from '../store/collection.ts';
import { isArchivedThere } from '../store/schemas/mirror-form.ts';
import { aliasKey, draftKey, recordKey } from '../store/schemas/outbox-store.ts';
import type { OutboxRow } from '../store/schemas/outbox-store.ts';
import { Listeners } from './change-feed.ts';
import { EditOrder } from './edit-order.ts';
import { Identity, namesOf } from './identity.ts';

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
  /** One durable step for all of them, in their order. None is saved when one may not be: the problem is the first's. */
  saveMany(edits: readonly AccountEdit[]): Promise<Result<readonly Saved[]>>;
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
  const records = new Map<string, OutboxRecord>();
  const drafts = new Map<string, Draft>();
  const identity = new Identity(mirror);
  const listeners = new Listeners(yieldToEventLoop);
  const oneByOne = serialQueue();
  const order = new EditOrder(mirror);

  for (const row of outbox.rows.values()) {
    if (row.kind === 'record') keep(row.record);
    else if (row.kind === 'alias') identity.alias(row.remoteId, row.localId);
    else keepTyped(row.draft);
  }

  function keep(record: OutboxRecord): void {
    identity.note(records.get(record.localId), record);
    records.set(record.localId, record);
    order.note(record.editedAt);
  }

  function keepTyped(draft: Draft): void {
    drafts.set(draft.localId, draft);
    order.note(draft.at);
  }

  void oneByOne(() => commit({ put: withDraftLeftBehind(records, drafts), absorbed: [] }));

  function accountAsItStands(
    localId: string,
    from: Pick<typeof records, 'get'> = records,
  ): AccountAsItStands {
    const record = from.get(localId);
    const covered = record !== undefined && (!record.discarded || record.remoteId === null);
    const row = mirror.accounts.get(record?.remoteId ?? '') ?? identity.mirrored(localId);
    const downloaded = covered ? null : (row?.account ?? null);
    const archivedThere = row !== null && isArchivedThere(row.rest);
    return { localId, record, draft: drafts.get(localId), downloaded, archivedThere };
  }

  function account(localId: string, from?: Pick<typeof records, 'get'>): OutboxRecord | undefined {
    return recordAsItStands(accountAsItStands(localId, from), archive?.rows.get(localId), clock.now());
  }

  function knownTo(pending: PendingRecords): KnownRecords {
    const recordOf = (localId: string): OutboxRecord | undefined => pending.get(identity.resolve(localId));
    return { records: pending, recordOf, isDownloaded };
  }

  /**
   * @param ended the drafts that this ends, by their local ids
   * @param typed the drafts that are to be there after it
   */
  async function commit(
    { put: changed, absorbed }: RecordChanges,
    ended: readonly string[] = [],
    typed: readonly Draft[] = [],
  ): Promise<Result<null>> {
    const put = changed.map((record) => order.onTop(record, records.get(record.localId)));
    const after = draftsAfter(drafts, { put, ended, typed });
    const gone = [...drafts.keys()].filter((localId) => !after.has(localId));
    const kept = [...after.values()].filter((draft) => drafts.get(draft.localId) !== draft);
    const changes: readonly Change<OutboxRow>[] = [
      ...put.map((record) => ({
        put: recordKey(record.localId),
        row: { kind: 'record' as const, record },
      })),
      ...gone.map((localId) => ({ remove: draftKey(localId) })),
      ...kept.map((draft) => ({ put: draftKey(draft.localId), row: { kind: 'draft' as const, draft } })),
      ...absorbed.map(({ localId }) => ({ remove: recordKey(localId) })),
    ];
    if (changes.length === 0) return ok(null);
    const durable = await outbox.commit(changes);
    if (!durable.ok) return durable;
    for (const { localId } of absorbed) records.delete(localId);
    put.forEach(keep);
    for (const localId of gone) drafts.delete(localId);
    kept.forEach(keepTyped);
    const names = [...put, ...absorbed].flatMap(namesOf);
    listeners.tell([...names, ...ended, ...gone, ...kept.map(({ localId }) => localId)]);
    return durable;
  }

  async function saveAll(edits: readonly AccountEdit[]): Promise<Result<readonly Saved[]>> {
    const pending = new PendingRecords(records);
    const known = knownTo(pending);
    const after: OutboxRecord[] = [];
    const unseen: Draft[] = [];
    for (const typed of edits) {
      const localId = identity.resolve(typed.localId);
      const before = account(localId, pending);
      const problem = whyNotSaved(typed, before);
      if (problem !== null) return failed(problem);
      const changes = changesOfSave({ ...typed, localId }, before, known, clock.now());
      pending.add(changes);
      after.push(changes.after);
      const left = unseenBy(typed, drafts.get(localId));
      if (left !== null) unseen.push(left);
    }
    const ended = edits.flatMap(({ localId }) => [localId, identity.resolve(localId)]);
    const kept = await commit(pending.changes, ended, unseen);
    const savedAt = clock.now();
    return kept.ok ? ok(after.map(({ localId, revision }) => ({ localId, revision, savedAt }))) : kept;
  }

  function keepDraft(edit: AccountEdit): Promise<Result<null>> {
    const localId = identity.resolve(edit.localId);
    const at = order.next(clock.now());
    return commit(NOTHING, [], [withUnseen({ ...edit, localId, at }, drafts.get(localId))]);
  }

  async function apply(localId: string, events: EventsOf): Promise<Result<OutboxRecord>> {
    const before = records.get(localId);
    if (before === undefined) return failed({ what: 'stale', detail: 'no-such-record' });
    const known = knownTo(new PendingRecords(records));
    const changes = changesOfEvents(before, events(before), known, clock.now());
    const kept = await commit(changes);
    return kept.ok ? ok(records.get(changes.after.localId) ?? changes.after) : kept;
  }

  async function settle(record: OutboxRecord, remoteId: string): Promise<Result<null>> {
    const { localId, note, history } = record;
    const archived = await archive?.commit([{ put: localId, row: { remoteId, note, history } }]);
    if (archived?.ok === false) return archived;
    const changes: Change<OutboxRow>[] = [{ remove: recordKey(localId) }];
    const named = localId !== derivedId(remoteId);
    if (named) changes.push({ put: aliasKey(remoteId), row: { kind: 'alias', remoteId, localId } });
    const kept = await outbox.commit(changes);
    if (!kept.ok) return kept;
    if (named) identity.alias(remoteId, localId);
    identity.note(record, undefined);
    records.delete(localId);
    listeners.tell([localId]);
    return kept;
  }

  return {
    records,
    drafts,
    identity,
    accountAsItStands: (localId) => accountAsItStands(localId),
    account: (localId) => account(localId),
    save: (edit) =>
      oneByOne(async () => {
        const saved = await saveAll([edit]);
        return saved.ok ? ok(only(saved.value)) : saved;
      }),
    saveMany: (edits) => oneByOne(() => saveAll(edits)),
    keepDraft: (edit) => oneByOne(() => keepDraft(edit)),
    dropDraft: (localId) => oneByOne(() => commit(NOTHING, [localId, identity.resolve(localId)])),
    mergeInto: (localId, into) =>
      oneByOne(async () => {
        const target = account(identity.resolve(into));
        const source = { record: records.get(localId), draft: drafts.get(localId) };
        const problem = whyNotMerged(source, target);
        if (problem !== null) return failed(problem);
        const put = afterMerging(localId, source, target, clock.now());
        const kept = await commit({ put, absorbed: [] }, [localId]);
        return kept.ok ? ok({ localId: target?.localId ?? into }) : kept;
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
          pending.add(changesOfEvents(before, events(before), knownTo(pending), clock.now()));
        }
        return commit(pending.changes);
      }),
    subscribe: (listener) => listeners.add(listener),
    close: () => oneByOne(() => outbox.close()),
  };
}

/**
 * The drafts as they are beside these records. One under an id that an account had before it was known whose it is goes
 * along with its record.
 */
function draftsAfter(
  before: ReadonlyMap<string, Draft>,
  change: {
    readonly put: readonly OutboxRecord[];
    readonly ended: readonly string[];
    readonly typed: readonly Draft[];
  },
): ReadonlyMap<string, Draft> {
  const after = new Map(before);
  for (const localId of change.ended) after.delete(localId);
  for (const draft of change.typed) after.set(draft.localId, draft);
  for (const record of change.put) {
    const from = olderIdOf(record);
    const moved = from === null ? undefined : after.get(from);
    if (from === null || moved === undefined) continue;
    after.delete(from);
    after.set(record.localId, movedDraft(record, moved, after.get(record.localId)));
  }
  return after;
}

/** Left there by a program that did not move drafts, or while it was not known whose account it is. */
function withDraftLeftBehind(
  records: ReadonlyMap<string, OutboxRecord>,
  drafts: ReadonlyMap<string, Draft>,
): readonly OutboxRecord[] {
  if (drafts.size === 0) return [];
  return [...records.values()].filter((record) => drafts.has(olderIdOf(record) ?? ''));
}

/** The id under which a record's account may have been downloaded before it was known whose it is. */
function olderIdOf({ localId, remoteId }: OutboxRecord): string | null {
  const derived = remoteId === null ? localId : derivedId(remoteId);
  return derived === localId ? null : derived;
}

const NOTHING: RecordChanges = { put: [], absorbed: [] };

function only<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new Error('One edit is answered by one save');
  return value;
}
