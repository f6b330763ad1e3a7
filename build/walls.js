/**
 * Which room may import what: the one table. ESLint (eslint.walls.js), dependency-cruiser (dependency-cruiser.config.js)
 * and the table in build/README.md are made from it.
 *
 * A place is `folder/**` (everything below it), `folder/*` (the files right in it) or one file.
 */

/**
 * @typedef {object} Room
 * @property {string} at the room's place
 * @property {readonly string[]} may places of lower rooms that it imports; itself goes without saying
 * @property {readonly string[]} [types] places that it imports types from, and nothing that runs
 * @property {string} [instead] what to do where it may not; without one, the advice of its top folder
 */
/**
 * @typedef {object} Library
 * @property {string} name the package; `node` is every module of Node's own
 * @property {readonly string[]} at the places of the product that import it
 * @property {readonly string[]} [not] places among them that don't
 * @property {string} instead
 */

const core = 'shared/**';
const ports = ['electron/host.ts', 'electron/clock.ts'];
const below = [core, ...ports, 'electron/store/**'];
const data = [...below, 'electron/mirror/**', 'electron/accounts/**'];
const shells = [core, ...ports, 'electron/app/**', 'electron/shell/**'];
const window = [core, 'renderer/api.ts', 'renderer/parts/**'];
const everything = [core, 'electron/**', 'renderer/**', 'test/**', 'build/**', 'package.json'];

/** From the lowest floor up: a room imports only rooms that stand before it, so no circle can be written down here. */
export const rooms = /** @satisfies {readonly Room[]} */ ([
  { at: 'shared/*', may: [] },
  { at: 'shared/text/**', may: ['shared/*'] },
  { at: 'shared/duplicates/**', may: ['shared/*', 'shared/text/**'] },
  { at: 'shared/outbox/**', may: ['shared/*', 'shared/text/**', 'shared/duplicates/**'] },
  { at: 'shared/sync/**', may: ['shared/*', 'shared/text/**', 'shared/outbox/**'] },
  {
    at: 'shared/contract/**',
    may: ['shared/*', 'shared/text/**', 'shared/duplicates/**', 'shared/outbox/**'],
  },
  {
    at: 'shared/words/**',
    may: ['shared/*', 'shared/duplicates/**', 'shared/outbox/**', 'shared/contract/**'],
  },

  { at: 'electron/clock.ts', may: [core] },
  { at: 'electron/host.ts', may: [core] },
  { at: 'electron/store/**', may: [core, ...ports] },
  { at: 'electron/salesbinder/**', may: [core, ...ports] },
  {
    at: 'electron/practice/**',
    may: ['shared/exhaustive.ts'],
    instead: 'The practice server shares nothing with the client, so that it cannot cancel our mistakes.',
  },
  { at: 'electron/shell/**', may: [core, ...ports, 'package.json'] },
  { at: 'electron/mirror/**', may: below },
  { at: 'electron/accounts/**', may: [...below, 'electron/mirror/**'] },
  { at: 'electron/list/**', may: data },
  { at: 'electron/duplicates/**', may: data },
  { at: 'electron/sync/**', may: [...data, 'electron/salesbinder/*'] },
  {
    at: 'electron/app/**',
    may: [
      ...data,
      'electron/list/**',
      'electron/duplicates/**',
      'electron/sync/**',
      'electron/salesbinder/**',
      'electron/practice/**',
    ],
  },
  { at: 'electron/browser/**', may: shells },
  { at: 'electron/desktop/**', may: [...shells, 'electron/salesbinder/*'] },
  { at: 'electron/preload.ts', may: [core, 'electron/shell/**'] },
  { at: 'electron/browser.ts', may: [...shells, 'electron/browser/**'] },
  { at: 'electron/desktop.ts', may: [...shells, 'electron/desktop/**'] },

  { at: 'renderer/transport.ts', may: [core] },
  { at: 'renderer/api.ts', may: [core, 'renderer/transport.ts'] },
  { at: 'renderer/parts/**', may: [core] },
  { at: 'renderer/setup/**', may: window, types: ['renderer/frame/**'] },
  { at: 'renderer/list/**', may: window, types: ['renderer/frame/**'] },
  { at: 'renderer/account/**', may: window, types: ['renderer/frame/**'] },
  {
    at: 'renderer/frame/**',
    may: [...window, 'renderer/setup/**', 'renderer/list/**', 'renderer/account/**'],
  },
  { at: 'renderer/App.svelte', may: [...window, 'renderer/setup/**', 'renderer/frame/**'] },
  {
    at: 'renderer/main.ts',
    may: [core, 'renderer/api.ts', 'renderer/App.svelte', 'renderer/app.css'],
  },

  { at: 'test/**', may: everything },
  { at: 'build/**', may: everything },
]);

/** Composition roots: each reads as a list of what its program is made of, and nothing imports it. */
export const roots = [
  'electron/desktop.ts',
  'electron/browser.ts',
  'electron/preload.ts',
  'renderer/main.ts',
];

/** One outside library, one importing file or folder. test/ and build/ import what they like. */
export const libraries = /** @satisfies {readonly Library[]} */ ([
  {
    name: 'node',
    at: ['electron/**'],
    not: ['electron/preload.ts'],
    instead: 'No Node here: let the host do it and ask through shared/contract/.',
  },
  {
    name: 'electron',
    at: ['electron/desktop.ts', 'electron/desktop/**', 'electron/preload.ts'],
    instead: 'Add what you need to the Host port (electron/host.ts); electron/desktop/ fulfils it.',
  },
  {
    name: 'electron-updater',
    at: ['electron/desktop/**'],
    instead: 'Only the desktop updates itself: ask through the Host port (electron/host.ts).',
  },
  {
    name: 'valibot',
    at: ['shared/contract/contract.ts', 'electron/**', 'renderer/transport.ts'],
    instead: 'Parse where the boundary is: shared/contract/contract.ts, electron/, renderer/transport.ts.',
  },
  {
    name: 'ky',
    at: ['electron/salesbinder/v2/http-gateway.ts'],
    instead: 'Call the Gateway port (electron/salesbinder/gateway.ts).',
  },
  { name: 'lowdb', at: ['electron/store/**'], instead: 'Use a Collection of electron/store/.' },
  {
    name: 'proper-lockfile',
    at: ['electron/store/**'],
    instead: 'The store locks its folder: open it there.',
  },
  { name: 'ws', at: ['electron/browser/**'], instead: 'Only browser mode has a socket.' },
  {
    name: 'fflate',
    at: ['electron/app/support-file.ts'],
    instead: 'One file zips.',
  },
  {
    name: 'libphonenumber-js',
    at: ['electron/duplicates/phone.ts'],
    instead: 'Compare the form that electron/duplicates/phone.ts gives.',
  },
  { name: 'svelte', at: ['renderer/**'], instead: 'Svelte belongs to the window alone.' },
  { name: '@lucide/svelte', at: ['renderer/**'], instead: 'Icons belong to the window alone.' },
]);

const PRODUCT = ['shared/**', 'electron/**', 'renderer/**'];

/** By top folder: what to do instead, where a room has no advice of its own. */
const ADVICE = /** @type {Readonly<Record<string, string>>} */ ({
  shared: 'The core is pure and imports only what stands below it in shared/: take the rest as an argument.',
  electron:
    'Move what both need a floor down, or take it as an argument; what the two shells do differently is a Host port (electron/host.ts).',
  renderer:
    'Ask the host through shared/contract/; within the window, move what both need to parts/ or hand it down as a prop.',
});

/**
 * Why one import is not allowed, with what to do instead; null where it is.
 *
 * @param {string} from a path from the top, with `/`
 * @param {string} to such a path, or a library's name
 * @param {boolean} [isType] true where nothing of it runs
 * @returns {string | null}
 */
export function refusal(from, to, isType = false) {
  return isPath(to) ? refusedRoom(from, to, isType) : refusedLibrary(from, to);
}

/** @type {(from: string, to: string, isType: boolean) => string | null} */
function refusedRoom(from, to, isType) {
  if (roots.includes(to))
    return `${to} is a composition root, which nothing imports: move what you need to a room.`;
  const room = roomOf(from);
  if (room === null) return `${from} is in no room: give its folder a row in build/walls.js.`;
  const places = [room.at, ...room.may, ...(isType ? (room.types ?? []) : [])];
  if (places.some((place) => isWithin(to, place))) return null;
  return `${room.at} may not import ${to}. ${adviceOf(room)}`;
}

/** @type {(from: string, name: string) => string | null} */
function refusedLibrary(from, name) {
  if (!PRODUCT.some((place) => isWithin(from, place))) return null;
  const library = libraries.find((one) => one.name === name);
  if (library === undefined) return `${name} is a new library: say in build/walls.js which room imports it.`;
  const allowed = library.at.some((place) => isWithin(from, place));
  const excepted = library.not?.some((place) => isWithin(from, place)) === true;
  return allowed && !excepted ? null : `${name} only in ${library.at.join(', ')}. ${library.instead}`;
}

/** @type {(path: string) => Room | null} */
export function roomOf(path) {
  return rooms.find(({ at }) => isWithin(path, at)) ?? null;
}

/** @type {(room: Room) => string} */
export function adviceOf({ at, instead }) {
  return instead ?? ADVICE[at.split('/')[0] ?? ''] ?? '';
}

/** @type {(path: string, place: string) => boolean} */
export function isWithin(path, place) {
  return patternOf(place).test(path);
}

/** @type {(place: string) => RegExp} */
export function patternOf(place) {
  const end = place.endsWith('/**') ? '/.+' : place.endsWith('/*') ? '/[^/]+' : '';
  const stem = place.replace(/\/\*{1,2}$/, '').replaceAll('.', '\\.');
  return new RegExp(`^${stem}${end}$`);
}

/** @type {(to: string) => boolean} */
function isPath(to) {
  return to === 'package.json' || /^(?:shared|electron|renderer|test|build)\//.test(to);
}

/** In the survey a component stands as the script within it: `A.svelte` as `A.svelte.script.ts`. */
export const AS_SCRIPT = '.script.ts';
