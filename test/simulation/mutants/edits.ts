import type { FieldKey, Values } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { changeEvents, changeRecords, happenedLast } from './wrap.ts';
import type { Mutant } from './mutant.ts';

/** Defects in what is changed, and in what is said of it. */
export const EDITS: readonly Mutant[] = [
  {
    defect: 'marks an edit made in flight as sent',
    goals: ['jittered latency and reordered answers'],
    mutation: changeRecords((after, before) => {
      const accepted =
        before?.state.name === 'sending' && after.state.name === 'waiting' && happenedLast(after, 'accepted');
      return accepted ? { ...after, state: { name: 'synced', at: after.editedAt } } : after;
    }),
  },
  {
    defect: 'puts the answer over what was typed in flight',
    goals: ['nothing lost'],
    mutation: changeRecords((after, before) => {
      if (before?.state.name !== 'sending' || !happenedLast(after, 'accepted')) return after;
      const fields = Object.entries(after.fields).map(([key, field]) => [
        key,
        { ...field, mine: field.base ?? field.mine },
      ]);
      const state = { name: 'synced', at: 0 } as const;
      return { ...after, fields: Object.fromEntries(fields) as OutboxRecord['fields'], state };
    }),
  },
  {
    defect: 'sends the whole form',
    goals: ['edits there'],
    mutation: changeEvents((event, record) => {
      if (event.is !== 'started' || event.attempt.kind !== 'update') return [event];
      const sent = Object.entries(record.fields).map(([key, field]): [string, string] => [key, field.mine]);
      return [{ ...event, attempt: { ...event.attempt, sent: Object.fromEntries(sent) } }];
    }),
  },
  {
    defect: 'puts an update on top without merging the check',
    goals: ['edits there', 'nothing overwritten silently'],
    mutation: changeEvents((event, record) =>
      event.is === 'checked' ? [{ ...event, theirs: { ...event.theirs, values: basesOf(record) } }] : [event],
    ),
  },
  {
    defect: 'settles conflicts by itself, mine wins',
    goals: ['edits there', 'nothing overwritten silently'],
    mutation: conflictsBecome((theirs, field) => ({ ...field, base: theirs })),
  },
  {
    defect: 'settles conflicts by itself, theirs wins',
    goals: ['nothing lost'],
    mutation: conflictsBecome((theirs, field) => ({ ...field, base: theirs, mine: theirs })),
  },
  {
    defect: 'asks about its own lost update',
    goals: ['answer dropped after commit'],
    mutation: changeEvents((event, record) =>
      event.is === 'outcome-unknown' && record.remoteId !== null ? [{ ...event, is: 'not-sent' }] : [event],
    ),
  },
  {
    defect: 'takes a 502 for done',
    goals: ['5xx before commit'],
    mutation: {
      gateway: (gateway) => ({
        ...gateway,
        update: async (id, write) => {
          const answer = await gateway.update(id, write);
          if (answer.ok || answer.problem.what !== 'trouble') return answer;
          const { type, values } = write;
          const account = { id, number: null, type, values, created: null, modified: null };
          return { ok: true, serverDate: answer.serverDate ?? 0, value: account };
        },
      }),
    },
  },
  {
    defect: 'sends again until SalesBinder has it to the letter',
    goals: ['values normalised by the server', 'values truncated by the server'],
    mutation: changeEvents((event, record) => {
      if (event.is !== 'accepted' || record.state.name !== 'sending') return [event];
      const { attempt } = record.state;
      const kept = Object.entries(attempt.sent).every(
        ([key, value]) => event.account.values[key as FieldKey] === value,
      );
      if (kept || attempt.kind === 'create') return [event];
      const { at, attemptId } = event;
      return [
        { is: 'not-sent', at, attemptId, problem: { what: 'trouble', status: 200 }, dueAt: at + 9_000 },
      ];
    }),
    where: ({ normalises, truncates }) => normalises || truncates,
  },
];

type Field = NonNullable<OutboxRecord['fields'][FieldKey]>;

function conflictsBecome(settled: (theirs: string, field: Omit<Field, 'theirs'>) => Omit<Field, 'theirs'>) {
  return changeRecords((after) => {
    if (after.state.name !== 'conflict') return after;
    const fields = Object.entries(after.fields).map(([key, { theirs, ...field }]) => [
      key,
      theirs === undefined ? field : settled(theirs, field),
    ]);
    return {
      ...after,
      fields: Object.fromEntries(fields) as OutboxRecord['fields'],
      state: { name: 'waiting', dueAt: 0, tries: 0, problem: null },
    };
  });
}

function basesOf({ fields }: OutboxRecord): Values {
  return Object.fromEntries((Object.keys(fields) as FieldKey[]).map((key) => [key, fields[key]?.base ?? '']));
}
