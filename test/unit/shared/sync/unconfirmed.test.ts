import { expect, it } from 'vitest';
import { unconfirmedCreates } from '../../../../shared/sync/unconfirmed.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  edited,
  found,
  account,
  fresh,
  instant,
  started,
  synced,
  unknown,
} from '../../../support/records.ts';

function attemptsOf(record: OutboxRecord): readonly (readonly string[])[] {
  return unconfirmedCreates([record], instant(), null).map((create) => [...create.notBefore.keys()]);
}

it('a create that is under way is unconfirmed, too: what a list shows meanwhile may be its', () => {
  expect(attemptsOf(started(fresh(), 'a1'))).toEqual([['a1']]);
});

it('nothing is unconfirmed of an account that was never sent, is known, or is only changed', () => {
  expect(attemptsOf(fresh())).toEqual([]);
  expect(attemptsOf(synced())).toEqual([]);
  expect(attemptsOf(found(unknown(), 'a1', account({ name: 'Acme', phone: '1' })))).toEqual([]);
  expect(attemptsOf(started(edited(synced(), { phone: '2' }), 'a2'))).toEqual([]);
});
