import { open, readFile, rename, rm } from 'node:fs/promises';
import * as v from 'valibot';
import { serialQueue } from '../../shared/sync/serial-queue.ts';
import type { Secrets } from '../host.ts';

/** How a key is written into the file: as it is, or encrypted by the system's keystore. */
export interface Sealing {
  readonly kind: Secrets['kind'];
  seal(key: string): Promise<string>;
  /** Null when it can't be read any more (another user's keystore, a new computer). */
  unseal(sealed: string): Promise<string | null>;
}

export const plainSealing: Sealing = {
  kind: 'plain',
  seal: (key) => Promise.resolve(key),
  unseal: (sealed) => Promise.resolve(sealed),
};

const schema = v.strictObject({
  version: v.literal(1),
  kind: v.picklist(['keystore', 'plain']),
  keys: v.record(v.string(), v.string()),
});
type Kept = v.InferOutput<typeof schema>;

/**
 * API keys in one small file that only this user can read. It is not there until a key is kept.
 * An unreadable file, or one sealed in another way, counts as empty: the person is asked for the key again.
 *
 * @param path of the file, in the data folder
 */
export function keysFile(path: string, sealing: Sealing): Secrets {
  const oneByOne = serialQueue();
  return {
    kind: sealing.kind,
    read: (workspace) =>
      oneByOne(async () => {
        const sealed = new Map(Object.entries((await readKept(path, sealing.kind)).keys)).get(workspace);
        return sealed === undefined ? null : sealing.unseal(sealed);
      }),
    keep: (workspace, key) =>
      oneByOne(async () => {
        const kept = await readKept(path, sealing.kind);
        await write(path, { ...kept, keys: { ...kept.keys, [workspace]: await sealing.seal(key) } });
      }),
    forget: (workspace) =>
      oneByOne(async () => {
        const kept = await readKept(path, sealing.kind);
        const keys = Object.fromEntries(Object.entries(kept.keys).filter(([name]) => name !== workspace));
        if (Object.keys(keys).length === 0) await rm(path, { force: true });
        else await write(path, { ...kept, keys });
      }),
  };
}

async function readKept(path: string, kind: Secrets['kind']): Promise<Kept> {
  const empty: Kept = { version: 1, kind, keys: {} };
  try {
    const kept = v.parse(schema, JSON.parse(await readFile(path, 'utf8')));
    return kept.kind === kind ? kept : empty;
  } catch {
    return empty;
  }
}

/** Beside, flushed, then in place: a crash leaves the old file or the new one. */
async function write(path: string, kept: Kept): Promise<void> {
  const beside = `${path}.new`;
  await rm(beside, { force: true });
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(JSON.stringify(kept));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
