import { createHash } from 'node:crypto';
import type { Rng } from '../rng.ts';
import type { Image } from '../effect.ts';
import type { Persistence } from './persistence.ts';
import { namesLeft, remainsOf } from './remains.ts';
import type { Names } from './remains.ts';

/** One state in which a crash may leave the disk. */
export interface State {
  readonly image: Image;
  /** All that was not flushed is lost, or all is there. */
  readonly plain: boolean;
}

type Contents = (file: number) => Buffer;

/** Of the states in which two things deviate at once, so many a crash point. */
const PAIRS = 4;
/** Of a file that was not touched lately so many: all of them were looked at when it was. */
const OLDER = 3;

/**
 * All lost and all there; each single deviation from either, in the names and in each file touched lately; and some
 * of the others, by chance.
 */
export function* statesOf(persistence: Persistence, lately: ReadonlySet<number>, rng: Rng): Generator<State> {
  const names = namesLeft(persistence, rng);
  const [none = new Map(), all = none, ...others] = names;
  const lost: Contents = (file) => persistence.momentsOf(file)[0] ?? Buffer.alloc(0);
  const there: Contents = (file) => persistence.momentsOf(file).at(-1) ?? Buffer.alloc(0);
  for (const called of [none, all]) {
    for (const contents of [lost, there]) yield state(called, contents, true);
  }
  for (const called of others) for (const contents of [lost, there]) yield state(called, contents);
  const left = new Map(
    persistence.loose.map((file) => [file, remainsOf(persistence.momentsOf(file), rng)] as const),
  );
  for (const [file, remains] of left) {
    const looked = lately.has(file) ? remains : Array.from({ length: OLDER }, () => rng.pick(remains));
    for (const bytes of looked) {
      for (const called of [none, all]) yield state(called, (one) => (one === file ? bytes : there(one)));
      yield state(all, (one) => (one === file ? bytes : lost(one)));
    }
  }
  if (left.size + names.length < 3) return;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const chosen = new Map([...left].map(([file, remains]) => [file, rng.pick(remains)] as const));
    yield state(rng.pick(names), (file) => chosen.get(file) ?? lost(file));
  }
}

/** The same for the same files with the same bytes. */
export function keyOf({ folders, files }: Image): string {
  const hash = createHash('sha1').update([...folders].join('\n'));
  for (const [path, bytes] of files) hash.update(`\n${path} ${bytes.length}\n`).update(bytes);
  return hash.digest('base64');
}

function state(names: Names, contents: Contents, plain = false): State {
  const folders = new Set<string>();
  const files = new Map<string, Buffer>();
  for (const [path, file] of names) {
    if (file === null) folders.add(path);
    else files.set(path, contents(file));
  }
  return { image: { folders, files }, plain };
}
