import type { Collection } from '../../../electron/store/collection.ts';
import { ok } from '../../../shared/problem.ts';
import type { Kept } from './session.ts';

/** Says "saved" at once. */
export function answeringEarly(kept: Kept): Kept {
  return committing(kept, async (collection, changes) => {
    void collection.commit(changes);
    return ok(null);
  });
}

/** Writes each change by itself. */
export function splitting(kept: Kept): Kept {
  return committing(kept, async (collection, changes) => {
    for (const change of changes) await collection.commit([change]);
    return ok(null);
  });
}

type Commit = Collection<unknown>['commit'];

function committing(
  kept: Kept,
  commit: (collection: Collection<unknown>, changes: Parameters<Commit>[0]) => ReturnType<Commit>,
): Kept {
  return {
    ...kept,
    open: async (files) => {
      const opened = await kept.open(files);
      if (!opened.ok) return opened;
      const { collection, notice } = opened.value;
      const { rows } = collection;
      const different = { rows, commit: commit.bind(null, collection), close: () => collection.close() };
      return ok({ notice, collection: different });
    },
  };
}
