import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf } from '../../support/imports.ts';
import type { House } from '../../support/imports.ts';
import { brokenWalls } from '../../support/walls.ts';

const top = fileURLToPath(new URL('../../..', import.meta.url));
const rooms = ['shared', 'electron', 'renderer', 'test', 'build'] as const;

describe('the house as it stands', () => {
  const house = readHouse();

  it('is read whole: each room has files, and their imports are seen', () => {
    const imports = importsOf(house);
    for (const room of rooms)
      expect(imports.filter(({ from }) => from.startsWith(`${room}/`))).not.toEqual([]);
  });

  it('keeps every wall', () => {
    expect(brokenWalls(house)).toEqual([]);
  });
});

describe('the walls bite', () => {
  it('leaves a sound house in peace', () => {
    expect(brokenWalls(sound)).toEqual([]);
  });

  it.each([
    ['an import that names no file', 'shared/a.ts', "import './nowhere.ts';", 'names an existing file'],
    ['an import without its extension', 'shared/a.ts', "import './account';", 'names an existing file'],
    [
      'the core reaching into the host',
      'shared/a.ts',
      "import '../electron/host.ts';",
      'shared/ imports only',
    ],
    [
      'the core reaching into the window',
      'shared/a.ts',
      "export * from '../renderer/api.ts';",
      'shared/ imports only',
    ],
    ['the core using Node', 'shared/a.ts', "import { x } from 'node:fs';", 'shared/ imports only'],
    ['the core using a library', 'shared/a.ts', "import ky from 'ky';", 'shared/ imports only'],
    ['valibot in the core outside the contract', 'shared/a.ts', "import 'valibot';", 'valibot only in'],
    ['valibot in a component', 'renderer/A.svelte', "<script>import 'valibot';</script>", 'valibot only in'],
    [
      'a type taken from the window',
      'electron/a.ts',
      "import type { A } from '../renderer/api.ts';",
      'electron/ imports only',
    ],
    [
      'the host reaching into the tests',
      'electron/a.ts',
      "import '../test/unit/a.test.ts';",
      'electron/ imports only',
    ],
    ['the host using Svelte', 'electron/a.ts', "import 'svelte/store';", 'svelte only in'],
    [
      'the host knowing Electron',
      'electron/app/app.ts',
      "import { app } from 'electron';",
      'electron only in',
    ],
    ['browser mode knowing Electron', 'electron/browser/a.ts', "import 'electron/main';", 'electron only in'],
    ['the app opening desktop/', 'electron/app/app.ts', "import './desktop/window.ts';", 'import desktop/'],
    [
      'browser mode opening desktop/',
      'electron/browser.ts',
      "import './desktop/window.ts';",
      'import desktop/',
    ],
    ['the app opening browser/', 'electron/app/app.ts', "import './browser/server.ts';", 'import browser/'],
    [
      'the desktop opening browser/',
      'electron/desktop.ts',
      "await import('./browser/server.ts');",
      'import browser/',
    ],
    ['the app importing its root', 'electron/app/app.ts', "import './desktop.ts';", 'composition root'],
    ['a tool importing a root', 'build/a.ts', "await import('../electron/browser.ts');", 'composition root'],
    [
      'a component importing the root',
      'renderer/A.svelte',
      '<script lang="ts">\nimport \'./main.ts\'\n</script>',
      'composition root',
    ],
    [
      'the app updating itself',
      'electron/app/app.ts',
      "import 'electron-updater';",
      'electron-updater only in',
    ],
    ['an icon in the host', 'electron/app/app.ts', "import '@lucide/svelte';", '@lucide/svelte only in'],
    ['ky beside the gateway', 'electron/salesbinder/v2/wire.ts', "import ky from 'ky';", 'ky only in'],
    ['lowdb outside the store', 'electron/app/app.ts', "import { Low } from 'lowdb';", 'lowdb only in'],
    [
      'the lock outside the store',
      'electron/app/app.ts',
      "import 'proper-lockfile';",
      'proper-lockfile only in',
    ],
    ['ws outside browser/', 'electron/app/app.ts', "import { WebSocketServer } from 'ws';", 'ws only in'],
    [
      'practice/ sharing the gateway',
      'electron/practice/a.ts',
      "import '../salesbinder/wire.ts';",
      'practice/ takes nothing',
    ],
    [
      'practice/ sharing the field table',
      'electron/practice/a.ts',
      "type A = import('../../shared/account.ts').A;",
      'practice/ takes nothing',
    ],
    [
      'the window reaching into the host',
      'renderer/api.ts',
      "import type { Host } from '../electron/host.ts';",
      'renderer/ imports only',
    ],
    [
      'a component reaching into the host',
      'renderer/A.svelte',
      '<script module lang="ts">import \'../electron/host.ts\'</script><p>hi</p>',
      'renderer/ imports only',
    ],
    ['the window using Node', 'renderer/api.ts', "import 'node:path';", 'renderer/ has no Node'],
    [
      'the window using Node by its bare name',
      'renderer/api.ts',
      "import 'fs/promises';",
      'renderer/ has no Node',
    ],
    ['the preload using Node', 'electron/preload.ts', "import 'node:fs';", 'the preload has no Node'],
    ['the window knowing Electron', 'renderer/api.ts', "import 'electron';", 'electron only in'],
  ])('%s', (_what, path, text, wall) => {
    const broken = brokenWalls(new Map([...sound, [path, text]]));
    expect(broken.join('\n')).toContain(wall);
    expect(broken.join('\n')).toContain(path);
  });

  it('sees a library that spreads over files of different folders', () => {
    const use = "import 'papaparse';";
    expect(
      brokenWalls(new Map([...sound, ['electron/import/a.ts', use], ['electron/import/b.ts', use]])),
    ).toEqual([]);
    expect(
      brokenWalls(new Map([...sound, ['electron/import/a.ts', use], ['electron/export/b.ts', use]])),
    ).toEqual(['one library, one file or folder: papaparse in electron/export/b.ts, electron/import/a.ts']);
    expect(brokenWalls(new Map([...sound, ['electron/a.ts', use], ['electron/b.ts', use]]))).toHaveLength(1);
  });

  it('sees a cycle, also one of types, of dynamic imports and through components', () => {
    const cycle = new Map([
      ['renderer/A.svelte', '<script lang="ts">import type { B } from \'./b.ts\';</script>'],
      ['renderer/b.ts', "export { c } from './c.svelte.ts';"],
      ['renderer/c.svelte.ts', "const load = () => import('./A.svelte');"],
    ]);
    expect(brokenWalls(new Map([...sound, ...cycle]))).toEqual([
      'import cycle: renderer/A.svelte -> renderer/b.ts -> renderer/c.svelte.ts -> renderer/A.svelte',
    ]);
  });

  it('reads code, not comments or strings', () => {
    const text = "// import './nowhere.ts'\nexport const a = \"import './nowhere.ts'\";";
    expect(brokenWalls(new Map([...sound, ['shared/a.ts', text]]))).toEqual([]);
  });
});

/** A small house in which everything is where it should be. */
const sound: House = new Map([
  ['shared/account.ts', ''],
  ['shared/exhaustive.ts', ''],
  ['shared/contract/contract.ts', "import * as v from 'valibot'; import './account.ts';"],
  ['electron/host.ts', ''],
  [
    'electron/app/app.ts',
    "import './host.ts'; import '../shared/contract.ts'; import 'node:path'; import 'valibot';",
  ],
  ['electron/desktop.ts', "import 'electron'; import './app/app.ts'; import './desktop/window.ts';"],
  ['electron/desktop/window.ts', "import { BrowserWindow } from 'electron'; import '../host.ts';"],
  ['electron/preload.ts', "import { ipcRenderer } from 'electron'; import '../shared/contract.ts';"],
  ['electron/browser.ts', "import './app/app.ts'; import './browser/server.ts';"],
  ['electron/browser/server.ts', "import 'ws'; import './files.ts';"],
  ['electron/browser/files.ts', "import 'node:fs';"],
  ['electron/salesbinder/v2/http-gateway.ts', "import ky from 'ky'; import './wire.ts';"],
  ['electron/salesbinder/v2/wire.ts', "import '../../shared/account.ts';"],
  ['electron/store/open.ts', "import 'lowdb'; import 'proper-lockfile';"],
  ['electron/practice/server.ts', "import '../../shared/exhaustive.ts'; import 'node:http';"],
  ['renderer/main.ts', "import { mount } from 'svelte'; import './A.svelte'; import './app.css';"],
  ['renderer/app.css', ''],
  [
    'renderer/A.svelte',
    "<script lang=\"ts\">import X from '@lucide/svelte/icons/x'; import './api.ts';</script>",
  ],
  ['renderer/api.ts', "import type { Api } from '../shared/contract.ts';"],
  ['build/a.ts', "import 'vite';"],
  [
    'test/unit/a.test.ts',
    "import '../../electron/app/app.ts'; import '../../renderer/A.svelte'; import 'ky';",
  ],
]);

function readHouse(): House {
  const house = new Map([['package.json', '']]);
  for (const room of rooms) {
    for (const entry of readdirSync(join(top, room), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const name = relative(top, path).replaceAll('\\', '/');
      // The benchmark's peers, once it has run: installed, and no part of the house.
      if (!entry.isFile() || name.startsWith('test/bench/node_modules/')) continue;
      house.set(name, readFileSync(path, 'utf8'));
    }
  }
  return house;
}
