import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { ok } from '../../../shared/problem.ts';
import { changeCommits, copyOf } from './wrap.ts';
import type { Mutant } from './mutant.ts';

/** Defects in what is kept on this computer. */
export const STORES: readonly Mutant[] = [
  {
    defect: 'acknowledges before anything is on the disk',
    goals: ['nothing lost', 'restarts at any await'],
    mutation: { acknowledgedEarly: { outbox: 3_000 } },
    where: ({ crashes }) => crashes > 0,
  },
  {
    defect: 'takes a failed append for a good one',
    goals: ['failed append then success', 'nothing lost'],
    mutation: {
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
    goals: ['nothing lost'],
    mutation: {
      outbox: (outbox) =>
        changeCommits(outbox, (changes) =>
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
    goals: ['restarts at any await', 'crash between two stores'],
    mutation: {
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
    goals: ['crash between two stores'],
    mutation: {
      mirror: (mirror) => ({
        ...copyOf(mirror),
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
    goals: ['the mirror can be thrown away'],
    mutation: {
      mirror: (mirror, outbox) => ({
        ...copyOf(mirror),
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
    goals: ['merging a duplicate keeps what was typed'],
    mutation: {
      outbox: (outbox) =>
        changeCommits(outbox, (changes) => {
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
