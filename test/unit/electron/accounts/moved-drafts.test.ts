import { describe, expect, it } from 'vitest';
import { openAccounts } from '../../../../electron/accounts/accounts.ts';
import type { Accounts } from '../../../../electron/accounts/accounts.ts';
import { derivedId } from '../../../../electron/mirror/derived-id.ts';
import { draftKey } from '../../../../electron/store/schemas/outbox-store.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import type { AccountEdit } from '../../../../shared/outbox/event.ts';
import { inMemory, memoryMirror } from '../../../support/memory-mirror.ts';
import { listed } from '../../../support/mirror-way.ts';
import { attempt, found, fresh, instant, LOST, started, T0 } from '../../../support/records.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

/** An account that is downloaded and typed into before it is known to be what a lost create here made. */

const LOCAL = 'local-acme';
const DERIVED = derivedId('remote-9');
const THERE = listed('remote-9', { values: { name: 'Acme', phone: '', fax: '' } });

function typed(localId: string, values: Readonly<Record<string, string>>, note: string | null = null) {
  const changed = Object.fromEntries(Object.entries(values).map(([key, to]) => [key, { from: '', to }]));
  return { localId, openedAtRevision: 1, type: 'customer', changed, note } as const satisfies AccountEdit;
}

async function rig() {
  const mirror = memoryMirror();
  await mirror.put([{ account: { ...THERE, type: 'customer' }, rest: {}, asked: 1 }]);
  const outbox = inMemory<OutboxRow>();
  const clock = new VirtualClock(new VirtualTime(), 'run-1', 0);
  const open = (): Accounts => openAccounts(outbox, clock, { mirror, archive: null });
  return { outbox, open };
}

async function isLost(accounts: Accounts): Promise<void> {
  const lost = { is: 'outcome-unknown', at: T0, attemptId: 'a1', problem: LOST } as const;
  await accounts.save({ ...typed(LOCAL, { name: 'Acme' }), openedAtRevision: 0 });
  await accounts.apply(LOCAL, (record) => [
    { is: 'started', at: T0, attempt: attempt(record, 'a1') },
    { ...lost, ended: instant(), dueAt: T0 },
  ]);
}

async function isFound(accounts: Accounts): Promise<void> {
  await accounts.apply(LOCAL, () => [{ is: 'found', at: T0, attemptId: 'a1', account: THERE }]);
}

function draftOf(accounts: Accounts): unknown {
  expect([...accounts.drafts.keys()]).toEqual([LOCAL]);
  const draft = accounts.drafts.get(LOCAL);
  const changed = Object.entries(draft?.changed ?? {}).map(([key, { to }]) => [key, to] as const);
  return { ...Object.fromEntries(changed), note: draft?.note };
}

describe('a draft of an account that proves to be a record’s', () => {
  it('becomes that record’s, beside what is being typed into that', async () => {
    const { open } = await rig();
    const accounts = open();
    await isLost(accounts);
    await accounts.keepDraft(typed(LOCAL, { fax: '7' }));
    await accounts.keepDraft(typed(DERIVED, { phone: '5' }));
    await isFound(accounts);
    expect(draftOf(accounts)).toEqual({ fax: '7', phone: '5', note: null });
  });

  it('does so also where a program left it behind that moved no drafts', async () => {
    const { open, outbox } = await rig();
    const lost = found({ ...started(fresh({ name: 'Acme' }), 'a1') }, 'a1', THERE);
    const record = { ...lost, localId: LOCAL, remoteId: 'remote-9', idFrom: 'look' as const };
    const draft = { ...typed(DERIVED, { phone: '5' }), at: T0 };
    await outbox.commit([
      { put: `record/${LOCAL}`, row: { kind: 'record', record } },
      { put: draftKey(DERIVED), row: { kind: 'draft', draft } },
    ]);
    const accounts = open();
    // Whoever comes next finds it moved.
    await accounts.dropDraft('nobody');
    expect(draftOf(accounts)).toEqual({ phone: '5', note: null });
    expect(outbox.rows.has(draftKey(DERIVED))).toBe(false);
  });

  it('stays where a window that has not seen it keeps its own or saves, and ends once all is saved', async () => {
    const { open } = await rig();
    const accounts = open();
    await isLost(accounts);
    await accounts.keepDraft(typed(DERIVED, { phone: '5' }));
    await isFound(accounts);
    await accounts.keepDraft(typed(LOCAL, { fax: '7' }));
    expect(draftOf(accounts)).toEqual({ fax: '7', phone: '5', note: null });
    await accounts.save(typed(LOCAL, { fax: '7' }));
    expect(draftOf(accounts)).toEqual({ phone: '5', note: null });
    await accounts.save(typed(LOCAL, { phone: '5' }));
    expect([...accounts.drafts.keys()]).toEqual([]);
  });
});

describe('a draft that is added to another account', () => {
  it('ends with that: its text is an edit of the other one', async () => {
    const { open } = await rig();
    const accounts = open();
    await accounts.keepDraft({ ...typed('local-new', { name: 'Acme', phone: '5' }), openedAtRevision: 0 });
    expect((await accounts.mergeInto('local-new', DERIVED)).ok).toBe(true);
    expect([...accounts.drafts.keys()]).toEqual([]);
    expect(accounts.records.get(DERIVED)?.fields.phone).toMatchObject({ base: '', mine: '5' });
  });
});
