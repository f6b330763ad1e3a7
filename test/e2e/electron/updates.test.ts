import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findElectron } from '../../../build/find-electron.ts';
import { eventually } from '../../support/eventually.ts';
import { callIn, realElectron } from '../../support/real-electron.ts';
import type { RealOptions } from '../../support/real-electron.ts';
import { startFeed } from '../../support/update-feed.ts';
import type { UpdateFeed } from '../../support/update-feed.ts';

const real = realElectron();
const root = fileURLToPath(new URL('../../..', import.meta.url));
const OLD = Buffer.from('the program that runs');
/** As an AppImage is, it is started once after the exchange, and told to end at once. */
const NEW = Buffer.from(`#!/bin/sh\nexit\n${'newer '.repeat(5_000)}`);

let feed: UpdateFeed;
beforeEach(async () => (feed = await startFeed()));
afterEach(() => feed.stop());

/** A program that was installed: of another name than Electron's, the app beside it, and a feed. */
async function installed(): Promise<RealOptions & { readonly image: string }> {
  const electron = await findElectron();
  const home = join(real.folder, '..', 'installed');
  cpSync(dirname(String(electron)), home, { recursive: true });
  renameSync(join(home, 'electron'), join(home, 'fieldbinder'));
  rmSync(join(home, 'resources', 'default_app.asar'));
  mkdirSync(join(home, 'resources', 'app'));
  symlinkSync(join(root, 'out'), join(home, 'resources', 'app', 'out'));
  cpSync(join(root, 'package.json'), join(home, 'resources', 'app', 'package.json'));
  writeFileSync(
    join(home, 'resources', 'app-update.yml'),
    `provider: generic\nurl: ${feed.origin}\nupdaterCacheDirName: cache\n`,
  );
  const image = join(home, 'Fieldbinder.AppImage');
  writeFileSync(image, OLD, { mode: 0o755 });
  return {
    program: join(home, 'fieldbinder'),
    image,
    env: { APPIMAGE: image, XDG_CACHE_HOME: join(home, 'cache') },
    args: ['--time-scale=100'],
  };
}

describe('an update', () => {
  it('of a wrong hash is refused; the right one is found, and put in place at the end', async () => {
    const { image, ...options } = await installed();
    feed.offer({ version: '99.0.0', program: NEW, tampered: Buffer.from(NEW).fill('x', 0, 1) });
    const first = await real.open(options);
    await eventually(() => expect(real.log()).toContain('update step=failed'));
    await first.electron.close();
    expect(readFileSync(image)).toEqual(OLD);

    feed.offer({ version: '99.0.0', program: NEW });
    const second = await real.open(options);
    await eventually(async () =>
      expect(await callIn(second.page, 'open', null)).toMatchObject({
        value: { desktop: { update: { version: '99.0.0' } } },
      }),
    );
    expect(readFileSync(image)).toEqual(OLD);
    await second.electron.close();
    expect(readFileSync(image)).toEqual(NEW);
  });

  it('is left for the next time when the system ends too', async () => {
    const { image, ...options } = await installed();
    feed.offer({ version: '99.0.0', program: NEW });
    const app = await real.open(options);
    await eventually(() => expect(real.log()).toContain('update step=ready'));
    await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('shutdown', new Event('shutdown')));
    expect(await app.ended).toBe(0);
    expect(real.log()).toMatch(/quit\n$/);
    expect(readFileSync(image)).toEqual(OLD);
  });
});
