import { release } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { withoutValues } from '../../shared/outbox/without-values.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import { storageProblem } from '../store/disk/disk-error.ts';
import { writeAll } from '../store/disk/files.ts';
import { makeDurableFolder } from '../store/disk/folder.ts';
import type { StoreFolder } from '../store/disk/folder.ts';
import type { Settings } from '../store/schemas/settings-store.ts';
import type { CurrentWorkspace } from './current-workspace.ts';
import { countsOf } from './status.ts';

/**
 * Writes what somebody needs who is asked for help into one zip file beside the data: versions, settings, the state of
 * the link, the records of the open workspace with their histories, and the log. No API key is in any of these places.
 * Packing thousands of records holds up the app for some tenths of a second.
 *
 * @param withValues also what was typed, what SalesBinder said and whose site it is; else each gives way to its length
 * @returns the file's absolute path. `storage`: the disk would not take it
 */
export async function saveSupportFile(
  current: CurrentWorkspace,
  withValues: boolean,
): Promise<Result<{ readonly path: string }>> {
  const { place, clock, settings } = current.options;
  const seen = withValues ? (stored: unknown) => stored : withoutValues;
  const records = [...(current.open?.accounts.records.values() ?? [])];
  const entries: Zippable = {
    'about.json': json(aboutOf(current)),
    'settings.json': json(withValues ? settings.now : settingsOf(settings.now)),
    'connection.json': json(seen(current.status?.connection ?? null)),
    'records.json': json(records.map(seen)),
    ...(await logsIn(place)),
  };
  const moment = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  const folder = join(place.folder, 'support');
  const path = join(folder, `fieldbinder-support-${moment}.zip`);
  try {
    await makeDurableFolder(place.files, folder);
    await write(place, path, Buffer.from(zipSync(entries)));
    return ok({ path });
  } catch (error) {
    const problem = storageProblem(error);
    if (problem === null) throw error;
    return failed(problem);
  }
}

function aboutOf({ open, options: { host, clock } }: CurrentWorkspace): unknown {
  const { node, electron, chrome } = process.versions;
  return {
    ...{ fieldbinder: host.version, in: host.kind, node, electron, chrome },
    ...{ platform: process.platform, system: release(), architecture: process.arch },
    ...Intl.DateTimeFormat().resolvedOptions(),
    at: new Date(clock.now()).toISOString(),
    workspace: open?.workspace.kind ?? null,
    counts: open === null ? null : countsOf(open.accounts.records.values()),
    downloaded: open?.mirror.accounts.size ?? null,
  };
}

/** Without the sites' names, which stand in keys, too. */
function settingsOf({ workspaces, dismissed, singleKeys, tray, stayOffline, layouts }: Settings): unknown {
  return {
    ...{ singleKeys, tray, stayOffline },
    workspaces: workspaces.length,
    dismissed: dismissed.length,
    layouts: Object.values(layouts).map(withoutValues),
  };
}

/** The log's own lines hold nothing that was typed; see shell/log-file.ts. Without any, or a way to read them, none. */
async function logsIn({ files, folder }: StoreFolder): Promise<Zippable> {
  const logs: Zippable = {};
  try {
    for (const name of await files.list(join(folder, 'logs'))) {
      if (LOG.test(name)) logs[`logs/${name}`] = new Uint8Array(await files.read(join(folder, 'logs', name)));
    }
  } catch {
    return logs;
  }
  return logs;
}

const LOG = /^fieldbinder(\.\d+)?\.log$/;

/** All of it, or no file: half a zip helps nobody, and takes room on a disk that is full. */
async function write({ files }: StoreFolder, path: string, bytes: Buffer): Promise<void> {
  const file = await files.create(path);
  try {
    await writeAll(file, bytes, 0);
    await file.sync();
  } catch (error) {
    await files.remove(path).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

function json(stored: unknown): Uint8Array {
  return strToU8(JSON.stringify(stored, null, 2));
}
