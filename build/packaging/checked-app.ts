import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  archiveFaults,
  bundleSize,
  feedFaults,
  fuseFaults,
  identityFaults,
  integrityFaults,
  resourcesOf,
  SIZE_BUDGET,
} from './checks.ts';
import type { Faults, PackedApp } from './checks.ts';
import { packagingConfig } from './config.ts';
import type { PackagingEnv } from './packaging-env.ts';

/** One line of the table. */
export interface Row {
  readonly what: string;
  /** `left`: to a release machine. */
  readonly verdict: 'built' | 'checked' | 'WRONG' | 'left';
  readonly note: string;
}

const icons = fileURLToPath(new URL('../icons', import.meta.url));

/** Every check of one packed app. */
export async function checkedApp(
  app: PackedApp,
  { feed, standIn }: { readonly feed: string; readonly standIn: boolean },
): Promise<readonly Row[]> {
  const archive = join(resourcesOf(app), 'app.asar');
  const size = bundleSize(archive);
  const kilobytes = `${Math.ceil(size / 1000)} of ${SIZE_BUDGET / 1000} kB`;
  const around = standIn ? 'around a stand-in for Electron' : 'around Electron';
  const row = (what: string, faults: Faults, note: string): Row =>
    faults.length === 0
      ? { what: `${app.platform} ${what}`, verdict: 'checked', note }
      : { what: `${app.platform} ${what}`, verdict: 'WRONG', note: faults.join('; ') };
  return [
    { what: `${app.platform} folder`, verdict: 'built', note: around },
    row('archive', archiveFaults(app), 'out/ and package.json alone'),
    row('size', size < SIZE_BUDGET ? [] : [kilobytes], kilobytes),
    row('fuses', await fuseFaults(app), 'read back from the program'),
    row('identity', identityFaults(app, icons), 'name, version, icon'),
    row('integrity', integrityFaults(app), app.platform === 'linux' ? 'none on Linux' : 'the archive’s hash'),
    row(
      'update feed',
      feedFaults(app, feed),
      app.platform === 'windows' ? 'comes with the installer alone' : feed,
    ),
  ];
}

/** The whole configuration, every target of every platform, against electron-builder's own schema. */
export async function configurationRow(feed: string): Promise<Row> {
  const wrong = await configurationFaults({ ...EVERY_SECRET, FIELDBINDER_FEED: feed });
  return wrong.length === 0
    ? { what: 'configuration', verdict: 'checked', note: 'all targets, against electron-builder’s schema' }
    : { what: 'configuration', verdict: 'WRONG', note: wrong.join('; ') };
}

/** So that what is wired for signing is checked too. */
const EVERY_SECRET: PackagingEnv = {
  AZURE_SIGNING_ENDPOINT: 'https://signing.invalid',
  AZURE_SIGNING_ACCOUNT: 'account',
  AZURE_SIGNING_PROFILE: 'profile',
  AZURE_SIGNING_PUBLISHER: 'publisher',
  APPLE_API_KEY: 'key.p8',
  APPLE_API_KEY_ID: 'id',
  APPLE_API_ISSUER: 'issuer',
};

export function configurationFaults(env: PackagingEnv): Promise<Faults> {
  return faultsOf(packagingConfig(env, null));
}

/** The complaints of electron-builder's own schema about a configuration. */
export async function faultsOf(config: unknown): Promise<Faults> {
  const require = createRequire(import.meta.url);
  // Of electron-builder's own parts: its package shows no other way to its schema.
  const builder = createRequire(require.resolve('electron-builder'));
  const { validateConfiguration } = builder('app-builder-lib/out/util/config/config') as {
    readonly validateConfiguration: (config: unknown, log: { readonly isEnabled: boolean }) => Promise<void>;
  };
  try {
    await validateConfiguration(config, { isEnabled: false });
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
