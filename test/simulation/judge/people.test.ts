import { describe, expect, it } from 'vitest';
import { step } from '../../../shared/outbox/step.ts';
import { diceOf } from '../../support/rng.ts';
import type { Dice } from '../../support/rng.ts';
import { Ledger } from './ledger.ts';
import type { Writing } from './ledger.ts';
import { Scene } from '../world/scripted-world.ts';
import { FAIR } from '../world/fault-plan.ts';
import type { Weather } from '../world/fault-plan.ts';

/** What people decide, and what of it excuses the app from keeping what they typed. */

const MINUTE = 60_000;
const OFFLINE: Weather = { ...FAIR, spells: [{ is: 'unreachable', from: 0, until: 60 * MINUTE }] };

describe('an undo that the disk refused', () => {
  it('excuses nothing: what the other account was given is still to be kept', async () => {
    const disk = { failures: 0 };
    const scene = await Scene.begun(onDisk(disk));
    await scene.types('local-one', { name: 'Acme' });
    await scene.types('local-two', { name: 'Acme', phone: '1' });
    scene.typist.adds(scene.life, scene.record('local-two'), scene.record('local-one'));
    await scene.pass(100);
    disk.failures = 1;
    scene.decisions.undoes(scene.record('local-two'));
    await scene.pass(100);
    const given = scene.record('local-one');
    expect(given.fields.phone?.mine).toBe('1');
    expect(scene.broken).toEqual([]);
    const phone = { base: null, mine: '2', possiblySent: [] };
    scene.stands({ ...given, fields: { ...given.fields, phone } });
    expect(scene.broken).toEqual(['nothing typed is lost']);
  });

  it('makes nothing wanted again', async () => {
    const disk = { failures: 0 };
    const scene = await Scene.begun(onDisk(disk));
    await scene.types('local-one', { name: 'Acme' });
    scene.decisions.discards(scene.record('local-one'));
    await scene.pass(100);
    disk.failures = 1;
    scene.decisions.undoes(scene.record('local-one'));
    await scene.pass(100);
    expect(scene.entry('local-one').discarded).toBe(true);
  });
});

describe('a save that the disk refused', () => {
  it('may be there after a crash, unless something newer is', async () => {
    const disk = { failures: 0 };
    const scene = await Scene.begun(onDisk(disk));
    await scene.types('local-one', { name: 'Acme', phone: '1' });
    const { fields, ...record } = scene.record('local-one');
    const refused = { ...record, fields: { ...fields, phone: { base: null, mine: '2', possiblySent: [] } } };
    disk.failures = 1;
    await scene.types('local-one', { phone: '2' });
    scene.computer.oracle.look(refused);
    expect(scene.broken).toEqual([]);
    disk.failures = 0;
    await scene.types('local-two', { name: 'Acme' });
    scene.computer.oracle.look(refused);
    expect(scene.broken).toEqual(['nothing typed is lost']);
  });
});

describe('people who are asked which account a lost create of theirs made', () => {
  it('recognise it also where they edited it as a downloaded one', async () => {
    const lossy: Weather = { ...FAIR, downloads: true, truncates: true, badWrites: 1 };
    const scene = await Scene.begun(lossy);
    await scene.types('local-one', { name: 'Blue Harbour Fisheries' });
    await scene.pass(MINUTE);
    scene.life.sync.refresh();
    await scene.pass(MINUTE / 2);
    scene.life.sync.setStayOffline(true);
    await scene.types('sb-there-601', { phone: '1' });
    scene.decisions.discards(scene.record('sb-there-601'));
    scene.life.sync.setStayOffline(false);
    await scene.pass(4 * MINUTE);
    const asked = scene.record('local-one');
    expect(asked.state).toMatchObject({ name: 'unknown', ask: { why: 'near' } });
    scene.decisions.settles(asked, scene.computer.chances.dice('settles'));
    await scene.pass(100);
    expect(scene.record('local-one').remoteId).toBe('there-601');
    expect(scene.broken).toEqual([]);
  });
});

describe('people who are asked about a conflict', () => {
  it('want the account, where their discard came too late for what was sent', async () => {
    const scene = await Scene.begun(FAIR);
    await scene.types('local-one', { name: 'Acme', phone: '1' });
    await scene.pass(MINUTE);
    const { there } = scene.computer.server;
    const account = there.byId.get('there-601');
    if (account !== undefined) there.update(account, { phone: '2' }, scene.computer.time.now, null);
    await scene.types('local-one', { phone: '3' });
    await scene.pass(MINUTE);
    expect(scene.record('local-one').state.name).toBe('conflict');
    scene.entry('local-one').discarded = true;
    scene.decisions.settles(scene.record('local-one'), KEEPS_OWN);
    await scene.pass(MINUTE);
    expect(scene.record('local-one').state.name).toBe('synced');
    expect(account?.versions.at(-1)?.values.phone).toBe('3');
    expect(scene.broken).toEqual([]);
  });
});

describe('an account that is created again', () => {
  it('is another one from the moment that stands on the disk, also where the app dies before it says so', async () => {
    const scene = await Scene.begun(FAIR);
    await scene.types('local-one', { name: 'Acme' });
    await scene.pass(MINUTE);
    const record = scene.record('local-one');
    const gone = { ...record, state: { name: 'gone' } } as const;
    scene.stands(gone);
    const entry = scene.entry('local-one');
    scene.computer.oracle.startsOver(entry, gone);
    scene.computer.oracle.dies();
    scene.stands(step(gone, { is: 'created-again', at: 0 }));
    scene.computer.oracle.reopened();
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
const KEEPS_OWN: Dice = {
  ...diceOf(1),
  pick: ([first]) => {
    if (first === undefined) throw new Error('Nothing to pick from');
    return first;
  },
};

function onDisk(disk: { readonly failures: number }): Weather {
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
