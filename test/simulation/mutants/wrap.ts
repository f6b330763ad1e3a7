import type { RecordEvent } from '../../../shared/outbox/event.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { Mirror } from '../../../electron/mirror/mirror.ts';
import type { Answer, Gateway, ListPage } from '../../../electron/salesbinder/gateway.ts';
import type { Change, Collection } from '../../../electron/store/collection.ts';
import type { Mirrored } from '../../../electron/store/schemas/mirror-store.ts';
import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import type { Inside, Mutation } from './mutation.ts';

/** Ways to change the app from outside: each takes what is to be different and gives a mutation. */

type Events = (
  event: RecordEvent,
  record: OutboxRecord,
  all: ReadonlyMap<string, OutboxRecord>,
) => readonly RecordEvent[];

/** The sync's events reach the records as other events. */
export function changeEvents(change: Events): Mutation {
  return {
    accounts: (accounts) => ({
      ...accounts,
      get records() {
        return accounts.records;
      },
      apply: (localId, asked) =>
        accounts.apply(localId, (record) =>
          asked(record).flatMap((event) => change(event, record, accounts.records)),
        ),
    }),
  };
}

type Rows = (after: OutboxRecord, before: OutboxRecord | undefined) => OutboxRecord;

/** Records become something else, in memory and on the disk. */
export function changeRecords(change: Rows): Mutation {
  return {
    outbox: (outbox) =>
      changeCommits(outbox, (changes) => {
        for (const one of changes) {
          if (!('put' in one) || one.row.kind !== 'record') continue;
          const before = outbox.rows.get(one.put);
          const record = change(one.row.record, before?.kind === 'record' ? before.record : undefined);
          // In place, so that memory and disk have the same defect.
          Object.assign(one.row.record, record);
        }
        return changes;
      }),
  };
}

export function changeCommits(
  outbox: Collection<OutboxRow>,
  change: (changes: readonly Change<OutboxRow>[]) => readonly Change<OutboxRow>[],
): Collection<OutboxRow> {
  return {
    rows: outbox.rows,
    close: () => outbox.close(),
    commit: (changes) => outbox.commit(change(changes)),
  };
}

type Bend = <T>(answer: Answer<T>) => Answer<T>;

/** Answers to what writes. */
export function changeWriteAnswers(gateway: Gateway, bend: Bend): Gateway {
  return {
    ...gateway,
    create: async (write) => bend(await gateway.create(write)),
    update: async (id, write) => bend(await gateway.update(id, write)),
  };
}

/** Answers to everything about accounts. */
export function changeAnswers(gateway: Gateway, bend: Bend): Gateway {
  return {
    ...changeWriteAnswers(gateway, bend),
    view: async (id, type) => bend(await gateway.view(id, type)),
    list: async (query) => bend(await gateway.list(query)),
  };
}

export function changeLists(
  change: (answer: Answer<ListPage>, inside: Inside) => Answer<ListPage>,
): Mutation {
  return {
    gateway: (gateway, inside) => ({
      ...gateway,
      list: async (query) => change(await gateway.list(query), inside),
    }),
  };
}

export function changeMirror(mirror: (mirror: Mirror) => Mirror): Mutation {
  return { mirror: (true_) => mirror(copyOf(true_)) };
}

/** Its own methods, so that one of them can be another. */
export function copyOf(mirror: Mirror): Mirror {
  return {
    accounts: mirror.accounts,
    remoteIdOf: (localId) => mirror.remoteIdOf(localId),
    progress: (type) => mirror.progress(type),
    put: (news) => mirror.put(news),
    remove: (remoteIds) => mirror.remove(remoteIds),
    keepProgress: (progress) => mirror.keepProgress(progress),
    throwAway: (kept) => mirror.throwAway(kept),
    subscribe: (listener) => mirror.subscribe(listener),
    close: () => mirror.close(),
  };
}

export function changeDownloaded(
  change: (row: Mirrored, before: Mirrored | undefined) => Mirrored,
): Mutation {
  return changeMirror((mirror) => ({
    ...mirror,
    put: (news) => mirror.put(news.map((row) => change(row, mirror.accounts.get(row.account.id)))),
  }));
}

export function happenedLast({ history }: OutboxRecord, what: string): boolean {
  return history.some((entry) => entry.event.what === what && entry.at === history.at(-1)?.at);
}
