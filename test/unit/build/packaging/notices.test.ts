import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../../build/ensure-built.ts';
import { packageFolder } from '../../../../build/packaging/notices.ts';

describe('the notices', () => {
  let text = '';
  beforeAll(async () => {
    text = readFileSync(join(await ensureBuilt(), 'NOTICES.txt'), 'utf8');
  });

  it.each(['svelte', 'valibot', 'ky', 'lowdb', 'proper-lockfile', 'ws', '@lucide/svelte'])(
    'name %s with its licence',
    (name) => {
      const [, part = ''] = text.split(new RegExp(`^${name} \\d`, 'm'));
      expect(part.split('='.repeat(80))[0]).toMatch(/copyright|permission/i);
    },
  );

  it.each(['vite', 'vitest', 'typescript', 'electron-builder'])('don’t name %s, which is a tool', (name) => {
    expect(text).not.toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});

describe('the package of a module', () => {
  it.each([
    ['/app/node_modules/ky/distribution/index.js', '/app/node_modules/ky'],
    ['/app/node_modules/@lucide/svelte/icons/x.js', '/app/node_modules/@lucide/svelte'],
    ['/app/node_modules/a/node_modules/b/index.js', '/app/node_modules/a/node_modules/b'],
    ['\0/app/node_modules/ws/index.js?commonjs', '/app/node_modules/ws'],
    ['C:\\app\\node_modules\\ky\\index.js', 'C:/app/node_modules/ky'],
    ['/app/electron/app.ts', null],
  ])('%j is %j', (id, folder) => {
    expect(packageFolder(id)).toBe(folder);
  });
});
