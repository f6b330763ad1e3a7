import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createPackage, extractAll, uncache } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../../build/ensure-built.ts';
import { checkedApp } from '../../../build/packaging/checked-app.ts';
import { archiveFaults, programOf, resourcesOf } from '../../../build/packaging/checks.ts';
import type { PackedApp } from '../../../build/packaging/checks.ts';
import { LOCAL, pack } from '../../../build/packaging/pack.ts';

const FEED = 'https://updates.fieldbinder.invalid/latest';
const OTHER_FEED = 'https://elsewhere.invalid';
let scratch = '';
let apps: readonly PackedApp[] = [];

beforeAll(async () => {
  await ensureBuilt();
  scratch = mkdtempSync(join(tmpdir(), 'packed-'));
  const made: PackedApp[] = [];
  for (const local of LOCAL) {
    const output = join(scratch, 'release');
    made.push(await pack(local, { scratch, output, feed: FEED, electron: null, targets: ['dir'] }));
  }
  apps = made;
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const platforms = ['linux', 'windows', 'mac'] as const;

function appOf(platform: PackedApp['platform']): PackedApp {
  const app = apps.find((one) => one.platform === platform);
  if (app === undefined) throw new Error(`${platform} was not packed`);
  return app;
}

/** A copy that a test may spoil. */
function copyOf(platform: PackedApp['platform']): PackedApp {
  const app = appOf(platform);
  const folder = mkdtempSync(join(scratch, 'copy-'));
  cpSync(app.folder, folder, { recursive: true });
  return { ...app, folder };
}

async function wrong(app: PackedApp, feed = FEED): Promise<string> {
  const rows = await checkedApp(app, { feed, standIn: true });
  return (
    rows
      // A folder alone gets no feed on macOS: that comes with the zip or dmg, which `npm run package` checks.
      .filter(({ verdict, what }) => verdict === 'WRONG' && what !== 'mac update feed')
      .map(({ what, note }) => `${what}: ${note}`)
      .join('\n')
  );
}

async function repack(app: PackedApp, change: (folder: string) => void): Promise<void> {
  const archive = join(resourcesOf(app), 'app.asar');
  const folder = mkdtempSync(join(scratch, 'archive-'));
  extractAll(archive, folder);
  change(folder);
  // It resolves with a stream that may still be writing.
  await finished(await createPackage(folder, archive));
  // It remembers what it read of a file by the file's name.
  uncache(archive);
}

describe.each(platforms)('the app packed for %s', (platform) => {
  it('passes every check: archive, size, fuses, name, version, icon, integrity, feed', async () => {
    expect(await wrong(appOf(platform))).toBe('');
  });

  it.each([
    ['a source map', 'out/host/desktop.js.map'],
    ['a test', 'out/host/a.test.js'],
    ['a source', 'electron/app/app.ts'],
    ['a package', 'out/node_modules/ky/index.js'],
    ['what only a build needs', 'out/built-from'],
  ])('would not pass with %s in it', async (_what, path) => {
    const app = copyOf(platform);
    await repack(app, (folder) => {
      cpSync(join(folder, 'package.json'), join(folder, path), { recursive: true });
    });
    expect(archiveFaults(app).join()).toContain(`/${path} is in the archive`);
  });
});

describe('the checks bite', () => {
  it.each(platforms)('on a fuse that was turned back on, for %s', async (platform) => {
    const app = copyOf(platform);
    const file =
      platform === 'mac'
        ? join(programOf(app), 'Contents/Frameworks/Electron Framework.framework/Electron Framework')
        : programOf(app);
    const bytes = readFileSync(file);
    bytes[bytes.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 34] = '1'.charCodeAt(0);
    writeFileSync(file, bytes);
    expect(await wrong(app)).toContain('runAsNode');
  });

  it.each(['windows', 'mac'] as const)(
    'on an archive that was changed afterwards, for %s',
    async (platform) => {
      const app = copyOf(platform);
      await repack(app, (folder) => writeFileSync(join(folder, 'out/host/desktop.js'), 'somebody else’s'));
      expect(await wrong(app)).toContain('the program expects another archive');
    },
  );

  it.each(platforms)('on another version, for %s', async (platform) => {
    expect(await wrong({ ...appOf(platform), version: '9.9.9' })).toContain(
      'package.json in the archive has another version',
    );
  });

  it('on another feed', async () => {
    expect(await wrong(appOf('linux'), OTHER_FEED)).toContain('names another feed');
  });

  it('on a welcome app left beside the archive, and a missing part', async () => {
    const app = copyOf('linux');
    writeFileSync(join(resourcesOf(app), 'default_app.asar'), '');
    await repack(app, (folder) => rmSync(join(folder, 'out/preload'), { recursive: true }));
    expect(await wrong(app)).toMatch(/preload\.cjs is missing[^]*default_app\.asar lies beside/);
  });

  it('on a bundle that has grown too large', async () => {
    const app = copyOf('linux');
    await repack(app, (folder) => writeFileSync(join(folder, 'out/host/desktop.js'), 'x'.repeat(1_500_000)));
    expect(await wrong(app)).toMatch(/linux size: \d+ of 1500 kB/);
  });
});
