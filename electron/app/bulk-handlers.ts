import type { Handlers } from '../../shared/contract/contract.ts';
import { bulkEdits, planOf, undoingEdits } from '../../shared/outbox/bulk-edit.ts';
import { ok } from '../../shared/problem.ts';
import { accountView } from './account-views.ts';
import type { CurrentWorkspace } from './current-workspace.ts';
import type { OpenWorkspace } from './workspace.ts';

/** What is asked of many accounts at once. */
export function bulkHandlers(
  current: CurrentWorkspace,
): Pick<Handlers, 'selected' | 'planEdit' | 'editMany' | 'undoEditMany'> {
  return {
    selected: ({ localIds }) =>
      current.within(({ accounts }) => {
        const views = localIds.map((localId) => accountView(accounts, localId));
        return Promise.resolve(
          ok(views.filter((view) => view !== null).map(({ localId, can }) => ({ localId, can }))),
        );
      }),
    planEdit: ({ localIds, key, to }) =>
      current.within((open) => {
        const { changing, same, left } = planOf(standing(open, localIds), key, to);
        return Promise.resolve(ok({ changing: changing.length, same, left }));
      }),
    editMany: ({ localIds, key, to }) =>
      current.within(async (open) => {
        const { accounts } = open;
        let changed: ReturnType<typeof planOf>['changing'] = [];
        // Asked when the queue has come to it: nothing typed or learned until then is overlooked.
        const saved = await accounts.saveMany(() => {
          const those = standing(open, localIds);
          changed = planOf(those, key, to).changing;
          return bulkEdits(those, key, to);
        });
        return saved.ok ? ok({ changed }) : saved;
      }),
    undoEditMany: ({ key, to, changed }) =>
      current.within(async (open) => {
        const before = new Map(changed.map(({ localId, was }) => [localId, was]));
        const saved = await open.accounts.saveMany(() =>
          undoingEdits(standing(open, [...before.keys()]), key, to, before),
        );
        return saved.ok ? ok({ count: saved.value.length }) : saved;
      }),
  };
}

function standing({ accounts }: OpenWorkspace, localIds: readonly string[]) {
  return localIds.map((localId) => accounts.accountAsItStands(localId));
}
