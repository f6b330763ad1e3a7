import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureBuilt } from '../../../build/ensure-built.ts';
import { packedShell } from '../../support/shell-packed.ts';
import type { OpenShell } from '../../support/shell.ts';

// How the end-to-end tests start, drive and end a packed app, on a program that behaves as one: whether they work on
// the packed app itself is seen only where Electron's program is.

const standIn = fileURLToPath(new URL('../../support/packed-stand-in.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
let folder = '';
const opened: OpenShell[] = [];

beforeEach(async () => {
  await ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), 'packed-shell-'));
  const program = join(folder, 'fieldbinder');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" --import "${tsx}" "${standIn}" "$@"\n`);
  chmodSync(program, 0o755);
  vi.stubEnv('FIELDBINDER_PACKED', program);
});
afterEach(async () => {
  for (const shell of opened.splice(0)) await shell.kill();
  vi.unstubAllEnvs();
  // A Chromium that was killed with its program may write for a moment more.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function open(): Promise<OpenShell> {
  const beforeLoad = (page: Page) =>
    page.addInitScript('globalThis.atFirst = document.readyState').then(() => undefined);
  const shell = await packedShell.open({ folder: join(folder, 'data'), beforeLoad });
  opened.push(shell);
  return shell;
}

describe.runIf(process.platform !== 'win32')('the way in which a packed app is driven', () => {
  it('starts it, works in its window, quits it, and finds everything there again', async () => {
    const first = await open();
    expect(await first.page.evaluate(() => Reflect.get(globalThis, 'atFirst') as string)).toBe('loading');
    await first.page.getByRole('button', { name: 'Practice' }).click();
    await first.page.getByRole('button', { name: 'New account' }).click();
    await first.page.getByLabel('Business name', { exact: true }).fill('Packed Ltd');
    await first.page.getByRole('button', { name: 'Save', exact: true }).click();
    const row = (shell: OpenShell) =>
      shell.page.getByRole('grid', { name: 'Accounts' }).getByRole('row').filter({ hasText: 'Packed Ltd' });
    await row(first).filter({ hasText: 'Sent' }).waitFor();
    expect(await first.quit()).toBe(0);

    const second = await open();
    await row(second).filter({ hasText: 'Sent' }).waitFor();
    await second.kill();

    const third = await open();
    await row(third).filter({ hasText: 'Sent' }).waitFor();
    expect(await third.quit()).toBe(0);
  });

  it('says what it printed when it ends at once', async () => {
    writeFileSync(join(folder, 'fieldbinder'), '#!/bin/sh\necho nothing here works\nexit 3\n');
    await expect(open()).rejects.toThrow(/ended at once:\nnothing here works/);
  });
});
