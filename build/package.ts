/**
 * `npm run package`: packs what this machine can pack, checks every piece, and prints a table of what was built, what
 * was checked, and what is left to a release machine and why. `npm run package -- --release` builds this platform's
 * own installers, as the release workflow does; it needs Electron's program and electron-builder's tools.
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'electron-builder';
import { ensureBuilt } from './ensure-built.ts';
import { stopInUnusableFolder } from './folder-name.ts';
import { checkedApp, configurationRow } from './packaging/checked-app.ts';
import type { Row } from './packaging/checked-app.ts';
import { packagingConfig } from './packaging/config.ts';
import { finishFeeds } from './packaging/feeds.ts';
import { leftToRelease } from './packaging/left-to-release.ts';
import { LOCAL, pack } from './packaging/pack.ts';
import type { Local } from './packaging/pack.ts';
import { runPacked } from './packaging/run-packed.ts';
import { signingLines } from './packaging/signing.ts';

const top = fileURLToPath(new URL('..', import.meta.url));
const release = join(top, 'release');
/** So that the feed's place in the package is checked also where none is set; nothing asks this address. */
const FEED = process.env['FIELDBINDER_FEED'] || 'https://updates.fieldbinder.invalid/latest';

process.chdir(top);
useSystem7zip();
stopInUnusableFolder(top);
await ensureBuilt(console.log);
for (const line of signingLines(process.env)) console.log(line);
process.exit(process.argv.includes('--release') ? await releaseBuild() : await localBuild());

/** Everything of this platform, signed where secrets are; electron-builder gets what it needs by itself. */
async function releaseBuild(): Promise<number> {
  const files = await build({ config: packagingConfig(process.env, null), publish: 'never' });
  console.log(files.join('\n'));
  const wrong = finishFeeds(release, process.env['FIELDBINDER_ROLLOUT']);
  for (const line of wrong) console.error(line);
  return wrong.length === 0 ? 0 : 1;
}

/** Targets that need no download and no other system. */
async function localBuild(): Promise<number> {
  await rm(release, { recursive: true, force: true });
  const scratch = await mkdtemp(join(tmpdir(), 'fieldbinder-package-'));
  const rows: Row[] = [await configurationRow(FEED)];
  try {
    for (const local of LOCAL) rows.push(...(await packed(local, scratch)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  rows.push(...(await runPacked(release, realElectron() !== null)), ...leftToRelease(process.env));
  print(rows);
  return rows.some(({ verdict }) => verdict === 'WRONG') ? 1 : 0;
}

async function packed(local: Local, scratch: string): Promise<readonly Row[]> {
  const electron = local.standIn === process.platform ? realElectron() : null;
  const targets = ['dir', local.archive];
  try {
    const app = await pack(local, { scratch, output: release, feed: FEED, electron, targets });
    return [...(await checkedApp(app, { feed: FEED, standIn: electron === null })), archiveRow(local)];
  } catch (error) {
    return [{ what: local.name, verdict: 'WRONG', note: String(error) }];
  }
}

function archiveRow({ name, inNames, archive }: Local): Row {
  const file = readdirSync(release).find((entry) => entry.includes(inNames) && entry.endsWith(`.${archive}`));
  return file === undefined
    ? { what: `${name} ${archive}`, verdict: 'WRONG', note: 'was not built' }
    : { what: `${name} ${archive}`, verdict: 'built', note: `release/${file}` };
}

/** electron-builder downloads a 7-Zip of its own, unless it is told of one. */
function useSystem7zip(): void {
  const found = ['/usr/bin/7za', '/usr/bin/7z'].find((path) => existsSync(path));
  if (found !== undefined) process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= found;
}

function realElectron(): string | null {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  return given && existsSync(given) ? given : null;
}

function print(rows: readonly Row[]): void {
  const widest = Math.max(...rows.map(({ what }) => what.length));
  console.log('');
  for (const { what, verdict, note } of rows) {
    console.log(`${verdict.padEnd(8)}${what.padEnd(widest + 2)}${note}`);
  }
}
