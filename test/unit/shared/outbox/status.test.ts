import { describe, expect, it } from 'vitest';
import { recordStatusOf } from '../../../../shared/outbox/status.ts';
import { step } from '../../../../shared/outbox/step.ts';
import {
  account,
  accepted,
  discarded,
  edited,
  fresh,
  started,
  synced,
  T0,
} from '../../../support/records.ts';

describe('a discarded record', () => {
  it('is an account like any other when only an edit of it was discarded', () => {
    const record = discarded(edited(synced(), { phone: '2' }));
    expect(recordStatusOf(record)).toEqual({ is: 'edit-discarded' });
  });

  it('is gone with its edit when SalesBinder no longer has it', () => {
    const record = discarded(step(edited(synced(), { phone: '2' }), { is: 'gone', at: T0 }));
    expect(recordStatusOf(record)).toEqual({ is: 'discarded', found: null });
  });

  it('says so when a new account, discarded in flight, arrived all the same', () => {
    const record = accepted(discarded(started(fresh(), 'a1')), 'a1', account({ name: 'Acme' }));
    expect(recordStatusOf(record)).toEqual({ is: 'discarded', found: 641 });
  });
});
