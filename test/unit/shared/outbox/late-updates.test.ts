import { describe, expect, test } from 'vitest';
import type { Values } from '../../../../shared/account.ts';
import { step } from '../../../../shared/outbox/step.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  accepted,
  account,
  checked,
  discarded,
  edit,
  edited,
  lost,
  started,
  synced,
  T0,
} from '../../../support/records.ts';

/** An update whose answer was lost, and which SalesBinder carries out after a newer one: a person is asked. */

const ADDRESS = '12 Rue de la Paix';

/** The address was sent, its answer lost. */
function lostAddress(): OutboxRecord {
  return lost(started(edited(synced(), { billingAddress1: ADDRESS }), 'u1'), 'u1');
}

function sent(record: OutboxRecord, id: string, values: Values): OutboxRecord {
  return accepted(started(record, id), id, account(values));
}

function pulled(record: OutboxRecord, values: Values): OutboxRecord {
  return step(record, { is: 'pulled', at: T0 + 200_000, theirs: account(values) });
}

function isAsked(record: OutboxRecord, there: string): void {
  expect(record.state).toEqual({ name: 'conflict', fields: ['billingAddress1'] });
  expect(record.fields.billingAddress1).toMatchObject({ mine: '', theirs: there });
}

describe('what was sent before, and comes in over what was sent since,', () => {
  const emptied = (): OutboxRecord => sent(edited(lostAddress(), { billingAddress1: '' }), 'u2', {});

  test('is asked about as it was typed', () => {
    isAsked(pulled(emptied(), { billingAddress1: ADDRESS }), ADDRESS);
  });

  test('is asked about where SalesBinder cut it short', () => {
    isAsked(pulled(emptied(), { billingAddress1: '12 Rue de la P' }), '12 Rue de la P');
  });

  test('is asked about in the way that SalesBinder was seen to write it', () => {
    const own = 'Rue de la Paix 12';
    const again = sent(lostAddress(), 'u2', { billingAddress1: own });
    isAsked(pulled(sent(edited(again, { billingAddress1: '' }), 'u3', {}), { billingAddress1: own }), own);
  });

  test("is taken over where it is another's", () => {
    const record = pulled(emptied(), { billingAddress1: '1 Main Street' });
    expect(record.state.name).toBe('synced');
    expect(record.fields.billingAddress1?.mine).toBe('1 Main Street');
  });

  test('is asked about after a form that was opened before it', () => {
    const again = sent(lostAddress(), 'u2', { billingAddress1: ADDRESS });
    const changed = { billingAddress1: { from: '', to: '1 Main Street' } };
    const conflict = step(again, edit(again, {}, { changed }));
    expect(conflict.state.name).toBe('conflict');
    const choices = { billingAddress1: { theirs: ADDRESS, value: '' } };
    const settled = step(conflict, { is: 'conflict-settled', at: T0, choices });
    isAsked(pulled(sent(settled, 'u3', {}), { billingAddress1: ADDRESS }), ADDRESS);
  });

  test('is asked about after another edit was discarded', () => {
    const again = sent(lostAddress(), 'u2', { billingAddress1: ADDRESS });
    const dropped = discarded(edited(again, { billingAddress1: '1 Main Street' }));
    const changed = { billingAddress1: { from: ADDRESS, to: '' } };
    const since = step(dropped, edit(dropped, {}, { changed }));
    isAsked(pulled(sent(since, 'u3', {}), { billingAddress1: ADDRESS }), ADDRESS);
  });
});

test('an update whose answer was lost is nothing to ask about while nothing was sent since', () => {
  const record = checked(lostAddress(), account({ billingAddress1: ADDRESS }));
  expect(record.state.name).toBe('synced');
});
