import { beforeEach, describe, expect, it } from 'vitest';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { recordKey } from '../../../electron/store/schemas/outbox-store.ts';
import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import { accepted, account, edited, fresh, started } from '../../support/records.ts';
import { NO_FAULTS } from '../world/fault-plan.ts';
import { ServerAccounts } from '../world/server/server-accounts.ts';
import { StrictLimits } from '../world/server/strict-limits.ts';
import { Judge } from './judge.ts';
import { RecordInvariants } from './record-invariants.ts';

let disk: Map<string, OutboxRow>;
let accounts: ServerAccounts;
let judge: Judge;
let records: RecordInvariants;

beforeEach(() => {
  disk = new Map();
  accounts = new ServerAccounts(NO_FAULTS);
  judge = new Judge({
    ...{ rows: () => disk, mirrorRows: () => new Map(), now: () => 1_000, limits: new StrictLimits() },
    server: () => ({ accounts, requests: [] }),
    report: () => undefined,
    detail: () => undefined,
  });
  records = new RecordInvariants(judge);
});

describe('what a person typed', () => {
  it('may change while a command of a person is open, and at no other time', () => {
    const record = typed();
    const answered = judge.commands.begin(new Map([[record.localId, new Set(['phone'])]]));
    stands(withPhone(record, '2'));
    answered(true);
    expect(broken()).toEqual([]);
    stands(withPhone(record, '3'));
    expect(broken()).toEqual(['nothing typed is lost', 'what is shown is what SalesBinder has']);
  });

  it('may be there after a crash although the disk refused it, unless something newer is', () => {
    const record = typed();
    judge.commands.begin(new Map([[record.localId, new Set(['phone'])]]))(false);
    records.dies();
    stands(withPhone(record, '2'));
    records.reopened();
    expect(broken()).toEqual([]);
    judge.commands.begin(new Map([[record.localId, new Set(['phone'])]]))(false);
    stands({ ...withPhone(record, '2'), number: 1 });
    stands(withPhone(record, '3'));
    expect(broken()).toContain('nothing typed is lost');
  });

  it('gives way to what a colleague wrote after SalesBinder had it', () => {
    const sent = arrived(typed());
    accounts.update(there(), { phone: '2' }, 2_000, null);
    stands(withTheirs(sent, '2'));
    expect(broken()).toEqual([]);
  });

  it('does not give way to what a late request of ours wrote over it', () => {
    const sent = arrived(typed());
    judge.history.owners.set(2, { localId: sent.localId, generation: 0 });
    accounts.update(there(), { phone: '2' }, 2_000, 2);
    stands(withTheirs(sent, '2'));
    expect(broken()).toEqual(['nothing typed is lost']);
  });

  it('gives way to what the same person typed later into the second record of the account', () => {
    const sent = arrived(typed());
    judge.typed.decide(sent.localId, 'phone', { seen: '1', value: '2' }, 2_000);
    judge.history.owners.set(2, { localId: sent.localId, generation: 0 });
    accounts.update(there(), { phone: '2' }, 2_500, 2);
    stands(withTheirs(sent, '2'));
    expect(broken()).toEqual([]);
  });

  it('does not give way to an older value of the same person, arrived late', () => {
    const record = typed();
    judge.typed.decide(record.localId, 'phone', { seen: '', value: '2' }, 500);
    const sent = arrived(record);
    judge.history.owners.set(2, { localId: sent.localId, generation: 0 });
    accounts.update(there(), { phone: '2' }, 2_500, 2);
    stands(withTheirs(sent, '2'));
    expect(broken()).toEqual(['nothing typed is lost']);
  });

  it('is not taken for sent before SalesBinder had it', () => {
    const record = started(typed(), 'attempt-1');
    stands(record);
    stands(accepted(record, 'attempt-1', account({ name: 'Acme', phone: '1' })));
    expect(broken()).toContain('sent means sent');
  });

  it('does not leave the outbox unsent', () => {
    const { localId } = typed();
    disk.delete(recordKey(localId));
    records.durable([{ remove: recordKey(localId) }]);
    expect(broken()).toEqual(['nothing typed is lost']);
  });
});

/** A record that a person typed, on the disk. */
function typed(): OutboxRecord {
  const record = edited(fresh({ name: 'Acme' }), { phone: '1' });
  const answered = judge.commands.begin(new Map([[record.localId, 'anything']]));
  stands(record);
  answered(true);
  return record;
}

/** It was sent, and SalesBinder has it. */
function arrived(record: OutboxRecord): OutboxRecord {
  judge.history.owners.set(1, { localId: record.localId, generation: 0 });
  const { id, number } = accounts.create('customer', { name: 'Acme', phone: '1' }, 1_500, 1);
  const sending = started(record, 'attempt-1');
  stands(sending);
  const sent = accepted(sending, 'attempt-1', account({ name: 'Acme', phone: '1' }, { id, number }));
  stands(sent);
  return sent;
}

function there() {
  const [only] = accounts.byId.values();
  if (only === undefined) throw new Error('Nothing was created');
  return only;
}

function withPhone(record: OutboxRecord, mine: string): OutboxRecord {
  return { ...record, fields: { ...record.fields, phone: { base: null, mine, possiblySent: [] } } };
}

function withTheirs(record: OutboxRecord, phone: string): OutboxRecord {
  const field = { base: phone, mine: phone, possiblySent: [] };
  return { ...record, fields: { ...record.fields, phone: field } };
}

function stands(record: OutboxRecord): void {
  const row: OutboxRow = { kind: 'record', record };
  disk.set(recordKey(record.localId), row);
  records.durable([{ put: recordKey(record.localId), row }]);
}

function broken(): readonly string[] {
  return judge.broken.map(({ promise }) => promise);
}
