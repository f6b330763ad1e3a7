import { describe, expect, it } from 'vitest';
import { FIELD_KEYS } from '../../../../shared/account.ts';
import type { Values } from '../../../../shared/account.ts';
import { step } from '../../../../shared/outbox/step.ts';
import { withoutValues } from '../../../../shared/outbox/without-values.ts';
import { account, attempt, edit, fresh, instant, LOST, synced, T0 } from '../../../support/records.ts';

/** Words that read like ids: nothing in their form tells them from words of ours. */
function secrets(of: string): Values {
  return Object.fromEntries(FIELD_KEYS.map((key, at) => [key, `secret-${of}-${String(at)}`]));
}

describe('stored data for somebody who may not read it', () => {
  const lost = { ...fresh(secrets('typed')), note: 'secret-note', localId: 'local-one-1' };
  const first = attempt(lost, 'attempt-1');
  const unknown = [
    { is: 'started', at: T0, attempt: first } as const,
    {
      ...({ is: 'outcome-unknown', at: T0, attemptId: 'attempt-1', problem: LOST } as const),
      ...{ ended: instant(), dueAt: T0 },
    },
  ].reduce(step, lost);
  const asked = step(unknown, {
    ...({ is: 'cannot-tell', at: T0, why: 'near' } as const),
    candidates: [{ ...account(secrets('candidate')), id: 'remote-7' }],
  });
  const known = synced(secrets('sent'));
  const edited = step(known, edit(known, secrets('edited')));
  const conflict = step(edited, {
    ...({ is: 'pulled', at: T0 } as const),
    theirs: { ...account(secrets('theirs')), id: edited.remoteId ?? '' },
  });
  const waiting = { ...fresh(secrets('typed')), localId: 'local-two-2' };
  const refused = [
    { is: 'started', at: T0, attempt: attempt(waiting, 'attempt-2') } as const,
    {
      ...({ is: 'refused', at: T0, attemptId: 'attempt-2', ended: instant() } as const),
      problem: {
        ...({ what: 'refused', status: 422, message: 'secret-message' } as const),
        fields: { email: 'secret-sentence' },
      },
    },
  ].reduce(step, waiting);

  it.each([
    ['unknown, with candidates', asked],
    ['in conflict', conflict],
    ['refused', refused],
    ['edited', edited],
  ])('has nothing that was typed, sent or said: a record that is %s', (_, record) => {
    expect(JSON.stringify(record)).toContain('secret-');
    expect(JSON.stringify(withoutValues(record))).not.toContain('secret');
  });

  it('keeps ids, states, kinds, moments and the names of fields', () => {
    expect(withoutValues(refused)).toMatchObject({
      ...{ localId: 'local-two-2', type: 'customer', revision: waiting.revision },
      state: {
        name: 'refused',
        problem: {
          what: 'refused',
          status: 422,
          message: '<14 characters>',
          fields: { email: '<15 characters>' },
        },
      },
      fields: { name: { mine: '<14 characters>' } },
    });
    expect(withoutValues(asked)).toMatchObject({
      state: { name: 'unknown', ask: { why: 'near', candidates: [{ id: 'remote-7' }] } },
      attempts: [{ id: 'attempt-1', kind: 'create' }],
    });
    expect(withoutValues(conflict)).toMatchObject({ state: { name: 'conflict', fields: [...FIELD_KEYS] } });
  });

  it('tells whether a text has other letters than ASCII’s', () => {
    expect(withoutValues({ note: 'Zoë' })).toEqual({ note: '<3 characters, not all of them ASCII>' });
  });

  it('takes what it does not know for somebody’s words, names included', () => {
    expect(withoutValues({ brandNew: 'secret', 'Acme & Sons': 1, id: 'two words' })).toEqual({
      brandNew: '<6 characters>',
      '<11 characters>': 1,
      id: '<9 characters>',
    });
  });
});
