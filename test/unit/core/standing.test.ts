import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../shared/standing.ts';
import { account, accepted, discarded, edited, fresh, started, synced } from '../../support/records.ts';

describe('a discarded record', () => {
  it('does not claim to be in SalesBinder when only an edit of its account was discarded', () => {
    const record = discarded(edited(synced(), { phone: '2' }));
    expect(standingOf(record)).toEqual({ is: 'discarded', found: null });
  });

  it('says so when a new account, discarded in flight, arrived all the same', () => {
    const record = accepted(discarded(started(fresh(), 'a1')), 'a1', account({ name: 'Acme' }));
    expect(standingOf(record)).toEqual({ is: 'discarded', found: 641 });
  });
});
