import type { Draft, Saved } from '../../shared/contract/account-view.ts';
import type { Input } from '../../shared/contract/contract.ts';
import type { RecordEvent } from '../../shared/outbox/event.ts';
import { createRecord, recordOfMirrored, step } from '../../shared/outbox/step.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import type { Clock } from '../clock.ts';
import { derivedId } from '../mirror/derived-id.ts';
import { Identity, namesOf } from './identity.ts';
import { Listeners } from './change-feed.ts';
import { afterMerging, afterUndoing, whyNotMerged } from './absorb.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { isSettled, othersWithIt, whyNotSaved, withArchived } from './validate-save.ts';
import type { Archived } from '../store/schemas/archive-store.ts';
import type { Change, Collection } from '../store/collection.ts';
import { aliasKey, draftKey, recordKey } from '../store/schemas/outbox-store.ts';
import type { OutboxRow } from '../store/schemas/outbox-store.ts';
import { twinOf, withTwin } from './same-account.ts';

/**
 * The only writer: every change to a record goes through here, is made durable, and is then published.
 * Changes are made one after the other, each on what the one before it left.
 */
export interface Accounts {
  readonly records: ReadonlyMap<string, OutboxRecord>;
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly identity: Identity;
  /** The record, or what an edit of a downloaded account would begin with: its archived note and history included. */
  account(localId: string): OutboxRecord | undefined;
  save(typed: Input<'saveAccount'>): Promise<Result<Saved>>;
  keepDraft(typed: Input<'keepDraft'>): Promise<Result<null>>;
  dropDraft(localId: string): Promise<Result<null>>;
  /** What was typed into an unsent account becomes an edit of `into`; the unsent one is discarded, undoable. */
  mergeInto(localId: string, into: string): Promise<Result<{ readonly localId: string }>>;
  /** A settled record leaves the outbox; the account stays, from the mirror, under the same local id. */
  settle(localId: string): Promise<Result<null>>;
  /** `events` is asked when the record's turn has come, with the record as it then is. */
  apply(
    localId: string,
    events: (record: OutboxRecord) => readonly RecordEvent[],
  ): Promise<Result<OutboxRecord>>;
  /** Told of the local ids that changed: after they are durable, and after whoever changed them was answered. */
  subscribe(listener: (localIds: readonly string[]) => void): () => void;
  close(): Promise<void>;
}

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
  let tail: Promise<unknown> = Promise.resolve();

  for (const row of outbox.rows.values()) {
    if (row.kind === 'record') keep(row.record);
    else if (row.kind === 'alias') identity.alias(row.remoteId, row.localId);
    else drafts.set(row.draft.localId, row.draft);
  }

  function keep(record: OutboxRecord): void {
    identity.note(records.get(record.localId), record);
    records.set(record.localId, record);
  }

  function account(localId: string): OutboxRecord | undefined {
    const record = records.get(localId);
    const mirrored = record === undefined ? identity.mirrored(localId) : null;
    if (mirrored === null) return record;
    return withArchived(recordOfMirrored(localId, mirrored.account, clock.now()), archive?.rows.get(localId));
  }

  const other = (localId: string): OutboxRecord | undefined => records.get(identity.resolve(localId));

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = tail.then(work);
    tail = done.catch(() => undefined);
    return done;
  }

  /** @param absorbed records that are now part of another */
  async function commit(
    after: readonly OutboxRecord[],
    draft: Draft | string | null,
    absorbed: readonly OutboxRecord[] = [],
  ): Promise<Result<null>> {
    const changes: Change<OutboxRow>[] = after.map((record) => ({
      put: recordKey(record.localId),
      row: { kind: 'record', record },
    }));
    if (typeof draft === 'string' && drafts.has(draft)) changes.push({ remove: draftKey(draft) });
    if (draft !== null && typeof draft !== 'string') {
      changes.push({ put: draftKey(draft.localId), row: { kind: 'draft', draft } });
    }
    changes.push(...absorbed.map(({ localId }) => ({ remove: recordKey(localId) })));
    if (changes.length === 0) return ok(null);
    const kept = await outbox.commit(changes);
    if (!kept.ok) return kept;
    for (const record of absorbed) records.delete(record.localId);
    after.forEach(keep);
    if (typeof draft === 'string') drafts.delete(draft);
    else if (draft !== null) drafts.set(draft.localId, draft);
    listeners.tell([...[...after, ...absorbed].flatMap(namesOf), ...idsOf(draft)]);
    return kept;
  }

  async function leave(record: OutboxRecord, remoteId: string): Promise<Result<null>> {
    const { localId, note, history } = record;
    const told = (await archive?.commit([{ put: localId, row: { remoteId, note, history } }])) ?? ok(null);
    if (!told.ok) return told;
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
    account,
    save: (typed) =>
      inTurn(async () => {
        const localId = identity.resolve(typed.localId);
        const before = account(localId);
        const problem = whyNotSaved(typed, before);
        if (problem !== null) return failed(problem);
        const at = clock.now();
        const after =
          before === undefined
            ? createRecord(localId, typed, at)
            : step(before, { is: 'edited', at, ...typed });
        const changed = after === before ? [] : afterUndoing(after, before, other, at);
        const kept = await commit(changed, typed.localId);
        return kept.ok
          ? ok({ localId: after.localId, revision: after.revision, savedAt: clock.now() })
          : kept;
      }),
    keepDraft: (typed) => inTurn(() => commit([], { ...typed, at: clock.now() })),
    dropDraft: (localId) => inTurn(() => commit([], localId)),
    mergeInto: (localId, into) =>
      inTurn(async () => {
        const target = account(identity.resolve(into));
        const source = { record: records.get(localId), draft: drafts.get(localId) };
        const problem = whyNotMerged(source, target);
        if (problem !== null) return failed(problem);
        const kept = await commit(afterMerging(localId, source, target, clock.now()), localId);
        return kept.ok ? ok({ localId: target?.localId ?? into }) : kept;
      }),
    settle: (localId) =>
      inTurn(async () => {
        const record = records.get(localId);
        if (record?.remoteId == null || !isSettled(record) || drafts.has(localId)) return ok(null);
        return leave(record, record.remoteId);
      }),
    apply: (localId, events) =>
      inTurn(async () => {
        const before = records.get(localId);
        if (before === undefined) return failed({ what: 'stale', detail: 'no-such-record' });
        const after = events(before).reduce(step, before);
        if (after === before) return ok(after);
        const at = clock.now();
        // It was edited as a downloaded account before it was known to be what this record created.
        const twin = twinOf(after, before, records);
        const whole = twin === null ? after : withTwin(after, twin, at);
        const others = othersWithIt(whole, before, records, at);
        const [own, ...too] = afterUndoing(whole, before, other, at);
        const kept = await commit([own, ...too, ...others], null, twin === null ? [] : [twin]);
        return kept.ok ? ok(own) : kept;
      }),
    subscribe: (listener) => listeners.add(listener),
    close: () => inTurn(() => outbox.close()),
  };
}

function idsOf(draft: Draft | string | null): readonly string[] {
  if (draft === null) return [];
  return [typeof draft === 'string' ? draft : draft.localId];
}
