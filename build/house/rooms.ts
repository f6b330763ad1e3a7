import { isWithin, roomOf as wallsOf } from '../walls.js';
import type { Arrow, Survey } from './survey.ts';

/** A room and the rooms it imports, with how many imports. */
export interface Room {
  readonly name: string;
  readonly files: number;
  readonly arrows: ReadonlyMap<string, number>;
}

/** One folder of the house, from the lowest floor up. `circles`: rooms that stand on each other. */
export interface Building {
  readonly name: string;
  readonly floors: readonly (readonly Room[])[];
  readonly arrows: number;
  readonly circles: readonly (readonly string[])[];
}

/**
 * The rooms of one top folder, as a picture: each folder right in it is a room, and so is each loose file. A room
 * stands one floor above the highest that it imports. What the walls let a room take only types from holds nothing up.
 */
export function buildingOf(name: string, { files, arrows }: Survey): Building {
  const own = files.filter((file) => file.startsWith(`${name}/`) && /\.(?:[jt]s|svelte)$/.test(file));
  const names = [...new Set(own.map(roomOf))].toSorted();
  const rooms = names.map((room) => ({
    name: room,
    files: own.filter((file) => roomOf(file) === room).length,
    arrows: arrowsFrom(room, arrows, new Set(names)),
  }));
  const circles: (readonly string[])[] = [];
  const floors: (readonly Room[])[] = [];
  for (let left = rooms; left.length > 0; left = left.filter((room) => !floors.at(-1)?.includes(room))) {
    const standing = new Set(left.map((room) => room.name));
    const free = left.filter(({ arrows: to }) => ![...to.keys()].some((one) => standing.has(one)));
    const circle = free.length > 0 ? [] : smallestCircle(left);
    if (circle.length > 0) circles.push(circle.map((room) => room.name));
    floors.push(free.length > 0 ? free : circle);
  }
  return { name, floors, arrows: rooms.reduce((sum, { arrows: to }) => sum + to.size, 0), circles };
}

/** `electron/sync/send/push.ts` is in `electron/sync`; `electron/host.ts` is a room of its own. */
function roomOf(file: string): string {
  return file.split('/').slice(0, 2).join('/');
}

function arrowsFrom(
  room: string,
  arrows: readonly Arrow[],
  names: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const arrow of arrows) {
    const target = roomOf(arrow.to);
    if (roomOf(arrow.from) !== room || target === room || !names.has(target) || isOnlyNamed(arrow)) continue;
    counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return counts;
}

function isOnlyNamed({ from, to, isType }: Arrow): boolean {
  return isType && wallsOf(from)?.types?.some((place) => isWithin(to, place)) === true;
}

/** Of rooms that all stand on another: the fewest that stand on each other and on nothing else that is left. */
function smallestCircle(left: readonly Room[]): readonly Room[] {
  const reached = left.map((start) => left.filter(({ name }) => reachable(start, left).has(name)));
  return reached.toSorted((a, b) => a.length - b.length)[0] ?? left;
}

function reachable(start: Room, rooms: readonly Room[]): ReadonlySet<string> {
  const met = new Set([start.name]);
  const queue = [start];
  for (let room = queue.shift(); room !== undefined; room = queue.shift()) {
    const next = nextOf(room, rooms).filter(({ name }) => !met.has(name));
    for (const one of next) met.add(one.name);
    queue.push(...next);
  }
  return met;
}

function nextOf({ arrows }: Room, rooms: readonly Room[]): readonly Room[] {
  return rooms.filter(({ name }) => arrows.has(name));
}
