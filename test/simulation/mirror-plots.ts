import { ok } from '../../shared/problem.ts';
import type { Mirror } from '../../electron/mirror.ts';
import type { Answer, Gateway, ListPage } from '../../electron/salesbinder/gateway.ts';
import type { Mirrored } from '../../electron/store/mirror-store.ts';
import type { Plot } from './plot.ts';

/** Defects in the download and in what relies on it. */
export const MIRROR_PLOTS: Readonly<Record<string, Plot>> = {
  'never takes note of a deletion': bent((mirror) => ({
    ...mirror,
    remove: () => Promise.resolve(ok(null)),
  })),
  'takes what a list leaves out for deleted': bent((mirror) => ({
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
  'lets a prospect be one for ever': putting((row, before) => ({
    ...row,
    account: { ...row.account, type: before?.account.type ?? row.account.type },
  })),
  'keeps of an account what it downloaded first': putting((row, before) => before ?? row),
  'marks its looks with a clock that is ahead': listing((answer) => ({
    ...answer,
    serverDate: (answer.serverDate ?? 0) + 6 * 3_600_000,
  })),
  'reads the first page only': listing((answer) =>
    answer.ok
      ? { ...answer, value: { ...answer.value, pages: 1, count: answer.value.accounts.length } }
      : answer,
  ),
  'takes the mirror for a look': {
    sync: ({ lists, turns }) => {
      if (lists === null) return;
      lists.look = (way, localId) => {
        const row = way.accounts.identity.mirrored(localId);
        return Promise.resolve(row === null ? null : { theirs: row.account, at: turns.instant() });
      };
    },
  },
  'takes an answer from before a write for one from after it': {
    sync: ({ order }) => {
      order.isNewer = () => true;
    },
  },
};

function bent(mirror: (mirror: Mirror) => Mirror): Plot {
  return { mirror: (true_) => mirror(plain(true_)) };
}

/** Its own methods, so that one of them can be another. */
function plain(mirror: Mirror): Mirror {
  return {
    accounts: mirror.accounts,
    remoteIdOf: (localId) => mirror.remoteIdOf(localId),
    progress: (type) => mirror.progress(type),
    put: (rows) => mirror.put(rows),
    remove: (remoteIds) => mirror.remove(remoteIds),
    keepProgress: (progress) => mirror.keepProgress(progress),
    throwAway: (kept) => mirror.throwAway(kept),
    subscribe: (listener) => mirror.subscribe(listener),
    close: () => mirror.close(),
  };
}

function putting(change: (row: Mirrored, before: Mirrored | undefined) => Mirrored): Plot {
  return bent((mirror) => ({
    ...mirror,
    put: (rows) => mirror.put(rows.map((row) => change(row, mirror.accounts.get(row.account.id)))),
  }));
}

function listing(change: (answer: Answer<ListPage>) => Answer<ListPage>): Plot {
  return {
    gateway: (gateway): Gateway => ({ ...gateway, list: async (query) => change(await gateway.list(query)) }),
  };
}
