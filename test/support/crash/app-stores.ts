import type { Files } from '../../../electron/store/disk/files.ts';
import { openArchive } from '../../../electron/store/schemas/archive-store.ts';
import { openLimiter, WINDOWS } from '../../../electron/store/schemas/limiter-store.ts';
import { mirroredKey, openMirrorStore, progressKey } from '../../../electron/store/schemas/mirror-store.ts';
import type { MirrorRow } from '../../../electron/store/schemas/mirror-store.ts';
import type { Progress } from '../../../shared/sync/pull-progress.ts';
import type { StoreFolder } from '../../../electron/store/disk/folder.ts';
import { aliasKey, draftKey, openOutbox, recordKey } from '../../../electron/store/schemas/outbox-store.ts';
import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import { DEFAULT_SETTINGS, openSettings, SETTINGS } from '../../../electron/store/schemas/settings-store.ts';
import type { Settings } from '../../../electron/store/schemas/settings-store.ts';
import type { RateWindows } from '../../../shared/sync/limiter.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { FakePacer } from '../pacer.ts';
import { account, edited, fresh, T0 } from '../records.ts';
import type { Kept } from './session.ts';

/** The data folder, and a workspace's in it, as the app lays them out. */
const DATA = '/data';
const WORKSPACE = '/data/workspaces/acme';

/** The stores that the app keeps, each opened as the app opens it. */
export const APP_STORES: readonly Kept[] = [
  {
    name: 'settings',
    folder: DATA,
    open: (files) => openSettings(at(files, DATA)),
    extra: settingsChange({ tray: true, dismissed: ['extra'] }),
  },
  {
    name: 'outbox',
    folder: WORKSPACE,
    open: (files) => openOutbox(at(files, WORKSPACE)),
    extra: recordChange({ ...fresh({ name: 'Extra' }), localId: 'local-extra' }),
  },
  {
    name: 'limiter',
    folder: WORKSPACE,
    open: (files) => openLimiter(at(files, WORKSPACE)),
    extra: windowsChange(99),
  },
  {
    name: 'mirror',
    folder: WORKSPACE,
    open: (files) => openMirrorStore(at(files, WORKSPACE)),
    extra: mirroredChange('extra', 'Extra'),
  },
  {
    name: 'archive',
    folder: WORKSPACE,
    open: (files) => openArchive(at(files, WORKSPACE)),
    extra: { put: 'extra', row: { remoteId: 'r-9', note: '', history: [] } },
  },
];

export const ACME = { ...fresh({ name: 'Acme', phone: '555' }), localId: 'local-acme' };

export function editedAcme(phone: string): OutboxRecord {
  return edited(ACME, { phone });
}

export function recordChange(record: OutboxRecord): { readonly put: string; readonly row: OutboxRow } {
  return { put: recordKey(record.localId), row: { kind: 'record', record } };
}

export function draftChange(
  localId: string,
  name: string,
): { readonly put: string; readonly row: OutboxRow } {
  const changed = { name: { from: '', to: name } };
  const draft = { localId, openedAtRevision: 0, type: 'customer', changed, note: null, at: T0 } as const;
  return { put: draftKey(localId), row: { kind: 'draft', draft } };
}

export function aliasChange(
  remoteId: string,
  localId: string,
): { readonly put: string; readonly row: OutboxRow } {
  return { put: aliasKey(remoteId), row: { kind: 'alias', remoteId, localId } };
}

export function windowsChange(requests: number): { readonly put: string; readonly row: RateWindows } {
  const slots = [{ takenAt: T0 + requests, answeredAt: null }];
  return { put: WINDOWS, row: { slots, blockedUntil: null, blocks: requests } };
}

export function settingsChange(over: Partial<Settings>): { readonly put: string; readonly row: Settings } {
  return { put: SETTINGS, row: { ...DEFAULT_SETTINGS, ...over } };
}

export function mirroredChange(id: string, name: string): { readonly put: string; readonly row: MirrorRow } {
  const mirrored = { account: { ...account({ name }), id, type: 'customer' as const }, rest: {}, asked: 1 };
  return { put: mirroredKey(id), row: { kind: 'account', mirrored } };
}

export function progressChange(page: number): { readonly put: string; readonly row: MirrorRow } {
  const scan = { page, count: 4, mark: 1_700_000_000, rounds: 0 };
  const progress: Progress = { type: 'customer', scan, mark: null, asOf: null };
  return { put: progressKey('customer'), row: { kind: 'progress', progress } };
}

function at(files: Files, folder: string): StoreFolder {
  return { files, folder, pacer: new FakePacer() };
}
