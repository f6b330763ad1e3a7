import { describe, expect, it } from 'vitest';
import { step } from '../../../shared/outbox/step.ts';
import { rngOf } from '../../support/rng.ts';
import type { Rng } from '../../support/rng.ts';
import { Ledger } from './ledger.ts';
import type { Writing } from './ledger.ts';
import { ScriptedWorld } from '../world/scripted-world.ts';
import { NO_FAULTS } from '../world/fault-plan.ts';
import type { FaultPlan } from '../world/fault-plan.ts';

/** What people decide, and what of it excuses the app from keeping what they typed. */

const MINUTE = 60_000;
const OFFLINE: FaultPlan = { ...NO_FAULTS, periods: [{ is: 'unreachable', from: 0, until: 60 * MINUTE }] };

describe('an undo that the disk refused', () => {
  it('excuses nothing: what the other account was given is still to be kept', async () => {
    const disk = { failures: 0 };
    const scripted = await ScriptedWorld.begun(onDisk(disk));
    await scripted.types('local-one', { name: 'Acme' });
    await scripted.types('local-two', { name: 'Acme', phone: '1' });
    scripted.editor.mergeInto(scripted.app, scripted.record('local-two'), scripted.record('local-one'));
    await scripted.pass(100);
    disk.failures = 1;
    scripted.decisions.undo(scripted.record('local-two'));
    await scripted.pass(100);
    const given = scripted.record('local-one');
    expect(given.fields.phone?.mine).toBe('1');
    expect(scripted.broken).toEqual([]);
    const phone = { base: null, mine: '2', possiblySent: [] };
    scripted.becomesDurable({ ...given, fields: { ...given.fields, phone } });
    expect(scripted.broken).toEqual(['nothing typed is lost']);
  });

  it('makes nothing wanted again', async () => {
    const disk = { failures: 0 };
    const scripted = await ScriptedWorld.begun(onDisk(disk));
    await scripted.types('local-one', { name: 'Acme' });
    scripted.decisions.discard(scripted.record('local-one'));
    await scripted.pass(100);
    disk.failures = 1;
    scripted.decisions.undo(scripted.record('local-one'));
    await scripted.pass(100);
    expect(scripted.entry('local-one').discarded).toBe(true);
  });
});

describe('a save that the disk refused', () => {
  it('may be there after a crash, unless something newer is', async () => {
    const disk = { failures: 0 };
    const scripted = await ScriptedWorld.begun(onDisk(disk));
    await scripted.types('local-one', { name: 'Acme', phone: '1' });
    const { fields, ...record } = scripted.record('local-one');
    const refused = { ...record, fields: { ...fields, phone: { base: null, mine: '2', possiblySent: [] } } };
    disk.failures = 1;
    await scripted.types('local-one', { phone: '2' });
    scripted.computer.invariants.look(refused);
    expect(scripted.broken).toEqual([]);
    disk.failures = 0;
    await scripted.types('local-two', { name: 'Acme' });
    scripted.computer.invariants.look(refused);
    expect(scripted.broken).toEqual(['nothing typed is lost']);
  });
});

describe('people who are asked which account a lost create of theirs made', () => {
  it('recognise it also where they edited it as a downloaded one', async () => {
    const lossy: FaultPlan = { ...NO_FAULTS, downloads: true, truncates: true, badWrites: 1 };
    const scripted = await ScriptedWorld.begun(lossy);
    await scripted.types('local-one', { name: 'Blue Harbour Fisheries' });
    await scripted.pass(MINUTE);
    scripted.app.sync.refresh();
    await scripted.pass(MINUTE / 2);
    scripted.app.sync.setStayOffline(true);
    await scripted.types('sb-there-601', { phone: '1' });
    scripted.decisions.discard(scripted.record('sb-there-601'));
    scripted.app.sync.setStayOffline(false);
    await scripted.pass(4 * MINUTE);
    const asked = scripted.record('local-one');
    expect(asked.state).toMatchObject({ name: 'unknown', ask: { why: 'near' } });
    scripted.decisions.settle(asked, scripted.computer.chances.rng('settles'));
    await scripted.pass(100);
    expect(scripted.record('local-one').remoteId).toBe('there-601');
    expect(scripted.broken).toEqual([]);
  });
});

describe('people who are asked about a conflict', () => {
  it('want the account, where their discard came too late for what was sent', async () => {
    const scripted = await ScriptedWorld.begun(NO_FAULTS);
    await scripted.types('local-one', { name: 'Acme', phone: '1' });
    await scripted.pass(MINUTE);
    const { accounts } = scripted.computer.server;
    const account = accounts.byId.get('there-601');
    if (account !== undefined) accounts.update(account, { phone: '2' }, scripted.computer.time.now, null);
    await scripted.types('local-one', { phone: '3' });
    await scripted.pass(MINUTE);
    expect(scripted.record('local-one').state.name).toBe('conflict');
    scripted.entry('local-one').discarded = true;
    scripted.decisions.settle(scripted.record('local-one'), KEEPS_OWN);
    await scripted.pass(MINUTE);
    expect(scripted.record('local-one').state.name).toBe('synced');
    expect(account?.versions.at(-1)?.values.phone).toBe('3');
    expect(scripted.broken).toEqual([]);
  });
});

describe('an account that is created again', () => {
  it('is another one from the moment that stands on the disk, also where the app dies before it says so', async () => {
    const scripted = await ScriptedWorld.begun(NO_FAULTS);
    await scripted.types('local-one', { name: 'Acme' });
    await scripted.pass(MINUTE);
    const record = scripted.record('local-one');
    const gone = { ...record, state: { name: 'gone' } } as const;
    scripted.becomesDurable(gone);
    const entry = scripted.entry('local-one');
    scripted.computer.invariants.startsOver(entry, gone);
    scripted.computer.invariants.dies();
    scripted.becomesDurable(step(gone, { is: 'created-again', at: 0 }));
    scripted.computer.invariants.reopened();
    expect(entry.generation).toBe(1);
  });
});

describe('an account that was discarded as a new one and typed into as a downloaded one', () => {
  it('is wanted again, with what was typed last', () => {
    const ledger = new Ledger();
    saved(ledger, { localId: 'local-one', phone: '1' }).discarded = true;
    saved(ledger, { localId: 'sb-there-601', phone: '2' });
    ledger.joins('sb-there-601', 'local-one');
    const entry = ledger.entries.get('local-one');
    expect(entry?.discarded).toBe(false);
    expect(entry?.typed.get('phone')?.value).toBe('2');
    expect(entry?.typed.has('name')).toBe(false);
  });
});

/** In a conflict the first to choose is what is here. */
const KEEPS_OWN: Rng = {
  ...rngOf(1),
  pick: ([first]) => {
    if (first === undefined) throw new Error('Nothing to pick from');
    return first;
  },
};

function onDisk(disk: { readonly failures: number }): FaultPlan {
  return {
    ...OFFLINE,
    get diskFailures() {
      return disk.failures;
    },
  };
}

function saved(ledger: Ledger, { localId, phone }: { readonly localId: string; readonly phone: string }) {
  const name = localId === 'local-one' ? { name: { from: '', to: 'Acme' } } : {};
  const changed: Writing['changed'] = { ...name, phone: { from: '', to: phone } };
  const writing: Writing = { localId, type: 'customer', changed, note: null };
  ledger.begins(writing);
  return ledger.saved(writing, 0);
}
