import { ok } from '../../../shared/problem.ts';
import type { Gateway } from '../../../electron/salesbinder/gateway.ts';
import { latest } from '../world/server/server-accounts.ts';
import { changeMirror, changeLists, changeDownloaded } from './wrap.ts';
import type { Mutant } from './mutant.ts';
import type { Mutation } from './mutation.ts';

/** Defects in the download and in what relies on it. */
export const MIRROR: readonly Mutant[] = [
  ...(
    [
      {
        defect: 'never takes note of a deletion',
        goals: ['deletions there'],
        mutation: changeMirror((mirror) => ({ ...mirror, remove: () => Promise.resolve(ok(null)) })),
      },
      {
        defect: 'takes what a list leaves out for deleted',
        goals: ['stale list with 200'],
        mutation: changeMirror((mirror) => ({
          ...mirror,
          put: async (rows) => {
            const type = rows[0]?.account.type;
            const listed = new Set(rows.map(({ account }) => account.id));
            const others = [...mirror.accounts.values()].filter(({ account }) => account.type === type);
            const kept = await mirror.put(rows);
            await mirror.remove(others.map(({ account }) => account.id).filter((id) => !listed.has(id)));
            return kept;
          },
        })),
      },
      {
        defect: 'takes an empty list for an empty SalesBinder',
        goals: ['empty list with 200'],
        mutation: {
          gateway: (gateway, { mirror }) => ({
            ...gateway,
            list: async (query) => {
              const answer = await gateway.list(query);
              const empty = answer.ok && answer.value.count === 0 && query.filter === undefined;
              const ofType = [...mirror.accounts.values()].filter(
                ({ account }) => account.type === query.type,
              );
              if (empty) await mirror.remove(ofType.map(({ account }) => account.id));
              return answer;
            },
          }),
        },
      },
      {
        defect: 'asks for nothing from before its last look',
        goals: ['stale list with 200'],
        mutation: looking((since) => since + OVERLAP),
      },
      {
        defect: 'lets a prospect be one for ever',
        goals: ['prospects turned customers'],
        mutation: changeDownloaded((row, before) => ({
          ...row,
          account: { ...row.account, type: before?.account.type ?? row.account.type },
        })),
      },
      {
        defect: 'believes the log that a prospect is gone',
        goals: ['prospects turned customers'],
        mutation: {
          gateway: (gateway, { mirror }) => ({
            ...gateway,
            deleted: async (query) => {
              const answer = await gateway.deleted(query);
              if (answer.ok) await mirror.remove(answer.value.deleted);
              return answer;
            },
          }),
        },
      },
      {
        defect: 'keeps of an account what it downloaded first',
        goals: ['edits there'],
        mutation: changeDownloaded((row, before) => before ?? row),
      },
      {
        defect: 'marks its looks with a clock that is ahead',
        goals: ['clock jumps'],
        mutation: changeLists((answer) => ({
          ...answer,
          serverDate: (answer.serverDate ?? 0) + 6 * 3_600_000,
        })),
      },
      {
        defect: 'reads the first page only',
        goals: ['edits there'],
        mutation: changeLists((answer) =>
          answer.ok
            ? { ...answer, value: { ...answer.value, pages: 1, count: answer.value.accounts.length } }
            : answer,
        ),
      },
      {
        defect: 'takes the mirror for a look',
        goals: ['edits there'],
        mutation: {
          sync: ({ batchPreflight, rateLimiter }) => {
            batchPreflight.lookup = (context, localId) => {
              const row = context.accounts.identity.mirrored(localId);
              return Promise.resolve(
                row === null ? null : { theirs: row.account, at: rateLimiter.instant() },
              );
            };
          },
        },
      },
      {
        defect: 'takes an answer from before a write for one from after it',
        goals: ['jittered latency and reordered answers'],
        // The stamp of what was written would give such an answer away by itself.
        mutation: {
          gateway: (gateway): Gateway => ({
            ...gateway,
            update: async (...asked) => {
              const answer = await gateway.update(...asked);
              return answer.ok ? { ...answer, value: { ...answer.value, modified: null } } : answer;
            },
          }),
          sync: ({ context }) => {
            context.gatekeeper.order.isNewer = () => true;
          },
        },
      },
    ] satisfies readonly Mutant[]
  ).map((one): Mutant => ({ ...one, where: ({ downloads, before }) => downloads && before > 3 })),
  {
    defect: 'takes what the other computer writes for its own echo',
    goals: ['two computers'],
    mutation: {
      gateway: (gateway, { server, caller }): Gateway => ({
        ...gateway,
        list: async (query) => {
          const answer = await gateway.list(query);
          if (!answer.ok) return answer;
          const accounts = answer.value.accounts.filter(({ id }) => {
            const account = server.accounts.byId.get(id);
            const by = account === undefined ? null : latest(account).request;
            return by === null || server.requests[by - 1]?.from === caller.name;
          });
          const left = answer.value.accounts.length - accounts.length;
          return { ...answer, value: { ...answer.value, count: answer.value.count - left, accounts } };
        },
      }),
    },
    where: ({ downloads, computers }) => downloads && computers === 2,
  },
];

/** The time that is asked for again, seconds. */
const OVERLAP = 2 * 60 * 60;

function looking(change: (since: number) => number): Mutation {
  return {
    gateway: (gateway) => ({
      ...gateway,
      list: (query) =>
        gateway.list(
          query.filter?.by === 'modifiedSince'
            ? { ...query, filter: { by: 'modifiedSince', epochSeconds: change(query.filter.epochSeconds) } }
            : query,
        ),
    }),
  };
}
