import { describe, expect, it } from 'vitest';
import { openAccounts } from '../../../../electron/accounts/accounts.ts';
import type { Accounts } from '../../../../electron/accounts/accounts.ts';
import { derivedId } from '../../../../electron/mirror/derived-id.ts';
import type { Collection } from '../../../../electron/store/collection.ts';
import type { Archived } from '../../../../electron/store/schemas/archive-store.ts';
import { draftKey } from '../../../../electron/store/schemas/outbox-store.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import { failed } from '../../../../shared/problem.ts';
import { inMemory } from '../../../support/memory-mirror.ts';
import { syncRig } from '../../../support/sync-rig.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

/** An account that was created here, is in SalesBinder, and was downloaded. */
async function settled() {
  const rig = await syncRig();
  await rig.types('local-acme', { name: 'Acme' });
  await rig.until('it is sent', () => rig.record('local-acme').state.name === 'synced');
  const remoteId = rig.record('local-acme').remoteId ?? '';
  rig.sync.refresh();
  await rig.until('it is downloaded', () => rig.mirror.accounts.has(remoteId));
  const outbox = inMemory<OutboxRow>();
  await outbox.commit([
    { put: 'record/local-acme', row: { kind: 'record', record: rig.record('local-acme') } },
  ]);
  const open = (run: string, archive: Collection<Archived> | null = null) =>
    openAccounts(outbox, new VirtualClock(rig.time, run, 0), { mirror: rig.mirror, archive });
  return { remoteId, open, outbox };
}

const EDIT = { openedAtRevision: 1, type: 'customer', changed: {}, note: 'typed' } as const;
const PHONE = { ...EDIT, changed: { phone: { from: '', to: '5' } }, note: null };

describe('a settled record that leaves the outbox', () => {
  it('leaves its local id to the account, also after a restart', async () => {
    const { remoteId, open } = await settled();
    const first = open('run-2');
    await first.settle('local-acme');
    expect(first.records.size).toBe(0);
    for (const accounts of [first, open('run-3')]) {
      expect(accounts.identity.resolve(derivedId(remoteId))).toBe('local-acme');
      expect(accounts.identity.localIdOf(remoteId)).toBe('local-acme');
      expect(accounts.account('local-acme')?.fields.name?.mine).toBe('Acme');
    }
  });

  it('stays where its note and history could not be archived', async () => {
    const { open, outbox } = await settled();
    const storage = { what: 'storage', reason: 'full', detail: 'ENOSPC' } as const;
    const archive = { ...inMemory<Archived>(), commit: () => Promise.resolve(failed(storage)) };
    const accounts = open('run-2', archive);
    expect(await accounts.settle('local-acme')).toEqual(failed(storage));
    expect([...accounts.records.keys()]).toEqual(['local-acme']);
    expect([...outbox.rows.keys()]).toEqual(['record/local-acme']);
  });

  it.each<[string, (accounts: Accounts) => Promise<unknown>]>([
    ['has something to send', (accounts) => accounts.save({ localId: 'local-acme', ...PHONE })],
    [
      'has an edit that was discarded',
      async (accounts) => {
        await accounts.save({ localId: 'local-acme', ...PHONE });
        await accounts.apply('local-acme', () => [{ is: 'discarded', at: 0 }]);
      },
    ],
  ])('stays while it %s', async (_, does) => {
    const { open } = await settled();
    const accounts = open('run-2');
    await does(accounts);
    await accounts.settle('local-acme');
    expect([...accounts.records.keys()]).toEqual(['local-acme']);
  });

  it('stays while something is typed into it', async () => {
    const { open } = await settled();
    const accounts = open('run-2');
    await accounts.keepDraft({ localId: 'local-acme', ...EDIT });
    await accounts.settle('local-acme');
    expect([...accounts.records.keys()]).toEqual(['local-acme']);
    await accounts.dropDraft('local-acme');
    await accounts.settle('local-acme');
    expect(accounts.records.size).toBe(0);
  });
});

describe('the draft of an account that left the outbox', () => {
  it('ends when the account is saved or the draft dropped under the id that it was downloaded with', async () => {
    const { remoteId, open } = await settled();
    const accounts = open('run-2');
    await accounts.settle('local-acme');
    const localId = derivedId(remoteId);
    await accounts.keepDraft({ localId, ...EDIT });
    expect([...accounts.drafts.keys()]).toEqual(['local-acme']);
    await accounts.save({ localId, ...EDIT });
    expect([...accounts.drafts.keys()]).toEqual([]);
    await accounts.keepDraft({ localId, ...EDIT });
    await accounts.dropDraft(localId);
    expect([...accounts.drafts.keys()]).toEqual([]);
  });

  it('ends with a save also where it was kept before it was known whose account that is', async () => {
    const { remoteId, open, outbox } = await settled();
    await open('run-2').settle('local-acme');
    const draft = { localId: derivedId(remoteId), ...EDIT, at: 0 };
    await outbox.commit([{ put: draftKey(draft.localId), row: { kind: 'draft', draft } }]);
    const accounts = open('run-3');
    await accounts.save({ localId: draft.localId, ...EDIT });
    expect([...accounts.drafts.keys()]).toEqual([]);
    expect(accounts.records.get('local-acme')?.note).toBe('typed');
    expect([...open('run-4').drafts.keys()]).toEqual([]);
  });
});
