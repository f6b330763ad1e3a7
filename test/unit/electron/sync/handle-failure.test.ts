import { describe, expect, it } from 'vitest';
import type { SyncContext } from '../../../../electron/sync/context.ts';
import { handleFailure } from '../../../../electron/sync/handle-failure.ts';
import type { AnswerProblem } from '../../../../shared/problem.ts';
import { mirrorRig } from '../../../support/mirror-way.ts';
import { attempt, T0 } from '../../../support/records.ts';

/** A create that is denied, and the neutral list that is not answered, because it could not be asked. */
async function deniedWithoutProof(problem: AnswerProblem): Promise<unknown> {
  const rig = mirrorRig();
  await rig.accounts.save({
    ...{ localId: 'local-one', openedAtRevision: 0, type: 'customer', note: null },
    changed: { name: { from: '', to: 'one' } },
  });
  await rig.accounts.apply('local-one', (record) => [
    { is: 'started', at: T0, attempt: attempt(record, 'a1') },
  ]);
  const gatekeeper = { ...rig.context.gatekeeper, probe: () => Promise.resolve(null) };
  const context: SyncContext = { ...rig.context, gatekeeper };
  const about = { purpose: 'create', type: 'customer', attemptId: 'a1' } as const;
  const answer = { problem, retryAfter: null, mayHaveActed: false };
  const others = await handleFailure(context, about, answer, ['local-one']);
  expect(others).toBe('stop');
  expect([...rig.context.link.heldTypes]).toEqual([]);
  return rig.accounts.records.get('local-one')?.state;
}

describe('a denial whose neutral list could not be asked', () => {
  it.each<AnswerProblem>([
    { what: 'key', reason: 'refused' },
    { what: 'forbidden', type: 'customer' },
    { what: 'wrong-address', status: 404 },
    { what: 'refused', status: 402, message: '', fields: {} },
  ])('refuses no record, and holds no type ($what)', async (problem) => {
    expect(await deniedWithoutProof(problem)).toMatchObject({ name: 'waiting', dueAt: T0, problem });
  });
});
