import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { survey } from '../../../build/house/survey.ts';
import type { Survey } from '../../../build/house/survey.ts';
import { wallsText } from '../../../build/house/walls-text.ts';
import { isWithin, rooms } from '../../../build/walls.js';

const top = fileURLToPath(new URL('../../..', import.meta.url));

/** The wall that an import at this place breaks, in words of ESLint's message and of the survey's rule. */
const planted: readonly (readonly [path: string, code: string, lint: string, wall: string])[] = [
  ['shared/a.ts', "import '../electron/host.ts';", 'The core is pure', 'shared/*'],
  ['shared/b.ts', "export * from '../renderer/api.ts';", 'The core is pure', 'shared/*'],
  ['shared/c.ts', "export const c = import('./words/words.ts');", 'The core is pure', 'shared/*'],
  ['shared/outbox/a.ts', "import '../sync/queue.ts';", 'The core is pure', 'shared/outbox/**'],
  ['shared/d.ts', "import 'node:fs';", 'No Node here', 'node only in'],
  ['shared/e.ts', "import 'valibot';", 'Parse where the boundary is', 'valibot only in'],
  [
    'electron/store/a.ts',
    "import type { A } from '../accounts/accounts.ts';",
    'a floor down',
    'electron/store',
  ],
  ['electron/list/a.ts', "import '../sync/engine.ts';", 'a floor down', 'electron/list'],
  ['electron/sync/send/a.ts', "import '../../app/app.ts';", 'a floor down', 'electron/sync'],
  [
    'electron/sync/send/b.ts',
    "import type { A } from '../../salesbinder/v2/http-gateway.ts';",
    'a floor down',
    'electron/sync',
  ],
  ['electron/app/a.ts', "import '../desktop/window.ts';", 'Host port', 'electron/app'],
  ['electron/app/b.ts', "import '../browser/server.ts';", 'Host port', 'electron/app'],
  ['electron/browser/a.ts', "import '../desktop/window.ts';", 'Host port', 'electron/browser'],
  ['electron/app/c.ts', "import '../../renderer/api.ts';", 'a floor down', 'electron/app'],
  ['electron/app/d.ts', "import '../../test/unit/a.test.ts';", 'a floor down', 'electron/app'],
  ['electron/app/e.ts', "import '../desktop.ts';", 'composition root', 'composition root'],
  ['electron/app/f.ts', "import { app } from 'electron';", 'Host port', 'electron only in'],
  ['electron/app/g.ts', "import 'electron-updater';", 'Host port', 'electron-updater only in'],
  ['electron/app/h.ts', "import 'svelte/store';", 'the window alone', 'svelte only in'],
  [
    'electron/app/i.ts',
    "import X from '@lucide/svelte/icons/x';",
    'the window alone',
    '@lucide/svelte only in',
  ],
  ['electron/app/j.ts', "import { Low } from 'lowdb';", 'Use a Collection', 'lowdb only in'],
  ['electron/app/k.ts', "import 'proper-lockfile';", 'The store locks', 'proper-lockfile only in'],
  ['electron/app/l.ts', "import { WebSocketServer } from 'ws';", 'browser mode', 'ws only in'],
  ['electron/list/m.ts', "import 'fflate';", 'One file zips', 'fflate only in'],
  ['electron/app/m.ts', "import 'libphonenumber-js/min';", 'phone.ts', 'libphonenumber-js only in'],
  ['electron/app/n.ts', "import 'left-pad';", 'left-pad is a new library', 'each library has its room'],
  ['electron/salesbinder/v2/wire.ts', "import ky from 'ky';", 'Gateway port', 'ky only in'],
  [
    'electron/practice/a.ts',
    "import '../salesbinder/gateway.ts';",
    'cancel our mistakes',
    'electron/practice',
  ],
  [
    'electron/practice/b.ts',
    "export type A = import('../../shared/account.ts').A;",
    'cancel our mistakes',
    'electron/practice',
  ],
  ['electron/preload.ts', "import 'node:fs';", 'No Node here', 'node only in'],
  ['electron/garage/a.ts', "import '../host.ts';", 'is in no room', 'each file is in a room'],
  ['renderer/parts/a.ts', "import '../../electron/host.ts';", 'through shared/contract/', 'renderer/parts'],
  [
    'renderer/list/a.ts',
    "import { A } from '../frame/desk.ts';",
    'as a prop',
    'renderer/list/** takes only types',
  ],
  ['renderer/list/b.ts', "import '../account/a.ts';", 'as a prop', 'renderer/list'],
  ['renderer/list/c.ts', "import 'fs/promises';", 'No Node here', 'node only in'],
  [
    'renderer/parts/A.svelte',
    '<script>import type { A } from "../../electron/host.ts";</script>',
    'through',
    'parts',
  ],
  ['renderer/parts/B.svelte', '<script module>import "../main.ts";</script><p>hi</p>', 'root', 'root'],
  ['test/unit/a.test.ts', "import '../../electron/browser.ts';", 'composition root', 'composition root'],
  [
    'build/a.ts',
    "export const a = import('../electron/browser.ts');",
    'composition root',
    'composition root',
  ],
];

/** One sound import of each kind: no fence may speak. */
const sound: Readonly<Record<string, string>> = {
  'shared/account.ts': '',
  'shared/exhaustive.ts': '',
  'shared/contract/contract.ts':
    "import * as v from 'valibot'; import '../account.ts'; import '../outbox/record.ts';",
  'shared/outbox/record.ts': "import '../account.ts';",
  'shared/sync/queue.ts': "import '../outbox/record.ts';",
  'shared/words/words.ts': "import type { A } from '../contract/contract.ts';",
  'electron/host.ts': '',
  'electron/store/open.ts':
    "import 'lowdb/node'; import 'proper-lockfile'; import 'node:fs'; import '../host.ts';",
  'electron/accounts/accounts.ts': "import '../store/open.ts';",
  'electron/salesbinder/gateway.ts': '',
  'electron/salesbinder/v2/http-gateway.ts': "import ky from 'ky'; import '../gateway.ts';",
  'electron/sync/engine.ts': "import '../accounts/accounts.ts'; import '../salesbinder/gateway.ts';",
  'electron/app/support-file.ts': "import 'fflate';",
  'electron/duplicates/phone.ts': "import 'libphonenumber-js/min';",
  'electron/app/app.ts': "import '../sync/engine.ts'; import '../host.ts'; import 'path'; import 'valibot';",
  'electron/practice/server.ts': "import '../../shared/exhaustive.ts'; import 'node:http';",
  'electron/browser/server.ts': "import 'ws'; import '../app/app.ts';",
  'electron/desktop/window.ts': "import 'electron'; import 'electron-updater'; import '../host.ts';",
  'electron/desktop.ts': "import 'electron/main'; import './desktop/window.ts'; import './app/app.ts';",
  'electron/browser.ts': "import './browser/server.ts';",
  'renderer/main.ts': "import { mount } from 'svelte'; import './App.svelte'; import './app.css';",
  'renderer/app.css': '',
  'renderer/App.svelte': '<script>import A from "./frame/A.svelte"; import "./api.ts";</script>',
  'renderer/api.ts': "import type { Api } from '../shared/contract/contract.ts';",
  'renderer/frame/A.svelte':
    '<script>import X from "@lucide/svelte/icons/x"; import "../account/a.ts";</script>',
  'renderer/frame/desk.ts': '// import "./nowhere.ts"\nexport const A = "import \'./nowhere.ts\'";',
  'renderer/account/a.ts': "import type { A } from '../frame/desk.ts';",
  'test/unit/ok.test.ts':
    "import '../../electron/app/app.ts'; import '../../renderer/App.svelte'; import 'ky';",
};

describe('lint', () => {
  const eslint = new ESLint({
    cwd: top,
    overrideConfigFile: 'build/eslint.config.js',
    overrideConfig: [
      ts.configs.disableTypeChecked,
      { languageOptions: { parserOptions: { projectService: false } } },
    ],
  });
  const refusals = async (filePath: string, code: string): Promise<readonly string[]> => {
    const [result] = await eslint.lintText(`${code}\n`, { filePath });
    const messages = result?.messages ?? [];
    return messages
      .filter(({ ruleId, fatal }) => ruleId === 'walls/imports' || fatal === true)
      .map(({ message }) => message);
  };

  it.each(planted)('refuses in %s: %s', async (path, code, lint) => {
    expect((await refusals(path, code)).join('\n')).toContain(lint);
  });

  it.each(Object.entries(sound).filter(([path]) => /\.(ts|svelte)$/.test(path)))(
    'accepts %s: %s',
    async (path, code) => {
      expect(await refusals(path, code)).toEqual([]);
    },
  );

  it('wants a file named with its extension', async () => {
    expect((await refusals('shared/a.ts', "import './account';")).join()).toContain('with its extension');
  });
});

describe('the survey', () => {
  const circle = {
    'renderer/parts/C.svelte': '<script lang="ts">import type { D } from "./d.ts";</script>',
    'renderer/parts/d.ts': "export { c } from './c.svelte.ts';",
    'renderer/parts/c.svelte.ts': "export const c = () => import('./C.svelte');",
  };
  let seen: Survey;
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fieldbinder-walls-'));
    const nowhere = { 'shared/nowhere.ts': "import './gone.ts';", 'package.json': '{}' };
    const plants = Object.fromEntries(planted.map(([path, code]) => [path, code]));
    const targets = { 'renderer/parts/x.ts': '', 'test/unit/a.test.ts': '' };
    for (const [path, text] of Object.entries({ ...targets, ...sound, ...circle, ...nowhere, ...plants })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    seen = await survey(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(planted)('refuses in %s: %s', (path, _code, _lint, wall) => {
    const broken = seen.breaches.filter(({ from }) => from === path).map(({ rule }) => rule);
    expect(broken.join('\n')).toContain(wall);
  });

  it('accepts what is sound, and comments and strings that look like imports', () => {
    expect(seen.breaches.filter(({ from }) => from in sound)).toEqual([]);
  });

  it('sees a circle, also one of types, of dynamic imports and through components', () => {
    const circles = seen.breaches.filter(({ rule }) => rule === 'no circle');
    expect(new Set(circles.flatMap(({ cycle }) => cycle))).toEqual(new Set(Object.keys(circle)));
  });

  it('sees an import that names no file', () => {
    const wall = 'a relative import names a file';
    const named = seen.breaches.filter(({ from, rule }) => from === 'shared/nowhere.ts' && rule === wall);
    expect(named).toHaveLength(1);
  });
});

describe('the table', () => {
  it('stands in the README of build/ as it is', async () => {
    expect(await readFile(join(top, 'build/README.md'), 'utf8')).toContain(wallsText());
  });

  it('lets a room import only rooms that stand before it', () => {
    const upward = rooms.flatMap(({ at, may }, index) => {
      const later = rooms.slice(index + 1).filter((room) => !/^(?:test|build)\//.test(room.at));
      return later
        .filter((room) => may.some((place) => place === room.at))
        .map((room) => `${at} → ${room.at}`);
    });
    expect(upward).toEqual([]);
  });

  it('has each file in one room at most', () => {
    const files = rooms.map(({ at }) => at.replace('/**', '/a/b.ts').replace('/*', '/a.ts'));
    const homes = files.map((file) => rooms.filter(({ at }) => isWithin(file, at)).map(({ at }) => at));
    expect(homes).toEqual(rooms.map(({ at }) => [at]));
  });
});
