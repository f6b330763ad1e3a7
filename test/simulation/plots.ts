import type { FieldKey, Values } from '../../shared/account.ts';
import type { RecordEvent } from '../../shared/event.ts';
import type { OutboxRecord } from '../../shared/record.ts';
import type { Answer, Gateway } from '../../electron/salesbinder/gateway.ts';
import type { OutboxRow } from '../../electron/store/outbox-store.ts';
import type { Change, Collection } from '../../electron/store/collection.ts';
import type { Plot } from './plot.ts';

type Events = (
  event: RecordEvent,
  record: OutboxRecord,
  all: ReadonlyMap<string, OutboxRecord>,
) => readonly RecordEvent[];
type Rows = (after: OutboxRecord, before: OutboxRecord | undefined) => OutboxRecord | null;

/** Defects that somebody could build in one day, by what they do wrong. The oracle has to notice each of them. */
export const PLOTS: Readonly<Record<string, Plot>> = {
  'sends a lost create again without looking': events((event, record) =>
    event.is === 'outcome-unknown' && record.remoteId === null ? [{ ...event, is: 'not-sent' }] : [event],
  ),
  'takes a look before 120 s for leave to send again': events((event) =>
    event.is === 'not-found' ? [{ ...event, permits: true }] : [event],
  ),
  'forgets at a restart what was being sent': events((event) =>
    event.is === 'outcome-unknown' && event.problem.what === 'lost' && event.problem.detail === 'interrupted'
      ? [{ ...event, is: 'not-sent' }]
      : [event],
  ),
  'marks an edit made in flight as sent': rows((after, before) => {
    const accepted =
      before?.state.name === 'sending' && after.state.name === 'waiting' && told(after, 'accepted');
    return accepted ? { ...after, state: { name: 'synced', at: after.editedAt } } : after;
  }),
  'puts the answer over what was typed in flight': rows((after, before) => {
    if (before?.state.name !== 'sending' || !told(after, 'accepted')) return after;
    const fields = Object.entries(after.fields).map(([key, field]) => [
      key,
      { ...field, mine: field.base ?? field.mine },
    ]);
    return {
      ...after,
      fields: Object.fromEntries(fields) as OutboxRecord['fields'],
      state: { name: 'synced', at: 0 },
    };
  }),
  'sends the whole form': events((event, record) => {
    if (event.is !== 'started' || event.attempt.kind !== 'update') return [event];
    const sent = Object.entries(record.fields).map(([key, field]): [string, string] => [key, field.mine]);
    return [{ ...event, attempt: { ...event.attempt, sent: Object.fromEntries(sent) } }];
  }),
  'puts an update on top without merging the check': events((event, record) =>
    event.is === 'checked' ? [{ ...event, theirs: { ...event.theirs, values: basesOf(record) } }] : [event],
  ),
  'settles conflicts by itself, mine wins': rows((after) => {
    if (after.state.name !== 'conflict') return after;
    const fields = Object.entries(after.fields).map(([key, { theirs, ...field }]) => [
      key,
      theirs === undefined ? field : { ...field, base: theirs },
    ]);
    return {
      ...after,
      fields: Object.fromEntries(fields) as OutboxRecord['fields'],
      state: { name: 'waiting', dueAt: 0, tries: 0, problem: null },
    };
  }),
  'settles conflicts by itself, theirs wins': rows((after) => {
    if (after.state.name !== 'conflict') return after;
    const fields = Object.entries(after.fields).map(([key, { theirs, ...field }]) => [
      key,
      theirs === undefined ? field : { ...field, base: theirs, mine: theirs },
    ]);
    return {
      ...after,
      fields: Object.fromEntries(fields) as OutboxRecord['fields'],
      state: { name: 'waiting', dueAt: 0, tries: 0, problem: null },
    };
  }),
  'holds everything on one refusal': {
    gateway: (gateway, sync) =>
      writing(gateway, (answer) => {
        if (!answer.ok && answer.problem.what === 'refused') sync().hold({ what: 'key', reason: 'refused' });
        return answer;
      }),
  },
  'takes a lost request for one that never left': {
    gateway: (gateway) =>
      writing(gateway, (answer) =>
        !answer.ok && answer.problem.what === 'lost'
          ? { ...answer, problem: { what: 'unreachable', detail: 'ECONNRESET' }, mayHaveActed: false }
          : answer,
      ),
  },
  'acknowledges before anything is on the disk': { acknowledgedEarly: 3_000 },
  'frees a turn when the request leaves': {
    sync: ({ turns }) => {
      const take = turns.take.bind(turns);
      turns.take = async (gateway) => {
        const taken = await take(gateway);
        if (!taken.ok) return taken;
        const { giveBack, ask } = taken.value;
        giveBack();
        return { ok: true, value: { giveBack, ask } };
      };
    },
  },
  'counts one request too few': {
    limits: [
      { requests: 51, within: 60_000 },
      { requests: 16, within: 10_000 },
    ],
  },
  'forgets the windows at a restart': { forgetsWindows: true },
  'goes on after a 429 as after any trouble': {
    gateway: (gateway) =>
      asking(gateway, (answer) =>
        !answer.ok && answer.problem.what === 'over-limit'
          ? { ...answer, problem: { what: 'unreachable', detail: '429' } }
          : answer,
      ),
  },
  'drops the answer to what was discarded in flight': events((event, record) =>
    record.discarded && event.is === 'accepted' ? [] : [event],
  ),
  'adopts an account that another record has': events((event, record, all) => {
    const other = [...all.values()].find((one) => one.remoteId !== null && one.type === record.type);
    const attemptId = record.attempts.at(-1)?.id;
    if (event.is !== 'not-found' || other?.remoteId == null || attemptId === undefined) return [event];
    const account = {
      id: other.remoteId,
      number: other.number,
      type: other.type,
      created: null,
      modified: null,
    };
    return [{ is: 'found', at: event.at, attemptId, account: { ...account, values: {} } }];
  }),
  'adopts what is only near': events((event, record) => {
    const attemptId = record.attempts.at(-1)?.id;
    const account = event.is === 'cannot-tell' ? event.candidates[0] : undefined;
    return account === undefined || attemptId === undefined
      ? [event]
      : [{ is: 'found', at: event.at, attemptId, account }];
  }),
  'removes what was refused': {
    outbox: (outbox) =>
      committing(outbox, (changes) =>
        changes.map((change) =>
          'put' in change && change.row.kind === 'record' && change.row.record.state.name === 'refused'
            ? { remove: change.put }
            : change,
        ),
      ),
  },
  'writes down what is sent only after it left': {
    accounts: (accounts) => ({
      ...accounts,
      get records() {
        return accounts.records;
      },
      apply: (localId, events_) => {
        let ahead: OutboxRecord | null = null;
        const done = accounts.apply(localId, (record) => {
          const all = events_(record);
          const [event] = all;
          if (event?.is === 'started') {
            ahead = { ...record, state: { name: 'sending', attempt: event.attempt, tries: 0 } };
          }
          return all;
        });
        return Promise.resolve().then(() => (ahead === null ? done : { ok: true, value: ahead }));
      },
    }),
  },
};

function events(change: Events): Plot {
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

function rows(change: Rows): Plot {
  return {
    outbox: (outbox) =>
      committing(outbox, (changes) =>
        changes.flatMap((one): readonly Change<OutboxRow>[] => {
          if (!('put' in one) || one.row.kind !== 'record') return [one];
          const before = outbox.rows.get(one.put);
          const record = change(one.row.record, before?.kind === 'record' ? before.record : undefined);
          // In place, so that memory and disk have the same defect.
          if (record !== null) Object.assign(one.row.record, record);
          return [one];
        }),
      ),
  };
}

function committing(
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

function writing(gateway: Gateway, bend: Bend): Gateway {
  return {
    ...gateway,
    create: async (type, values) => bend(await gateway.create(type, values)),
    update: async (id, type, values) => bend(await gateway.update(id, type, values)),
  };
}

function asking(gateway: Gateway, bend: Bend): Gateway {
  return {
    ...writing(gateway, bend),
    view: async (id, type) => bend(await gateway.view(id, type)),
    list: async (query) => bend(await gateway.list(query)),
  };
}

function told({ history }: OutboxRecord, what: string): boolean {
  return history.some((entry) => entry.event.what === what && entry.at === history.at(-1)?.at);
}

function basesOf({ fields }: OutboxRecord): Values {
  return Object.fromEntries((Object.keys(fields) as FieldKey[]).map((key) => [key, fields[key]?.base ?? '']));
}
