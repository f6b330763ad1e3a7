import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { ok } from '../../../shared/problem.ts';
import { committing, plain } from './wrap.ts';
import type { Planted } from './mutant.ts';

/** Defects in what is kept on this computer. */
export const STORES: readonly Planted[] = [
  {
    defect: 'acknowledges before anything is on the disk',
    lines: ['nothing lost', 'restarts at any await'],
    plot: { acknowledgedEarly: { outbox: 3_000 } },
    where: ({ crashes }) => crashes > 0,
  },
  {
    defect: 'takes a failed append for a good one',
    lines: ['failed append then success', 'nothing lost'],
    plot: {
      outbox: (outbox) => ({
        rows: outbox.rows,
        close: () => outbox.close(),
        commit: async (changes) => {
          await outbox.commit(changes);
          return ok(null);
        },
      }),
    },
    where: ({ diskFailures }) => diskFailures > 0,
  },
  {
    defect: 'removes what was refused',
    lines: ['nothing lost'],
    plot: {
      outbox: (outbox) =>
        committing(outbox, (changes) =>
          changes.map((change) =>
            'put' in change && change.row.kind === 'record' && change.row.record.state.name === 'refused'
              ? { remove: change.put }
              : change,
          ),
        ),
    },
  },
  {
    defect: 'writes down what is sent only after it left',
    lines: ['restarts at any await', 'crash between two stores'],
    plot: {
      accounts: (accounts) => ({
        ...accounts,
        get records() {
          return accounts.records;
        },
        apply: (localId, events) => {
          let ahead: OutboxRecord | null = null;
          const done = accounts.apply(localId, (record) => {
            const all = events(record);
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
  },
  {
    defect: 'tells a record only what is news to the mirror',
    lines: ['crash between two stores'],
    plot: {
      mirror: (mirror) => ({
        ...plain(mirror),
        put: (news) => {
          lately.set(mirror.accounts, new Set(news.map(({ account }) => account.id)));
          return mirror.put(news);
        },
      }),
      accounts: (accounts, { mirror }) => ({
        ...accounts,
        get records() {
          return accounts.records;
        },
        apply: (localId, events) =>
          accounts.apply(localId, (record) =>
            events(record).filter(
              (event) => event.is !== 'pulled' || lately.get(mirror.accounts)?.has(event.theirs.id) === true,
            ),
          ),
      }),
    },
    where: ({ crashes, downloads, colleagues }) => downloads && crashes > 0 && colleagues.length > 0,
  },
  {
    defect: 'throws away with the mirror what was typed into it',
    lines: ['the mirror can be thrown away'],
    plot: {
      mirror: (mirror, outbox) => ({
        ...plain(mirror),
        throwAway: async (kept) => {
          const edits = [...outbox.rows].filter(
            ([, row]) => row.kind === 'record' && row.record.idFrom === 'mirror',
          );
          await outbox.commit(edits.map(([key]) => ({ remove: key })));
          return mirror.throwAway(kept);
        },
      }),
    },
    where: ({ downloads }) => downloads,
  },
  {
    defect: 'discards a duplicate and adds nothing to the other',
    lines: ['merging a duplicate keeps what was typed'],
    plot: {
      outbox: (outbox) =>
        committing(outbox, (changes) => {
          const records = changes.flatMap((one) => ('put' in one && one.row.kind === 'record' ? [one] : []));
          const before = outbox.rows.get(records[0]?.put ?? '');
          const [into, source] = records.map(({ row }) => (row.kind === 'record' ? row.record : undefined));
          if (source?.discarded === true && into !== undefined && before?.kind === 'record') {
            Object.assign(into, before.record);
          }
          return changes;
        }),
    },
  },
];

/** By the accounts of a mirror: which of them its last change was about. */
const lately = new WeakMap<object, ReadonlySet<string>>();
