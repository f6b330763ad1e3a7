import { draftKey, recordKey } from '../../../electron/store/schemas/outbox-store.ts';
import { T0 } from '../records.ts';
import { FakeDisk } from '../disk.ts';
import {
  ACME,
  aliasChange,
  APP_STORES,
  draftChange,
  editedAcme,
  mirroredChange,
  progressChange,
  recordChange,
  settingsChange,
  windowsChange,
} from './app-stores.ts';
import type { Scenario } from './scenario.ts';
import type { Session } from './session.ts';

/** The app's work with all its stores on a first day, and on the next one. */
export const APP_SCENARIOS: readonly Scenario[] = [
  scenario('all stores of the app, from nothing', async (session) => {
    await openAll(session);
    await useAll(session);
    await closeAll(session);
  }),
  scenario(
    'all stores of the app, each folded after a sync that failed',
    async (session, disk) => {
      await openAll(session);
      await useAll(session);
      for (const { name, extra } of APP_STORES) {
        disk.fault = (call) => (call.does === 'syncData' && call.name.startsWith(name) ? 'EIO' : null);
        await session.commit(name, [extra]);
      }
      disk.fault = () => null;
      await session.commit('outbox', [recordChange(editedAcme('557'))]);
      await session.commit('limiter', [windowsChange(4)]);
      await session.commit('mirror', [mirroredChange('r-1', 'Renamed again')]);
      await session.commit('settings', [settingsChange({ tray: true })]);
      await closeAll(session);
    },
    true,
  ),
];

function scenario(name: string, run: Scenario['run'], isLarge = false): Scenario {
  const base = new Map(APP_STORES.map((store) => [store.name, new Map()] as const));
  return {
    name,
    stores: APP_STORES,
    start: () => Promise.resolve(new FakeDisk()),
    base,
    run,
    crashes: 1,
    isLarge,
  };
}

async function openAll(session: Session): Promise<void> {
  for (const { name } of APP_STORES) await session.open(name);
}

async function closeAll(session: Session): Promise<void> {
  for (const { name } of APP_STORES) await session.close(name);
}

/** A draft becomes a record and is edited while pages come in; the record then leaves for the archive. */
async function useAll(session: Session): Promise<void> {
  await session.commit('settings', [settingsChange({ workspace: 'acme', workspaces: [{ id: 'acme' }] })]);
  await session.commit('outbox', [draftChange('local-acme', 'Acm')]);
  await Promise.all([
    session.commit('outbox', [recordChange(ACME), { remove: draftKey('local-acme') }]),
    session.commit('mirror', [mirroredChange('r-1', 'One'), mirroredChange('r-2', 'Two'), progressChange(1)]),
    session.commit('limiter', [windowsChange(1)]),
  ]);
  await session.commit('outbox', [recordChange(editedAcme('556'))]);
  await session.commit('limiter', [windowsChange(2)]);
  await session.commit('mirror', [mirroredChange('r-1', 'One, renamed'), progressChange(2)]);
  const history = [{ at: T0, event: { what: 'created' } }] as const;
  await session.commit('archive', [{ put: ACME.localId, row: { remoteId: 'r-3', note: 'met', history } }]);
  await session.commit('outbox', [{ remove: recordKey(ACME.localId) }, aliasChange('r-3', ACME.localId)]);
}
