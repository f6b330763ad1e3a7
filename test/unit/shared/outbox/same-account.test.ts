import { describe, expect, it } from 'vitest';
import { openMirror } from '../../../../electron/mirror/mirror.ts';
import { derivedId, isDownloaded } from '../../../../electron/mirror/derived-id.ts';
import { downloadPage } from '../../../../electron/sync/pull/download.ts';
import { disprovedBy, joined, secondRecordOf } from '../../../../shared/outbox/same-account.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import { refresh } from '../../../../electron/sync/pull/refresh.ts';
import { step } from '../../../../shared/outbox/step.ts';
import { inMemory } from '../../../support/memory-mirror.ts';
import { listed, mirrorRig } from '../../../support/mirror-way.ts';
import type { MirrorRow } from '../../../../electron/store/schemas/mirror-store.ts';
import { attempt, edit, instant, LOST, synced, T0 } from '../../../support/records.ts';

function typing(localId: string, changed: Readonly<Record<string, { from: string; to: string }>>) {
  return { localId, openedAtRevision: 0, type: 'customer', changed, note: null } as const;
}

describe('an account that was created here and downloaded before it was known to be ours', () => {
  it('is one record afterwards, with what was typed into the downloaded one', async () => {
    const rig = mirrorRig();
    await rig.accounts.save(typing('local-one-1', { name: { from: '', to: 'one' } }));
    const [record] = rig.accounts.records.values();
    if (record === undefined) throw new Error('It was saved');
    const create = attempt(record, 'a1');
    const lost = {
      is: 'outcome-unknown',
      at: T0,
      attemptId: 'a1',
      ended: instant(),
      problem: LOST,
      dueAt: T0,
    } as const;
    await rig.accounts.apply('local-one-1', () => [{ is: 'started', at: T0, attempt: create }, lost]);
    rig.lists.rows = [listed('remote-9', { values: { name: 'one', phone: '' } })];
    await downloadPage(rig.context, 'customer');
    const derived = derivedId('remote-9');
    await rig.accounts.save(typing(derived, { phone: { from: '', to: '5' } }));

    const theirs = listed('remote-9', { values: { name: 'one', phone: '' } });
    await rig.accounts.apply('local-one-1', () => [
      { is: 'found', at: T0, attemptId: 'a1', account: theirs },
    ]);

    expect([...rig.accounts.records.keys()]).toEqual(['local-one-1']);
    expect(rig.accounts.records.get('local-one-1')).toMatchObject({
      state: { name: 'waiting' },
      fields: { phone: { base: '', mine: '5' } },
    });
    expect(rig.accounts.identity.resolve(derived)).toBe('local-one-1');
    expect(rig.accounts.identity.mirrored(derived)).toBeNull();
  });

  it.each([
    ['newer', '2026-01-02T00:00:00Z', {}, '5'],
    ['no newer', '2026-01-01T00:00:00Z', {}, ''],
    ['archived, so that no list shows it again', '2025-12-31T00:00:00Z', { archived: true }, '5'],
  ])(
    'has what was downloaded since it was first seen, where that is %s',
    async (_, modified, extra, phone) => {
      const rig = mirrorRig();
      await rig.accounts.save(typing('local-one-1', { name: { from: '', to: 'one' } }));
      const [record] = rig.accounts.records.values();
      if (record === undefined) throw new Error('It was saved');
      await rig.accounts.apply('local-one-1', () => [
        { is: 'started', at: T0, attempt: attempt(record, 'a1') },
      ]);
      rig.lists.rows = [listed('remote-9', { modified, extra, values: { name: 'one', phone: '5' } })];
      await downloadPage(rig.context, 'customer');
      const asFirstSeen = { modified: '2026-01-01T00:00:00Z', values: { name: 'one', phone: '' } };
      await rig.accounts.apply('local-one-1', () => [
        {
          ...{ is: 'outcome-unknown', at: T0, attemptId: 'a1', problem: LOST },
          ...{ ended: instant(), dueAt: T0 },
        },
        { is: 'found', at: T0, attemptId: 'a1', account: listed('remote-9', asFirstSeen) },
      ]);
      expect(rig.accounts.records.get('local-one-1')).toMatchObject({
        ...{ remoteId: 'remote-9', state: { name: 'synced' } },
        fields: { phone: { base: phone, mine: phone } },
      });
    },
  );

  it('stays discarded, and can be taken back as it was typed, when what was typed into the other is discarded too', () => {
    const discard = { is: 'discarded', at: T0 } as const;
    const created = synced({ name: 'one', fax: '' });
    const mine = step(step(created, edit(created, { fax: '7' })), discard);
    const other = { ...synced({ name: 'one', phone: '' }), localId: derivedId('remote-9') };
    const twin = step(step(other, edit(other, { phone: '5' })), discard);
    const whole = joined(mine, twin, T0);
    expect(whole.discarded).toBe(true);
    const back = step(whole, { is: 'undone', at: T0 });
    expect(back.fields).toMatchObject({ fax: { mine: '7' } });
    expect(back.fields.phone?.mine).not.toBe('5');
  });
});

describe('an account that a lookup took for ours and that an answer proves to be another record’s', () => {
  it('is that one’s alone, and what it was taken for is looked for again', async () => {
    const rig = mirrorRig();
    const ledger = { is: 'outcome-unknown', at: T0, problem: LOST, ended: instant(), dueAt: T0 } as const;
    const theirs = listed('remote-9', { values: { name: 'one' } });
    for (const localId of ['local-one-1', 'local-one-2']) {
      await rig.accounts.save(typing(localId, { name: { from: '', to: 'one' } }));
      await rig.accounts.apply(localId, (record) => [
        { is: 'started', at: T0, attempt: attempt(record, `of ${localId}`) },
        { ...ledger, attemptId: `of ${localId}` },
      ]);
    }
    const found = { is: 'found', at: T0, attemptId: 'of local-one-1', account: theirs } as const;
    await rig.accounts.apply('local-one-1', () => [found]);
    expect(rig.accounts.identity.localIdOf('remote-9')).toBe('local-one-1');

    const accepted = { is: 'accepted', at: T0, attemptId: 'of local-one-2', account: theirs } as const;
    await rig.accounts.apply('local-one-2', () => [accepted]);
    expect(rig.accounts.records.get('local-one-2')).toMatchObject({ remoteId: 'remote-9', idFrom: 'answer' });
    expect(rig.accounts.records.get('local-one-1')).toMatchObject({
      ...{ remoteId: null, notThese: ['remote-9'] },
      state: { name: 'unknown', ask: null },
      fields: { name: { mine: 'one' } },
    });
    expect(rig.accounts.identity.localIdOf('remote-9')).toBe('local-one-2');
  });
});

describe('a second record of an account', () => {
  const whole = { ...synced({ name: 'one' }), localId: 'local-one', remoteId: 'remote-9' };
  const before = { ...whole, remoteId: null };
  const second = { ...synced({ name: 'one' }), localId: derivedId('remote-9'), remoteId: 'remote-9' };
  const among = (other: OutboxRecord) => ({ records: new Map([[other.localId, other]]), isDownloaded });

  it('becomes part of the one that created it, but not while it is being sent', () => {
    expect(secondRecordOf(whole, before, among(second))).toBe(second);
    const edited = step(second, edit(second, { name: 'two' }));
    const sending = step(edited, { is: 'started', at: T0, attempt: attempt(edited, 'a2') });
    expect(sending.state.name).toBe('sending');
    expect(secondRecordOf(whole, before, among(sending))).toBeNull();
  });

  it('brings its note along, below the one that is there', () => {
    expect(joined({ ...whole, note: 'Met' }, { ...second, note: 'Call' }, T0).note).toBe('Met\nCall');
    expect(joined({ ...whole, note: 'Met, call' }, { ...second, note: 'call' }, T0).note).toBe('Met, call');
  });

  it('brings along what it may have sent: a lost request of its own may still arrive', () => {
    const field = { base: 'one', mine: 'two', possiblySent: ['two', 'six'] };
    const edited: OutboxRecord = { ...second, fields: { name: field } };
    expect(joined(whole, edited, T0)).toMatchObject({
      state: { name: 'waiting' },
      fields: { name: { base: 'one', mine: 'two', possiblySent: ['two', 'six'] } },
    });
  });

  it('that had its own edit accepted disproves nobody: it says nothing of who created the account', () => {
    const found = { ...whole, idFrom: 'look' as const };
    const records = new Map([[found.localId, found]]);
    const mirrored = { ...second, idFrom: 'mirror' as const };
    const answered = { ...second, idFrom: 'answer' as const };
    expect(disprovedBy(answered, mirrored, { records }, T0)).toEqual([]);
    const created = { ...answered, localId: 'local-two' };
    expect(disprovedBy(created, { ...created, remoteId: null, idFrom: null }, { records }, T0)).toMatchObject(
      [{ localId: 'local-one', remoteId: null }],
    );
  });
});

describe('an account that was created again in the place of one that was deleted there', () => {
  it('stays in sight when the log says that the old one is gone', async () => {
    const rig = mirrorRig();
    rig.lists.rows = [listed('old')];
    await downloadPage(rig.context, 'customer');
    const localId = derivedId('old');
    await rig.accounts.save(typing(localId, { fax: { from: '', to: '9' } }));
    await rig.accounts.apply(localId, (record) => {
      const gone = { is: 'gone', at: T0 } as const;
      const again = { is: 'created-again', at: T0 } as const;
      const create = attempt([gone, again].reduce(step, record), 'a1');
      const account = listed('new', { values: create.sent });
      const accepted = { is: 'accepted', at: T0, attemptId: 'a1', account } as const;
      return [gone, again, { is: 'started', at: T0, attempt: create }, accepted];
    });
    rig.lists.rows = [];
    rig.lists.buried = [{ id: 'old', type: 'customer' }];
    for await (const _ of refresh(rig.context, 'customer'));
    expect(rig.mirror.accounts.has('old')).toBe(false);
    expect(rig.accounts.records.get(localId)).toMatchObject({ remoteId: 'new', state: { name: 'synced' } });
  });
});

describe('a downloaded account that is not here just now', () => {
  it('is not saved as a new one', async () => {
    const rig = mirrorRig();
    const saved = await rig.accounts.save(typing(derivedId('remote-9'), { name: { from: '', to: 'x' } }));
    expect(saved).toMatchObject({ ok: false, problem: { what: 'stale' } });
    expect(rig.accounts.records.size).toBe(0);
  });
});

describe('a mirror whose file was damaged', () => {
  it('is downloaded again, once for each damage', async () => {
    const store = inMemory<MirrorRow>();
    const mirror = await openMirror(store, null);
    const row = { account: { ...listed('one'), type: 'customer' as const }, rest: {}, asked: 1 };
    const complete = { type: 'customer', scan: null, mark: 1, asOf: 1 } as const;
    await mirror.put([row]);
    await mirror.keepProgress(complete);

    const again = await openMirror(store, 'mirror.1.journal.damaged-1');
    expect(again.accounts.size).toBe(0);
    expect(again.progress('customer').mark).toBeNull();
    await again.put([row]);
    await again.keepProgress(complete);
    const later = await openMirror(store, 'mirror.1.journal.damaged-1');
    expect(later.accounts.size).toBe(1);
    expect(later.progress('customer').mark).toBe(1);
  });
});
