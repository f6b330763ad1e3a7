import { describe, expect, it } from 'vitest';
import { openAccounts } from '../../../../electron/accounts/accounts.ts';
import { derivedId } from '../../../../electron/mirror/derived-id.ts';
import type { Listed } from '../../../../electron/salesbinder/gateway.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import { inMemory } from '../../../support/memory-mirror.ts';
import { FINE, LOST_AFTER, LOST_BEFORE } from '../../../support/site-in-time.ts';
import type { Fate } from '../../../support/site-in-time.ts';
import { syncRig } from '../../../support/sync-rig.ts';
import type { SyncRig } from '../../../support/sync-rig.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

/**
 * A create's answer was lost; SalesBinder makes the account a little later, and it is downloaded as a stranger's before a
 * look could see it. What is typed into it then, and sent, must not hide from the look what it was.
 */

const ACME = { name: 'Acme', email: 'a@acme.example', phone: '1' };
/** After the first look, before the second. */
const LATE: Fate = { done: 3_000, answered: false };
const FIRST = derivedId('remote-1');

async function quiet(): Promise<SyncRig> {
  const rig = await syncRig();
  await rig.until('the download is done', () => rig.mirror.progress('supplier').mark !== null);
  // The limits' windows are free again.
  await rig.pass(60_000);
  return rig;
}

/** Up to the moment in which the account has been downloaded; from then on lists that are looks fail as long as told. */
async function downloaded(...locals: readonly string[]): Promise<SyncRig & { looksFail: boolean }> {
  const rig = Object.assign(await quiet(), { looksFail: false });
  const { site, sync, mirror } = rig;
  let lost = 0;
  site.fate = ({ verb }) => {
    if (verb !== 'create') return FINE;
    lost += 1;
    return lost === 1 ? LATE : LOST_BEFORE;
  };
  site.lists = ({ filter }) =>
    rig.looksFail && filter !== undefined ? { what: 'trouble', status: 500 } : null;
  for (const localId of locals) await rig.types(localId, ACME);
  await rig.until('all are lost', () => locals.every((one) => rig.record(one).state.name === 'unknown'));
  await rig.until('it was made', () => site.rows.size === 1);
  site.fate = () => FINE;
  onceHere(rig, () => (rig.looksFail = true));
  sync.refresh();
  await rig.until('it is here', () => mirror.accounts.has('remote-1'));
  return rig;
}

function onceHere({ mirror }: SyncRig, then: () => void): void {
  const stop = mirror.subscribe(() => {
    if (!mirror.accounts.has('remote-1')) return;
    stop();
    then();
  });
}

async function editSent(rig: SyncRig, values: Listed['values']): Promise<void> {
  await rig.types(FIRST, values);
  await rig.until('the edit is there', () => rig.site.rows.get('remote-1')?.values.name === values.name);
}

const settled = (rig: SyncRig) => async (): Promise<void> => {
  await rig.until('nothing is under way', () =>
    [...rig.accounts.records.values()].every(({ state }) =>
      state.name === 'unknown' ? state.ask !== null : state.name !== 'waiting' && state.name !== 'sending',
    ),
  );
  await rig.pass(10 * 60_000);
};

describe('a lost create whose account was downloaded, edited, and the edit sent before a look', () => {
  it('is recognised by what the account held when it was downloaded, though name and e-mail are others now', async () => {
    const rig = await downloaded('local-acme');
    await editSent(rig, { name: 'Zenith', email: 'z@zenith.example' });
    rig.looksFail = false;
    await settled(rig)();
    expect([...rig.accounts.records.keys()]).toEqual(['local-acme']);
    expect(rig.record('local-acme')).toMatchObject({ remoteId: 'remote-1', state: { name: 'synced' } });
    expect(rig.record('local-acme').fields.name?.mine).toBe('Zenith');
    expect(rig.site.rows.size).toBe(1);
    expect(rig.accounts.identity.resolve(FIRST)).toBe('local-acme');
  });

  it('is recognised while the outcome of that edit is not known, and what may arrive is not forgotten', async () => {
    const rig = await downloaded('local-acme');
    rig.site.fate = ({ verb }) => (verb === 'update' ? LOST_AFTER : FINE);
    await editSent(rig, { name: 'Zenith', email: 'z@zenith.example' });
    await rig.until('it is known to be lost', () => rig.record(FIRST).state.name === 'waiting');
    // It comes to be one while the outcome is still open.
    rig.looksFail = false;
    await rig.until('one record', () => rig.accounts.records.size === 1);
    await settled(rig)();
    expect(rig.record('local-acme')).toMatchObject({ remoteId: 'remote-1', state: { name: 'synced' } });
    expect(rig.record('local-acme').fields.email?.mine).toBe('z@zenith.example');
    expect(rig.site.rows.size).toBe(1);
  });

  it('is recognised after a colleague gave it another name and e-mail, once it was downloaded', async () => {
    const rig = await downloaded('local-acme');
    rig.site.edit('remote-1', { name: 'Theirs', email: 't@theirs.example' });
    rig.looksFail = false;
    await settled(rig)();
    expect(rig.record('local-acme')).toMatchObject({ remoteId: 'remote-1', state: { name: 'synced' } });
    expect(rig.record('local-acme').fields.name?.mine).toBe('Theirs');
    expect(rig.site.rows.size).toBe(1);
  });

  it('is looked for at once when it is downloaded, before an edit of it can be sent', async () => {
    const rig = await downloaded('local-acme');
    rig.looksFail = false;
    await rig.types(FIRST, { name: 'Zenith' });
    await settled(rig)();
    expect(rig.record('local-acme').remoteId).toBe('remote-1');
    expect(rig.accounts.records.size).toBe(1);
    expect(rig.site.rows.get('remote-1')?.values).toMatchObject({ ...ACME, name: 'Zenith' });
  });

  it('asks, and sends nothing again, where SalesBinder had kept the name in another form', async () => {
    const rig = await quiet();
    rig.site.keeps = (values) =>
      values.name === undefined ? values : { ...values, name: values.name.slice(0, 5) };
    rig.site.fate = ({ verb }) => (verb === 'create' ? LATE : FINE);
    let looksFail = false;
    onceHere(rig, () => (looksFail = true));
    rig.site.lists = ({ filter }) =>
      looksFail && filter !== undefined ? { what: 'trouble', status: 500 } : null;
    await rig.types('local-acme', { name: 'Acme Trading' });
    await rig.until('it was made', () => rig.site.rows.size === 1);
    rig.sync.refresh();
    await rig.until('it is here', () => rig.mirror.accounts.has('remote-1'));
    await editSent(rig, { name: 'Zenit' });
    looksFail = false;
    await settled(rig)();
    const { state } = rig.record('local-acme');
    expect(state).toMatchObject({ name: 'unknown', ask: { why: 'near', candidates: [{ id: 'remote-1' }] } });
    expect(rig.site.count('create')).toBe(1);
  });

  it('asks for each of two equal ones of which one arrived, and sends the other again only when told', async () => {
    const rig = await downloaded('local-one', 'local-two');
    await editSent(rig, { name: 'Zenith', email: 'z@zenith.example' });
    rig.looksFail = false;
    await settled(rig)();
    const ask = { why: 'several', candidates: [{ id: 'remote-1', values: { name: 'Zenith' } }] };
    expect(rig.record('local-one').state).toMatchObject({ name: 'unknown', ask });
    expect(rig.record('local-two').state).toMatchObject({ name: 'unknown', ask });
    expect(rig.site.count('create')).toBe(2);
    const account = rig.site.rows.get('remote-1') ?? null;
    await rig.accounts.apply('local-one', () => [{ is: 'look-settled', at: rig.time.now, account }]);
    await rig.accounts.apply('local-two', () => [{ is: 'look-settled', at: rig.time.now, account: null }]);
    await settled(rig)();
    expect([...rig.accounts.records.keys()]).toEqual(['local-one', 'local-two']);
    expect(rig.record('local-one').fields.name?.mine).toBe('Zenith');
    expect([...rig.site.rows.values()].map(({ values }) => values.name)).toEqual(['Zenith', 'Acme']);
  });
});

describe('a draft on a downloaded account that proves to be a lost create', () => {
  const draftOf = (localId: string, changed: Listed['values'], note: string | null) => {
    const edits = Object.entries(changed).map(([key, to]) => [key, { from: '', to }] as const);
    return {
      localId,
      openedAtRevision: 0,
      type: 'customer' as const,
      changed: Object.fromEntries(edits),
      note,
    };
  };

  it('opens with the account, and no draft of nobody is left', async () => {
    const rig = await downloaded('local-acme');
    await rig.accounts.keepDraft(draftOf(FIRST, { fax: '2' }, 'typed'));
    rig.looksFail = false;
    await settled(rig)();
    expect([...rig.accounts.drafts.keys()]).toEqual(['local-acme']);
    expect(rig.accounts.drafts.get('local-acme')).toMatchObject({
      changed: { fax: { from: '', to: '2' } },
      note: 'typed',
    });
    expect(rig.accounts.accountAsItStands('local-acme').draft?.note).toBe('typed');
  });

  it('is not ended by a save from a window that never showed it', async () => {
    const rig = await downloaded('local-acme');
    await rig.accounts.keepDraft(draftOf(FIRST, { fax: '2' }, 'typed'));
    rig.looksFail = false;
    await settled(rig)();
    await rig.types('local-acme', { phone: '3' });
    expect(rig.accounts.drafts.get('local-acme')).toMatchObject({
      changed: { fax: { to: '2' } },
      note: 'typed',
    });
  });

  it('leaves a draft on the lost create as it is, and loses nothing of its own', async () => {
    const rig = await downloaded('local-acme');
    await rig.accounts.keepDraft(draftOf('local-acme', { fax: '1' }, null));
    await rig.accounts.keepDraft(draftOf(FIRST, { fax: '2', url: 'u' }, null));
    rig.looksFail = false;
    await settled(rig)();
    expect(rig.accounts.drafts.get('local-acme')).toMatchObject({
      changed: { fax: { to: '1' }, url: { to: 'u' } },
      note: 'Fax: 2',
    });
  });

  it('is the same draft to a window that still calls the account by its old name', async () => {
    const rig = await downloaded('local-acme');
    rig.looksFail = false;
    await settled(rig)();
    await rig.accounts.keepDraft(draftOf(FIRST, { fax: '2' }, null));
    expect([...rig.accounts.drafts.keys()]).toEqual(['local-acme']);
    await rig.accounts.dropDraft(FIRST);
    expect(rig.accounts.drafts.size).toBe(0);
    await rig.accounts.keepDraft(draftOf(FIRST, { fax: '2' }, null));
    await rig.types(FIRST, { fax: '2' });
    expect(rig.accounts.drafts.size).toBe(0);
  });

  it('is put right at the next start where an older version left it behind', async () => {
    const rig = await downloaded('local-acme');
    rig.looksFail = false;
    await settled(rig)();
    const draft = { ...draftOf(FIRST, { fax: '2' }, null), at: 1 };
    const outbox = inMemory<OutboxRow>();
    await outbox.commit([
      { put: 'record/local-acme', row: { kind: 'record', record: rig.record('local-acme') } },
      { put: `draft/${FIRST}`, row: { kind: 'draft', draft } },
    ]);
    const clock = new VirtualClock(rig.time, 'run-2', 0);
    const opened = openAccounts(outbox, clock, { mirror: rig.mirror, archive: null });
    await opened.close();
    expect([...outbox.rows.keys()]).toEqual(['record/local-acme', 'draft/local-acme']);
    expect([...opened.drafts.keys()]).toEqual(['local-acme']);
  });
});
