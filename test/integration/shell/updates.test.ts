import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Updates } from '../../../electron/desktop/updates.ts';
import type { LogLine } from '../../../electron/shell/log-file.ts';
import type { Update } from '../../../shared/on-desktop.ts';
import { eventually } from '../../support/eventually.ts';
import { standInForNet, startFeed } from '../../support/update-feed.ts';
import type { UpdateFeed } from '../../support/update-feed.ts';

// The true electron-updater over a feed on this computer; Electron itself is stood in for.
vi.mock('electron', () => ({ app: { isPackaged: false } }));
standInForNet();
const { AppImageUpdater } = (await import('electron-updater')).default;
const { ElectronHttpExecutor } = await import('electron-updater/out/electronHttpExecutor.js');

const OLD = Buffer.from('the program that runs');
/** As an AppImage is, it is started once after the exchange, and told to end at once. */
const NEW = Buffer.from(`#!/bin/sh\nexit\n${'newer '.repeat(5_000)}`);

let folder = '';
let feed: UpdateFeed;
let installed = '';
let quit: (code: number) => void = () => undefined;
let lines: LogLine[] = [];
let ready: Update[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'updates-'));
  feed = await startFeed();
  installed = join(folder, 'Fieldbinder.AppImage');
  writeFileSync(installed, OLD);
  vi.stubEnv('APPIMAGE', installed);
  [lines, ready, quit] = [[], [], () => undefined];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await feed.stop();
  rmSync(folder, { recursive: true, force: true });
});

function updates(version = '1.0.0', mayAsk = true): Updates {
  return new Updates({
    log: (line) => lines.push(line),
    load: async () => trueUpdater(version),
    mayAsk: () => mayAsk,
    ready: (update) => ready.push(update),
  });
}

function trueUpdater(version: string): AppUpdater {
  const updater = new AppImageUpdater(null, {
    ...{
      version,
      name: 'Fieldbinder',
      isPackaged: true,
      appUpdateConfigPath: join(folder, 'app-update.yml'),
    },
    ...{ userDataPath: folder, baseCachePath: folder },
    whenReady: () => Promise.resolve(),
    relaunch: () => undefined,
    quit: () => undefined,
    onQuit: (handler: (code: number) => void) => (quit = handler),
  });
  writeFileSync(
    join(folder, 'app-update.yml'),
    `provider: generic\nurl: ${feed.origin}\nupdaterCacheDirName: cache\n`,
  );
  // As it sets up by itself where it makes its own adapter of Electron's app.
  Reflect.set(updater, 'httpExecutor', new ElectronHttpExecutor());
  updater.disableDifferentialDownload = true;
  return updater;
}

/** What lies in the place that downloads go to. */
function downloaded(): readonly string[] {
  const pending = join(folder, 'cache', 'pending');
  return existsSync(pending) ? readdirSync(pending, { recursive: true }).map(String) : [];
}

describe('a newer version', () => {
  it('is downloaded, told with what is new in it, and takes its place only when the app is closed', async () => {
    feed.offer({ version: '1.1.0', program: NEW, notes: '<h2>New</h2><p>Faster.</p>' });
    const looking = updates();
    await looking.look();
    expect(ready).toEqual([{ version: '1.1.0', notes: 'NewFaster.' }]);
    expect(looking.update?.version).toBe('1.1.0');
    expect(readFileSync(installed)).toEqual(OLD);
    quit(0);
    expect(readFileSync(installed)).toEqual(NEW);
  });

  it('is told once, however often it is looked for', async () => {
    feed.offer({ version: '1.1.0', program: NEW });
    const looking = updates();
    await looking.look();
    await looking.look();
    expect(ready).toHaveLength(1);
    expect(feed.asked.filter((path) => path.endsWith('.AppImage'))).toHaveLength(1);
  });

  it('is not even asked for while the person stays offline', async () => {
    feed.offer({ version: '1.1.0', program: NEW });
    await updates('1.0.0', false).look();
    expect(feed.asked).toEqual([]);
  });

  it('in a staged rollout comes to nobody at 0 percent and to everybody at 100', async () => {
    feed.offer({ version: '1.1.0', program: NEW, rollout: 0 });
    await updates().look();
    expect(ready).toEqual([]);
    feed.offer({ version: '1.1.0', program: NEW, rollout: 100 });
    await updates().look();
    expect(ready).toHaveLength(1);
  });
});

describe('what is refused', () => {
  it.each(['0.9.0', '1.0.0'])('version %s, which is no newer', async (version) => {
    feed.offer({ version, program: NEW });
    await updates().look();
    expect(ready).toEqual([]);
    expect(feed.asked).toEqual(['/latest-linux.yml']);
  });

  it('a program that is not the one the feed names, of the same length or another', async () => {
    for (const tampered of [Buffer.from(NEW).fill('x', 0, 1), Buffer.concat([NEW, Buffer.from('more')])]) {
      feed.offer({ version: '1.1.0', program: NEW, tampered });
      await updates().look();
      expect(ready).toEqual([]);
      expect(lines.at(-1)).toEqual({ is: 'update', step: 'failed', version: null });
      expect(downloaded().filter((name) => name.endsWith('.AppImage'))).toEqual([]);
    }
    expect(readFileSync(installed)).toEqual(OLD);
  });

  it('a feed that is not there, or none of sense', async () => {
    await updates().look();
    expect(lines).toEqual([{ is: 'update', step: 'failed', version: null }]);
    feed.offer({ version: 'not a version', program: NEW });
    await updates().look();
    expect(ready).toEqual([]);
  });
});

describe('a download that breaks off', () => {
  it.each([0, 1, 10_000, NEW.length - 1])(
    'after %i bytes leaves nothing that could be installed, and the next look brings it whole',
    async (breaksAfter) => {
      feed.offer({ version: '1.1.0', program: NEW, breaksAfter });
      const looking = updates();
      await looking.look();
      expect(ready).toEqual([]);
      expect(lines.at(-1)).toEqual({ is: 'update', step: 'failed', version: null });
      expect(downloaded().filter((name) => /^Fieldbinder.*AppImage$/.test(name))).toEqual([]);
      quit(0);
      expect(readFileSync(installed)).toEqual(OLD);
      feed.offer({ version: '1.1.0', program: NEW });
      await looking.look();
      expect(ready.map(({ version }) => version)).toEqual(['1.1.0']);
      quit(0);
      expect(readFileSync(installed)).toEqual(NEW);
    },
  );

  it('because the app was closed in the middle of it leaves the program alone', async () => {
    feed.offer({ version: '1.1.0', program: NEW, stallsAfter: 10_000 });
    const looking = updates();
    const look = looking.look();
    await eventually(() => expect(downloaded()).not.toEqual([]));
    looking.stop(true);
    quit(0);
    expect(readFileSync(installed)).toEqual(OLD);
    await feed.stop();
    await look;
    expect(ready).toEqual([]);
  });

  it('because the program was killed leaves pieces, which the next start throws away', async () => {
    const pending = join(folder, 'cache', 'pending');
    const file = 'Fieldbinder-1.1.0-linux-x64.AppImage';
    mkdirSync(pending, { recursive: true });
    writeFileSync(join(pending, `temp-${file}`), NEW.subarray(0, 500));
    writeFileSync(join(pending, file), NEW.subarray(0, 10_000));
    const sha512 = createHash('sha512').update(NEW).digest('base64');
    writeFileSync(join(pending, 'update-info.json'), JSON.stringify({ fileName: file, sha512 }));
    feed.offer({ version: '1.1.0', program: NEW });
    await updates().look();
    quit(0);
    expect(readFileSync(installed)).toEqual(NEW);
  });
});

describe('a whole download', () => {
  it('is not fetched again by the next start, only looked through', async () => {
    feed.offer({ version: '1.1.0', program: NEW });
    await updates().look();
    await updates().look();
    expect(feed.asked.filter((path) => path.endsWith('.AppImage'))).toHaveLength(1);
    expect(ready.map(({ version }) => version)).toEqual(['1.1.0', '1.1.0']);
  });

  it('that was tampered with on the disk afterwards is fetched again by the next start', async () => {
    feed.offer({ version: '1.1.0', program: NEW });
    await updates().look();
    const [file = ''] = downloaded().filter((name) => name.endsWith('.AppImage'));
    writeFileSync(join(folder, 'cache', 'pending', file), 'somebody else’s');
    await updates().look();
    quit(0);
    expect(readFileSync(installed)).toEqual(NEW);
  });

  it('waits for the next closing when this one cut a send off', async () => {
    feed.offer({ version: '1.1.0', program: NEW });
    const looking = updates();
    await looking.look();
    looking.stop(false);
    quit(0);
    expect(readFileSync(installed)).toEqual(OLD);
  });
});
