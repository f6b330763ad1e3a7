import { open, readFile, rename, rm } from 'node:fs/promises';
import * as v from 'valibot';
import type { Keystore } from '../../shared/contract/session.ts';
import { serialQueue } from '../../shared/sync/serial-queue.ts';
import type { Secrets } from '../host.ts';

/** How the system's keystore encrypts a key. */
export interface Sealing {
  seal(key: string): Promise<string>;
  /** Null when it can't be read any more (another user's keystore, a new computer). */
  unseal(sealed: string): Promise<Unsealed | null>;
}

export interface Unsealed {
  readonly key: string;
  /** The keystore has a newer way by now: to be sealed anew. */
  readonly outdated: boolean;
}

/** The state of the system's keystore. `unavailable`: it has one, which can't be opened now. */
export type FoundKeystore =
  | { readonly is: 'keystore'; readonly sealing: Sealing }
  | { readonly is: 'plain' }
  | { readonly is: 'unavailable' };

const schema = v.strictObject({
  version: v.literal(1),
  kind: v.picklist(['keystore', 'plain']),
  keys: v.record(v.string(), v.string()),
});
type Kept = v.InferOutput<typeof schema>;

/**
 * API keys, in files that only this user can read: those that the keystore sealed, and, only where the person asked for
 * it, plain ones. Each kind has a file of its own, so that a run that finds no keystore overwrites nothing that an
 * earlier one sealed. None is there until a key is kept; one whose contents are damaged counts as empty: the person is
 * asked again. One that can't be read just now may hold any keys: then reading and keeping fail with the disk's error.
 *
 * @param path of the first file, in the data folder; the other kind's is beside it (`keys.plain.json`)
 * @param found what the keystore turns out to be; it may take as long as a person takes to answer the system
 * @param readText a file's contents; throws the disk's error
 */
export function keysFile(
  path: string,
  found: FoundKeystore | Promise<FoundKeystore>,
  readText: ReadText = (name) => readFile(name, 'utf8'),
): Secrets {
  let kind: Keystore = found instanceof Promise ? 'opening' : found.is;
  const opened = Promise.resolve(found)
    .catch((): FoundKeystore => ({ is: 'unavailable' }))
    .then((keystore) => {
      kind = keystore.is;
      return keystore;
    });
  const oneByOne = serialQueue();
  const inTurn = <T>(work: (keystore: FoundKeystore) => Promise<T>): Promise<T> =>
    oneByOne(async () => work(await opened));
  const disk: Disk = { path, readText };
  return {
    get kind() {
      return kind;
    },
    opened: opened.then(() => undefined),
    read: (workspace) =>
      inTurn(async (keystore) => {
        // Sealing a key removes its plain one, so that where both are the plain one is the younger.
        const plain = keyIn(await readKept(disk, 'plain'), workspace);
        if (plain !== null || keystore.is !== 'keystore') return plain;
        return readSealed(disk, workspace, keystore.sealing);
      }),
    keep: (workspace, key, evenPlain) =>
      inTurn(async (keystore) => {
        // Read before anything is written: where it fails, nothing has changed.
        const plain = await readKept(disk, 'plain');
        if (keystore.is === 'keystore')
          await put(disk, 'keystore', workspace, await keystore.sealing.seal(key));
        if (keystore.is !== 'keystore' && evenPlain) await put(disk, 'plain', workspace, key);
        else await remove(plain, workspace);
      }),
  };
}

type ReadText = (path: string) => Promise<string>;

interface Disk {
  readonly path: string;
  readonly readText: ReadText;
}

interface KeptIn {
  readonly file: string;
  readonly kept: Kept;
}

async function readSealed(disk: Disk, workspace: string, { seal, unseal }: Sealing): Promise<string | null> {
  const sealed = keyIn(await readKept(disk, 'keystore'), workspace);
  const unsealed = sealed === null ? null : await unseal(sealed);
  if (unsealed?.outdated === true) await put(disk, 'keystore', workspace, await seal(unsealed.key));
  return unsealed?.key ?? null;
}

async function put(disk: Disk, kind: Kept['kind'], workspace: string, text: string): Promise<void> {
  const { file, kept } = await readKept(disk, kind);
  await write(file, { ...kept, keys: { ...kept.keys, [workspace]: text } });
}

async function remove({ file, kept }: KeptIn, workspace: string): Promise<void> {
  const keys = Object.fromEntries(Object.entries(kept.keys).filter(([name]) => name !== workspace));
  if (Object.keys(keys).length === Object.keys(kept.keys).length) return;
  if (Object.keys(keys).length === 0) await rm(file, { force: true });
  else await write(file, { ...kept, keys });
}

function keyIn({ kept }: { readonly kept: Kept }, workspace: string): string | null {
  return new Map(Object.entries(kept.keys)).get(workspace) ?? null;
}

/** The file of that kind's keys: the first one when it is theirs or nobody's, else the one beside it. */
async function readKept({ path, readText }: Disk, kind: Kept['kind']): Promise<KeptIn> {
  const empty: Kept = { version: 1, kind, keys: {} };
  const beside = path.replace(/\.json$/, `.${kind}.json`);
  const [first, second] = [parse(await textIn(path, readText)), parse(await textIn(beside, readText))];
  if (first?.kind === kind) return { file: path, kept: first };
  if (second?.kind === kind) return { file: beside, kept: second };
  return { file: first === null ? path : beside, kept: empty };
}

/** Null: there is no such file. Only that is nothing; who took a file that can't be read for empty would write over it. */
async function textIn(path: string, readText: ReadText): Promise<string | null> {
  try {
    return await readText(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function parse(text: string | null): Kept | null {
  try {
    return text === null ? null : v.parse(schema, JSON.parse(text));
  } catch {
    return null;
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
