import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

it.each([['--browser'], []])(
  'started in a folder whose name has a "#", it says so in one line (%s)',
  async (...args) => {
    const scratch = await mkdtemp(join(tmpdir(), 'fieldbinder-'));
    folders.push(scratch);
    const clone = join(scratch, '#1 projects', 'fieldbinder');
    await cp(join(root, 'build'), join(clone, 'build'), { recursive: true });
    await cp(join(root, 'package.json'), join(clone, 'package.json'));
    await symlink(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction');
    const ended = await new Promise<{ code: unknown; said: string }>((resolve) => {
      const start = ['--import', 'tsx', 'build/start.ts', ...args];
      execFile(process.execPath, start, { cwd: clone }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, said: out + err }),
      );
    });
    expect(ended.said.trimEnd()).toMatch(
      /^Fieldbinder can’t be built in a folder with “#” in its path: [^\n]+$/,
    );
    expect(ended.code).toBe(1);
  },
);
