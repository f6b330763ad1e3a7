import { describe, expect, it } from 'vitest';
import { recordAsItStands } from '../../../../shared/outbox/account-as-it-stands.ts';
import type { AccountAsItStands, Downloaded } from '../../../../shared/outbox/account-as-it-stands.ts';
import { rowOf, viewOf } from '../../../../shared/contract/projections.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import { account, edited, fresh, synced, T0 } from '../../../support/records.ts';

const downloaded: Downloaded = { ...account({ name: 'Acme', billingCity: 'Bonn' }), type: 'supplier' };
const nothing: AccountAsItStands = {
  localId: 'sb-remote-1',
  record: undefined,
  draft: undefined,
  downloaded: null,
  archivedThere: false,
};

describe('the record that an edit begins with', () => {
  it('is the one that was saved here', () => {
    const record = fresh();
    expect(recordAsItStands({ ...nothing, record }, undefined, T0)).toBe(record);
  });

  it('is what was downloaded, with nothing typed into it yet', () => {
    expect(recordAsItStands({ ...nothing, downloaded }, undefined, T0)).toMatchObject({
      localId: 'sb-remote-1',
      remoteId: 'remote-1',
      type: 'supplier',
      state: { name: 'synced' },
      history: [],
    });
  });

  it('goes on with the note and the history of the account that left the outbox', () => {
    const archived = { note: 'Rings twice', history: [{ at: T0, event: { what: 'created' } as const }] };
    expect(recordAsItStands({ ...nothing, downloaded }, archived, T0)).toMatchObject(archived);
  });

  it('is not there without either', () => {
    expect(recordAsItStands(nothing, undefined, T0)).toBeUndefined();
  });
});

describe('its row', () => {
  it('shows what was saved here before what was downloaded', () => {
    expect(rowOf({ ...nothing, record: fresh({ name: 'Acme & Sons' }), downloaded })?.name).toBe(
      'Acme & Sons',
    );
  });

  it('shows what was downloaded where nothing was saved', () => {
    expect(rowOf({ ...nothing, downloaded })).toMatchObject({
      name: 'Acme',
      city: 'Bonn',
      type: 'supplier',
      status: { is: 'in-salesbinder' },
      draft: false,
    });
  });

  it('says that SalesBinder archived it, unless there is more to say', () => {
    const status = (record: OutboxRecord | undefined): unknown =>
      rowOf({ ...nothing, record, downloaded, archivedThere: true })?.status;
    expect(status(undefined)).toEqual({ is: 'archived' });
    expect(status(synced())).toEqual({ is: 'archived' });
    expect(status(edited(synced(), { phone: '2' }))).toMatchObject({ is: 'waiting' });
    const opened = viewOf(synced(), { draft: undefined, archivedThere: true });
    expect(opened?.status).toEqual({ is: 'archived' });
  });

  it('is gone with the last of them', () => {
    expect(rowOf(nothing)).toBeNull();
  });
});
