import { builtinModules } from 'node:module';
import { cyclesOf, grouped, importsOf, libraryOf } from './imports.ts';
import type { House, Import } from './imports.ts';

/** The README's table of what may import what. Each sentence names the wall and what broke it. */
export function brokenWalls(house: House): readonly string[] {
  const imports = importsOf(house);
  const broken = [
    ...imports.flatMap((one) => walls.filter((wall) => wall.broken(one)).map((wall) => said(wall, one))),
    ...scatteredLibraries(imports),
    ...cyclesOf(imports).map((cycle) => `import cycle: ${cycle}`),
  ];
  return [...new Set(broken)];
}

interface Wall {
  readonly name: string;
  readonly broken: (one: Import) => boolean;
}

const product = ['shared/', 'electron/', 'renderer/'];
const roots = ['electron/desktop.ts', 'electron/browser.ts', 'renderer/main.ts'];
const knowsElectron = ['electron/desktop.ts', 'electron/desktop/', 'electron/preload.ts'];
const parsesBoundaries = ['shared/contract/contract.ts', 'electron/', 'renderer/transport.ts'];

const walls: readonly Wall[] = [
  {
    name: 'a relative import names an existing file, with its extension',
    broken: ({ specifier, to }) => specifier.startsWith('.') && to === null,
  },
  { name: 'nothing imports a composition root', broken: ({ to }) => within(to, roots) },
  {
    name: 'shared/ imports only shared/ and valibot',
    broken: ({ from, specifier, to }) =>
      within(from, ['shared/']) && !within(to, ['shared/']) && libraryOf(specifier) !== 'valibot',
  },
  {
    name: 'electron/ imports only shared/ and electron/ (and its own version)',
    broken: ({ from, to }) =>
      within(from, ['electron/']) && to !== null && !within(to, ['shared/', 'electron/', 'package.json']),
  },
  {
    name: 'renderer/ imports only shared/ and renderer/',
    broken: ({ from, to }) =>
      within(from, ['renderer/']) && to !== null && !within(to, ['shared/', 'renderer/']),
  },
  {
    name: 'renderer/ has no Node',
    broken: (one) => within(one.from, ['renderer/']) && isNode(one.specifier),
  },
  {
    name: 'the preload has no Node',
    broken: (one) => one.from === 'electron/preload.ts' && isNode(one.specifier),
  },
  {
    name: 'only desktop.ts and desktop/ import desktop/',
    broken: ({ from, to }) =>
      leads(from, to, 'electron/desktop/', ['electron/desktop.ts', 'electron/desktop/']),
  },
  {
    name: 'only browser.ts and browser/ import browser/',
    broken: ({ from, to }) =>
      leads(from, to, 'electron/browser/', ['electron/browser.ts', 'electron/browser/']),
  },
  {
    name: 'practice/ takes nothing from salesbinder/, and of shared/ only exhaustive.ts',
    broken: ({ from, to }) =>
      within(from, ['electron/practice/']) &&
      (within(to, ['electron/salesbinder/']) || (within(to, ['shared/']) && to !== 'shared/exhaustive.ts')),
  },
  ...onlyIn('electron', knowsElectron),
  ...onlyIn('electron-updater', ['electron/desktop/']),
  ...onlyIn('ky', ['electron/salesbinder/v2/http-gateway.ts']),
  ...onlyIn('lowdb', ['electron/store/']),
  ...onlyIn('proper-lockfile', ['electron/store/']),
  ...onlyIn('ws', ['electron/browser/']),
  ...onlyIn('svelte', ['renderer/']),
  ...onlyIn('@lucide/svelte', ['renderer/']),
  ...onlyIn('valibot', parsesBoundaries),
];

/** Spread over the rooms by their nature, each with its wall above; any other library has one file or folder. */
const spread = ['node', 'electron', 'svelte', '@lucide/svelte', 'valibot'];

function scatteredLibraries(imports: readonly Import[]): readonly string[] {
  const outside = imports.filter(({ from, specifier }) => within(from, product) && isOutside(specifier));
  const users = grouped(outside, ({ specifier }) => libraryOf(specifier) ?? '');
  return [...users].flatMap(([library, found]) => {
    const files = [...new Set(found.map(({ from }) => from))];
    const folders = new Set(files.map((file) => file.slice(0, file.lastIndexOf('/') + 1)));
    const together =
      files.length === 1 || (folders.size === 1 && ![...folders].some((one) => product.includes(one)));
    return together ? [] : [`one library, one file or folder: ${library} in ${files.toSorted().join(', ')}`];
  });
}

function isOutside(specifier: string): boolean {
  const library = libraryOf(specifier);
  return library !== null && !spread.includes(library) && !isNode(specifier);
}

function onlyIn(library: string, places: readonly string[]): readonly Wall[] {
  return [
    {
      name: `${library} only in ${places.join(', ')}`,
      broken: ({ from, specifier }) =>
        within(from, product) && libraryOf(specifier) === library && !within(from, places),
    },
  ];
}

function leads(from: string, to: string | null, room: string, own: readonly string[]): boolean {
  return within(from, product) && within(to, [room]) && !within(from, own);
}

function within(path: string | null, places: readonly string[]): boolean {
  return (
    path !== null && places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place))
  );
}

function isNode(specifier: string): boolean {
  return libraryOf(specifier) === 'node' || builtinModules.includes(specifier);
}

function said(wall: Wall, one: Import): string {
  return `${wall.name}: ${one.from} imports ${one.specifier}`;
}
