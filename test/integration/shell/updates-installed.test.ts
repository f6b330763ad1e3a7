import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { next } from '../../../electron/practice/faults.ts';
import { KEY, runSalesbinder } from '../../support/desktop-site.ts';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually } from '../../support/eventually.ts';
import { installProgram } from '../../support/installed-program.ts';
import type { InstalledProgram } from '../../support/installed-program.ts';
import { withoutDeadline } from '../../support/no-deadline.ts';
import type { StandInWindow } from '../../support/stand-in-window.ts';
import { startFeed } from '../../support/update-feed.ts';
import type { UpdateFeed } from '../../support/update-feed.ts';

// The updater as it was BUILT into the program, loaded by the built main process: a part that is missing in the bundle
// shows here. An AppImage, because it is the one kind of program that is exchanged without a system's installer.

const OLD = Buffer.from('the program that runs');
/** As an AppImage is, it is started once after the exchange, and told to end at once. */
const NEW = Buffer.from(
  `#!/bin/sh\n[ "$APPIMAGE_EXIT_AFTER_INSTALL" = true ]\nexit\n${'newer '.repeat(5_000)}`,
);

const rig = desktopRig();
let feed: UpdateFeed;
let installed: InstalledProgram;

beforeEach(async () => {
  feed = await startFeed();
  feed.offer({ version: '1.1.0', program: NEW, notes: 'Faster than before.' });
  installed = installProgram(feed.origin, OLD);
});
afterEach(async () => {
  await feed.stop();
  installed.remove();
});

/** Installed, and in a hurry to look for something newer. */
function launch(): Promise<StandInWindow> {
  return rig.launchWindow({ packaged: true, version: '1.0.0', switches: { 'time-scale': '100' } });
}

/** And the accounts are here: no download is under way any more that closing would cut off. */
async function updateIsReady(window: StandInWindow): Promise<void> {
  await eventually(async () =>
    expect(await call(window, 'open', null)).toMatchObject({
      value: { desktop: { update: { version: '1.1.0' } }, status: { download: { is: 'ready' } } },
    }),
  );
}

describe.runIf(process.platform === 'linux')('an update, by what was built', () => {
  it('comes in the background, says what is new, and takes its place when the app was closed', async () => {
    const window = await launch();
    const page = await window.page;
    await call(window, 'practice', null);
    await updateIsReady(window);
    await page.getByRole('button', { name: 'Settings' }).first().click();
    await page.getByText('What is new in 1.1.0').click();
    await page.getByText('Faster than before.').waitFor();
    expect(installed.content).toEqual(OLD);
    rig.electron.module.app.quit();
    await rig.ended();
    expect(installed.content).toEqual(NEW);
  });

  it('takes its place only after what is typed is on the disk and the data folder is free', async () => {
    const window = await launch();
    const page = await window.page;
    await call(window, 'practice', null);
    await updateIsReady(window);
    await page.getByRole('button', { name: 'New account' }).click();
    await page.getByLabel('Business name', { exact: true }).fill('Not saved yet Ltd');
    const seen: unknown[] = [];
    // Before the updater's own listener, which exchanges the program.
    rig.electron.appEvents.prependListener('quit', () => {
      const locked = existsSync(join(rig.userData, 'lock'));
      seen.push({ locked, kept: rig.onDisk('Not saved yet Ltd'), program: installed.content });
    });
    withoutDeadline(() => rig.electron.module.app.quit());
    await rig.ended();
    expect(seen).toEqual([{ locked: false, kept: true, program: OLD }]);
    expect(installed.content).toEqual(NEW);
  });

  it('is left for the next time when Windows ends its person’s session', async () => {
    const window = await launch();
    await call(window, 'practice', null);
    await updateIsReady(window);
    window.emit('query-session-end', {});
    window.emit('session-end', {});
    await rig.ended();
    expect(installed.content).toEqual(OLD);
  });

  it('never takes its place during a send: the next closing that waits for nobody does it', async () => {
    const site = await runSalesbinder();
    vi.stubEnv('FIELDBINDER_SALESBINDER_ORIGIN', site.origin);
    try {
      // SalesBinder takes the account, and is very slow to say so.
      const slow = { does: 'it', answers: 'its-own', holdMs: 600_000 } as const;
      site.plan(next(slow, ({ method }) => method === 'POST'));
      const window = await launch();
      await call(window, 'connect', { address: 'acme', key: KEY, keepKey: true });
      await updateIsReady(window);
      const typed = { name: { from: '', to: 'Under way Ltd' } };
      await call(window, 'saveAccount', {
        ...{ localId: 'under-way-0001', openedAtRevision: 0, type: 'customer', note: null },
        changed: typed,
      });
      await eventually(() => expect(site.accounts()).toHaveLength(1));
      rig.electron.module.app.quit();
      await rig.ended();
      expect(installed.content).toEqual(OLD);

      const again = await launch();
      const grid = (await again.page).getByRole('grid', { name: 'Accounts' }).getByRole('row');
      await grid.filter({ hasText: 'Under way Ltd' }).filter({ hasText: 'Sent' }).waitFor();
      await updateIsReady(again);
      rig.electron.module.app.quit();
      await rig.ended();
      expect(installed.content).toEqual(NEW);
      expect(site.accounts()).toHaveLength(1);
    } finally {
      await site.stop();
    }
  });
});
