import type { Rng } from '../rng.ts';
import type { Persistence } from './persistence.ts';
import { applyNames } from './persistence.ts';
import type { NameChange } from './persistence.ts';

const SECTOR = 512;
/** Of a long write so many sectors are looked at, each at first and last and some between. */
const SECTORS_LOOKED_AT = 8;
const SAMPLES = 4;

export type Names = ReadonlyMap<string, number | null>;

/** The contents that may be left of a file that held these, one after the other, since its last sync. */
export function remainsOf(moments: readonly Buffer[], rng: Rng): readonly Buffer[] {
  const lost = moments[0] ?? Buffer.alloc(0);
  const there = moments.at(-1) ?? lost;
  const sectors = fewOf(changedSectors(moments), rng);
  const lengths = [...new Set(moments.map(({ length }) => length))];
  const cuts = cutsOf(moments, lost, there, sectors);
  return unlike([
    ...moments,
    // Length without bytes, and bytes without length.
    ...lengths.flatMap((length) => [spliced(length, () => lost), spliced(length, () => there)]),
    // One sector late, one sector early.
    ...sectors.flatMap((one) =>
      moments.slice(0, -1).map((old) => spliced(there.length, (sector) => (sector === one ? old : there))),
    ),
    ...sectors.flatMap((one) =>
      [lost.length, there.length].map((length) =>
        spliced(length, (sector) => (sector === one ? there : lost)),
      ),
    ),
    ...cuts.flatMap((at) => tornAt(at, lost, there)),
    ...Array.from({ length: moments.length > 1 ? SAMPLES : 0 }, () =>
      spliced(rng.pick(lengths), () => rng.pick(moments)),
    ),
  ]);
}

/** The names that may be left: none of what was changed since the folders were synced first, all of it second. */
export function namesLeft(persistence: Persistence, rng: Rng): readonly Names[] {
  const { nameChanges: changes, durableNames } = persistence;
  const some = (keep: (change: NameChange, index: number) => boolean): NameChange[] => changes.filter(keep);
  const choices: (readonly NameChange[])[] = [
    [],
    changes,
    ...changes.map((_, index) => changes.slice(0, index)),
    ...changes.map((one) => some((change) => change !== one)),
    ...changes.map((one) => [one]),
    // A rename of which only the new name is there yet.
    ...changes.map((one) => changes.map((change) => (change === one ? withoutUnlink(change) : change))),
    some(({ unlink }) => unlink === null),
    some(({ unlink }) => unlink !== null),
    ...Array.from({ length: changes.length > 2 ? SAMPLES : 0 }, () => some(() => rng.chance(0.5))),
  ];
  const seen = new Map<string, Names>();
  for (const choice of choices) {
    const names = new Map(durableNames);
    applyNames(names, choice);
    const reachable = withinFolders(names);
    seen.set(JSON.stringify([...reachable]), seen.get(JSON.stringify([...reachable])) ?? reachable);
  }
  return [...seen.values()];
}

function withoutUnlink(change: NameChange): NameChange {
  return change.link === null ? change : { ...change, unlink: null };
}

/** A name in a folder that is not there leads nowhere. */
function withinFolders(names: Names): Names {
  const isThere = (path: string): boolean => {
    const end = path.lastIndexOf('/');
    if (end <= 0) return true;
    const above = path.slice(0, end);
    return names.get(above) === null && isThere(above);
  };
  return new Map([...names].filter(([path]) => isThere(path)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Half of it there: the beginning, the end; and short of the rest. */
function tornAt(at: number, lost: Buffer, there: Buffer): readonly Buffer[] {
  const beginning = Buffer.from(spliced(there.length, () => lost));
  there.copy(beginning, 0, 0, at);
  const end = Buffer.from(there);
  end.fill(0, 0, at);
  lost.copy(end, 0, 0, Math.min(at, end.length));
  return [beginning, beginning.subarray(0, Math.max(at, lost.length)), there.subarray(0, at), end].filter(
    (bytes) => bytes.length >= Math.min(lost.length, there.length),
  );
}

/** Odd lengths, and those at which writes and sectors begin and end. */
function cutsOf(
  moments: readonly Buffer[],
  lost: Buffer,
  there: Buffer,
  sectors: readonly number[],
): readonly number[] {
  const length = Math.max(lost.length, there.length);
  let first = 0;
  while (first < length && lost[first] === there[first]) first += 1;
  const middle = first + Math.floor((length - first) / 2);
  const ends = moments.flatMap((moment) => [moment.length - 1, moment.length]);
  const borders = sectors.map((sector) => sector * SECTOR);
  const all = [first + 1, first + 9, first + 20, middle, middle + 1, ...ends, ...borders];
  return [...new Set(all)].filter((at) => at > first && at < there.length);
}

function changedSectors(moments: readonly Buffer[]): readonly number[] {
  const longest = Math.max(...moments.map(({ length }) => length));
  const sectors = Array.from({ length: Math.ceil(longest / SECTOR) }, (_, index) => index);
  const [first] = moments;
  return sectors.filter((sector) =>
    moments.some(
      (moment) => first !== undefined && !sectorOf(moment, sector).equals(sectorOf(first, sector)),
    ),
  );
}

function fewOf(sectors: readonly number[], rng: Rng): readonly number[] {
  if (sectors.length <= SECTORS_LOOKED_AT) return sectors;
  const edges = [...sectors.slice(0, 2), ...sectors.slice(-2)];
  return [...edges, ...Array.from({ length: SECTORS_LOOKED_AT - edges.length }, () => rng.pick(sectors))];
}

function sectorOf(bytes: Buffer, sector: number): Buffer {
  return bytes.subarray(sector * SECTOR, (sector + 1) * SECTOR);
}

function spliced(length: number, from: (sector: number) => Buffer): Buffer {
  const result = Buffer.alloc(length);
  for (let at = 0; at < length; at += SECTOR) sectorOf(from(at / SECTOR), at / SECTOR).copy(result, at);
  return result;
}

function unlike(all: readonly Buffer[]): readonly Buffer[] {
  const seen = new Map<string, Buffer>();
  for (const bytes of all) {
    const key = bytes.toString('latin1');
    if (!seen.has(key)) seen.set(key, bytes);
  }
  return [...seen.values()];
}
