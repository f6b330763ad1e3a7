import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findElectron } from '../../../build/find-electron.ts';
import { eventually } from '../../support/eventually.ts';
import { callIn, realElectron } from '../../support/real-electron.ts';
import type { RealOptions } from '../../support/real-electron.ts';

// Starts that something stands in the way of.

const real = realElectron();

describe('a start that fails', () => {
  it('says so, ends, and keeps no later start away', async () => {
    const failing = real.start([], {
      before: `const { app, dialog, session } = require('electron');
        dialog.showErrorBox = (_title, text) => console.error('BOX ' + text);
        app.once('ready', () => {
          session.defaultSession.setDevicePermissionHandler = () => { throw new Error('Confidential Ltd'); };
        });`,
    });
    expect(await failing.ended).toBe(1);
    expect(failing.said()).toContain('BOX Fieldbinder can’t start because of a fault in it.');
    expect(real.log()).toMatch(/bug in start: Error.*\n.*start-failed problem=fault\n$/);
    expect(real.log()).not.toContain('Confidential');
    const { page } = await real.open();
    await page.getByRole('button', { name: 'Practice' }).waitFor();
  });
});

describe('a keystore that has not answered yet', () => {
  it('holds up neither the window nor what is entered, and is told of', async () => {
    // Nothing answers there: the key is kept and checked later.
    const salesbinder = 'http://127.0.0.1:9';
    const first = await real.open({ salesbinder });
    await callIn(first.page, 'connect', { address: 'acme', key: 'SECRET-KEY-123', keepKey: true });
    await first.electron.close();
    const app = await real.open({
      salesbinder,
      before: `const { safeStorage } = require('electron');
        safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret';
        safeStorage.isAsyncEncryptionAvailable = () => new Promise(() => undefined);`,
    });
    await app.page.getByText('is asking whether Fieldbinder may use the API key').waitFor();
    await app.page.getByRole('button', { name: 'New account' }).click();
    await app.page.getByLabel('Business name', { exact: true }).fill('Meanwhile Ltd');
    await app.page.getByRole('button', { name: 'Save', exact: true }).click();
    await app.page.getByText('Saved on this computer').first().waitFor();
  });
});

if (process.platform === 'linux') {
  describe('a start as root', () => {
    /** Root in a namespace of its own: nobody has to be it. */
    async function asRoot(...args: readonly string[]): Promise<RealOptions> {
      const script = join(real.folder, '..', 'as-root.sh');
      const electron = String(await findElectron());
      writeFileSync(script, `#!/bin/sh\nexec unshare --user --map-root-user '${electron}' "$@"\n`);
      chmodSync(script, 0o755);
      return { program: script, args };
    }

    it('shows its window where the sandbox is left off', async () => {
      const { electron, page } = await real.open(await asRoot('--no-sandbox'));
      await page.getByRole('button', { name: 'Practice' }).waitFor();
      await eventually(async () =>
        expect(
          await electron.evaluate(({ BrowserWindow }) =>
            BrowserWindow.getAllWindows().map((window) => window.isVisible()),
          ),
        ).toEqual([true]),
      );
    });

    it('ends with a sentence where it is not', async () => {
      const started = real.start([], await asRoot());
      expect(await started.ended).not.toBe(0);
      expect(started.said()).toContain('Running as root without --no-sandbox is not supported');
    });
  });
}
