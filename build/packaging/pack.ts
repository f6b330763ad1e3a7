import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Arch, build, Platform } from 'electron-builder';
import type { PackedApp } from './checks.ts';
import { packagingConfig } from './config.ts';
import { standInElectron } from './stand-in-dist.ts';
import type { StandInPlatform } from './stand-in-dist.ts';

/** A platform as far as it can be packed on a machine of any other. */
export interface Local {
  readonly name: PackedApp['platform'];
  readonly platform: Platform;
  readonly standIn: StandInPlatform;
  /** As electron-builder calls its folder, and the platform in a file's name. */
  readonly unpacked: string;
  readonly inNames: string;
  readonly archive: 'tar.gz' | 'zip';
}

export const LOCAL: readonly Local[] = [
  {
    ...{ name: 'linux', platform: Platform.LINUX, standIn: 'linux' },
    ...{ unpacked: 'linux-unpacked', inNames: '-linux-', archive: 'tar.gz' },
  },
  {
    ...{ name: 'windows', platform: Platform.WINDOWS, standIn: 'win32' },
    ...{ unpacked: 'win-unpacked', inNames: '-win-', archive: 'zip' },
  },
  {
    ...{ name: 'mac', platform: Platform.MAC, standIn: 'darwin' },
    ...{ unpacked: 'mac', inNames: '-mac-', archive: 'zip' },
  },
];

export interface Packing {
  /** An empty folder for the stand-in. */
  readonly scratch: string;
  readonly output: string;
  readonly feed: string;
  /** An unpacked Electron of that platform; null: a stand-in is made. */
  readonly electron: string | null;
  readonly targets: readonly string[];
}

const top = fileURLToPath(new URL('../..', import.meta.url));

const MANIFEST = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** Packs one platform, unsigned, for x64. @throws what electron-builder throws */
export async function pack(local: Local, packing: Packing): Promise<PackedApp> {
  const dist = packing.electron ?? join(packing.scratch, local.standIn);
  if (packing.electron === null)
    await standInElectron(dist, local.standIn, MANIFEST.devDependencies['electron'] ?? '');
  const config = packagingConfig({ FIELDBINDER_FEED: packing.feed }, dist);
  await build({
    projectDir: top,
    config: {
      ...config,
      directories: { ...config.directories, output: packing.output },
      mac: { ...config.mac, identity: null, notarize: false },
    },
    targets: local.platform.createTarget([...packing.targets], Arch.x64),
    publish: 'never',
  });
  return { platform: local.name, folder: join(packing.output, local.unpacked), version: MANIFEST.version };
}
