/**
 * Which room may import what: the table of the README, as lint.
 * ESLint lets the last matching entry win for a rule, so a room's whole list stands in one entry.
 */
import { builtinModules } from 'node:module';

/** @typedef {{ readonly regex: string, readonly message: string }} Ban */

/** @type {(specifier: string, message: string) => Ban} */
const ban = (regex, message) => ({ regex, message });
/** @type {(names: readonly string[], message: string) => Ban} */
const banLibrary = (names, message) => ban(`^(?:${names.join('|')})(?:/|$)`, message);

const noElectronModule = banLibrary(
  ['electron', 'electron-updater'],
  'Only electron/desktop.ts, electron/desktop/ and electron/preload.ts know Electron: add what you need to the Host port (electron/host.ts).',
);
const noRoots = [
  ban(
    '(?:^|/)(?:desktop|browser)\\.ts$',
    'Nothing imports a composition root: move what you need to electron/app/app.ts or a room of its own.',
  ),
  ban(
    '^\\.{1,2}/(?:.*/)?main\\.ts$',
    'Nothing imports a composition root: move what you need to renderer/App.svelte or a part.',
  ),
];
const noRig = ban('(?:^|/)\\.\\./(?:test|build)/', 'The product never imports its tests or its tools.');
const noShell = ban(
  '(?:^|/)(?:desktop|browser)/',
  'Only their own composition root imports desktop/ and browser/: take what you need through the Host port.',
);
const noRenderer = ban(
  '(?:^|/)renderer/',
  'The host never imports the window: what both need lives in shared/.',
);
const noElectronRoom = ban(
  '(?:^|/)electron/',
  'The window and the core never import the host: go through shared/contract/contract.ts.',
);
const noNode = ban(
  `^(?:node:|(?:${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(?:/|$))`,
  'No Node here: let the host do it and ask through shared/contract/contract.ts.',
);
const noSvelte = banLibrary(
  ['svelte', 'bits-ui', '@lucide'],
  'Svelte and its parts belong to renderer/ alone.',
);
const noKy = banLibrary(
  ['ky'],
  'Only electron/salesbinder/v2/http-gateway.ts imports ky: call the Gateway port.',
);
const noLowdb = banLibrary(
  ['lowdb', 'proper-lockfile', 'steno'],
  'Only electron/store/ imports this: use a Collection.',
);
const noWs = banLibrary(['ws'], 'Only electron/browser/ imports ws.');
const noValibot = banLibrary(
  ['valibot'],
  'valibot belongs where a boundary parses: shared/contract/contract.ts, electron/, renderer/transport.ts.',
);

const hostBans = [noElectronModule, ...noRoots, noRig, noShell, noRenderer, noSvelte, noKy, noLowdb, noWs];
const sharedBans = [
  ban(
    '^(?!\\.{1,2}/|valibot$)',
    'shared/ is pure: it imports nothing but itself (and valibot, in contract.ts).',
  ),
  ban('^(?:\\.\\./)+(?:electron|renderer|test|build)/', 'shared/ is pure: it imports nothing but itself.'),
];
const windowBans = [noElectronModule, ...noRoots, noRig, noElectronRoom, noNode, noKy, noLowdb, noWs];

/** @type {(bans: readonly Ban[], ...lifted: Ban[]) => readonly Ban[]} */
const without = (bans, ...lifted) => bans.filter((one) => !lifted.includes(one));

/** Later rows win. @type {readonly { readonly files: readonly string[], readonly bans: readonly Ban[] }[]} */
const rooms = [
  { files: ['{test,build}/**/*.{ts,js,svelte}'], bans: noRoots },
  { files: ['shared/**/*.ts'], bans: [...sharedBans, noValibot] },
  { files: ['shared/contract/contract.ts'], bans: sharedBans },
  { files: ['electron/**/*.ts'], bans: hostBans },
  { files: ['electron/salesbinder/v2/http-gateway.ts'], bans: without(hostBans, noKy) },
  { files: ['electron/store/**/*.ts'], bans: without(hostBans, noLowdb) },
  {
    files: ['electron/practice/**/*.ts'],
    bans: [
      ...hostBans,
      ban(
        '(?:^|/)salesbinder/',
        'The practice server has its own field list, so that it cannot cancel our mistakes.',
      ),
      ban(
        '(?:^|/)shared/(?!exhaustive\\.ts$)',
        'The practice server takes nothing of shared/ but exhaustive.ts, so that it cannot cancel our mistakes.',
      ),
    ],
  },
  {
    files: ['electron/browser.ts'],
    bans: [...without(hostBans, noShell), ban('(?:^|/)desktop/', 'browser.ts knows nothing of Electron.')],
  },
  {
    files: ['electron/browser/**/*.ts'],
    bans: [
      ...without(hostBans, noShell, noWs),
      ban('(?:^|/)desktop/', 'browser/ knows nothing of Electron.'),
    ],
  },
  {
    files: ['electron/desktop.ts', 'electron/desktop/**/*.ts'],
    bans: [
      ...without(hostBans, noShell, noElectronModule),
      ban('(?:^|/)browser/', 'desktop/ knows nothing of browser mode.'),
    ],
  },
  { files: ['electron/preload.ts'], bans: [...without(hostBans, noElectronModule), noNode] },
  { files: ['renderer/**/*.{ts,svelte}'], bans: [...windowBans, noValibot] },
  { files: ['renderer/transport.ts'], bans: windowBans },
];

/** One ESLint entry a room. */
export const walls = rooms.map(({ files, bans }) => ({
  name: `walls of ${files.join(', ')}`,
  files: [...files],
  rules: {
    'no-restricted-imports': /** @type {['error', ...unknown[]]} */ ([
      'error',
      { patterns: bans.map((one) => ({ ...one })) },
    ]),
  },
}));
