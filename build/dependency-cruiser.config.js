/** The table of walls.js for dependency-cruiser, which resolves each import and knows circles (house.ts runs it). */
import { AS_SCRIPT, adviceOf, libraries, patternOf, rooms, roots } from './walls.js';

/** @typedef {{ readonly name: string, readonly comment: string, readonly from: object, readonly to: object }} Rule */

const INSIDE = '^(?:shared|electron|renderer|test|build)/';
const PRODUCT = '^(?:shared|electron|renderer)/';
const known = libraries.filter(({ name }) => name !== 'node');

/** @type {(place: string) => string} */
const pathOf = (place) => patternOf(place).source.replace(/\.svelte\$$/, `.svelte${AS_SCRIPT}$`);
/** @type {(places: readonly string[]) => string[]} */
const pathsOf = (places) => places.map(pathOf);
/** A library is known by its name: none is looked up. @type {(name: string) => string} */
const libraryPath = (name) => `^${name}(?:/|$)`;

/** @type {(room: import('./walls.js').Room) => Rule} */
const wall = (room) => ({
  name: `what ${room.at} may import`,
  comment: adviceOf(room),
  from: { path: pathsOf([room.at]) },
  to: {
    path: INSIDE,
    pathNot: pathsOf([room.at, ...room.may, ...(room.types ?? [])]),
    dependencyTypes: ['local'],
  },
});

/** @type {(room: import('./walls.js').Room) => Rule} */
const typeWall = (room) => ({
  name: `what ${room.at} takes only types from`,
  comment: adviceOf(room),
  from: { path: pathsOf([room.at]) },
  to: {
    path: pathsOf(room.types ?? []),
    pathNot: pathsOf([room.at, ...room.may]),
    dependencyTypesNot: ['type-only'],
  },
});

/** @type {(library: import('./walls.js').Library) => Rule} */
const libraryWall = ({ name, at, not = [], instead }) => {
  const allowed = pathsOf(at);
  const excepted = pathsOf(not);
  return {
    name: `${name} only in ${at.join(', ')}`,
    comment: instead,
    from: {
      path: PRODUCT,
      pathNot: allowed.map((path) => excepted.reduce((kept, one) => `(?!${one})${kept}`, path)),
    },
    to:
      name === 'node'
        ? { dependencyTypes: ['core'] }
        : { path: libraryPath(name), dependencyTypesNot: ['local'] },
  };
};

/** @type {readonly Rule[]} */
const forbidden = [
  ...rooms.map(wall),
  ...rooms.filter(({ types }) => types !== undefined).map(typeWall),
  ...libraries.map(libraryWall),
  {
    name: 'nothing imports a composition root',
    comment: 'Move what you need to a room.',
    from: {},
    to: { path: pathsOf(roots) },
  },
  {
    name: 'each file is in a room',
    comment: 'Give its folder a row in build/walls.js.',
    from: { path: INSIDE, pathNot: pathsOf(rooms.map(({ at }) => at)) },
    to: {},
  },
  {
    name: 'each library has its room',
    comment: 'Say in build/walls.js which room imports it.',
    from: { path: PRODUCT },
    to: {
      dependencyTypesNot: ['core', 'local'],
      path: '^[^.]',
      pathNot: [INSIDE, '^package\\.json$', ...known.map(({ name }) => libraryPath(name))],
    },
  },
  {
    name: 'a relative import names a file',
    comment: 'Name the file as it is called.',
    from: {},
    to: { path: '^\\.', couldNotResolve: true },
  },
  {
    name: 'no circle',
    comment: 'Move what both need a floor down.',
    from: {},
    to: { circular: true },
  },
];

export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    // Also what is imported for its types alone.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [AS_SCRIPT, '.ts', '.js'], mainFiles: [] },
  },
};
