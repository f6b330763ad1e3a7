import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, getRawHeader, listPackage } from '@electron/asar';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { wrongFuses } from './fuses.ts';

/** The faults of a packed app, in words; empty when there are none. */
export type Faults = readonly string[];

/** One app as electron-builder unpacked it. */
export interface PackedApp {
  readonly platform: 'linux' | 'windows' | 'mac';
  /** Absolute. */
  readonly folder: string;
  readonly version: string;
}

/** Window, host and preload together, bytes. */
export const SIZE_BUDGET = 1_500_000;

export function resourcesOf({ platform, folder }: PackedApp): string {
  return platform === 'mac'
    ? join(folder, 'Fieldbinder.app', 'Contents', 'Resources')
    : join(folder, 'resources');
}

export function programOf({ platform, folder }: PackedApp): string {
  if (platform === 'mac') return join(folder, 'Fieldbinder.app');
  return join(folder, platform === 'windows' ? 'Fieldbinder.exe' : 'fieldbinder');
}

/** Only `out/` and `package.json`: no sources, no maps, no tests, no node_modules, nothing beside the archive. */
export function archiveFaults(app: PackedApp): Faults {
  const resources = resourcesOf(app);
  const archive = join(resources, 'app.asar');
  const files = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  const needed = [
    '/package.json',
    '/out/host/desktop.js',
    '/out/preload/preload.cjs',
    '/out/window/index.html',
    '/out/NOTICES.txt',
  ];
  const strange = ['app', 'app.asar.unpacked', 'default_app.asar'].filter((name) =>
    existsSync(join(resources, name)),
  );
  return [
    ...files.filter((path) => !allowed(path)).map((path) => `${path} is in the archive`),
    ...needed.filter((path) => !files.includes(path)).map((path) => `${path} is missing in the archive`),
    ...strange.map((name) => `${name} lies beside the archive`),
    ...manifestFaults(archive, app.version),
  ];
}

function allowed(path: string): boolean {
  if (/\.(map|ts|svelte)$|\.test\.|node_modules|built-from|browser\.js$/.test(path)) return false;
  return path === '/package.json' || path === '/out' || path.startsWith('/out/');
}

function manifestFaults(archive: string, version: string): Faults {
  const manifest = JSON.parse(extractFile(archive, 'package.json').toString('utf8')) as Record<
    string,
    unknown
  >;
  const kept = ['scripts', 'devDependencies'].filter((name) => name in manifest);
  return [
    ...kept.map((name) => `package.json in the archive still has ${name}`),
    ...(manifest['main'] === 'out/host/desktop.js' ? [] : ['package.json in the archive names another main']),
    ...(manifest['version'] === version ? [] : ['package.json in the archive has another version']),
  ];
}

/** @returns bytes of everything in the archive that is a bundle */
export function bundleSize(archive: string): number {
  return listPackage(archive, { isPack: false })
    .map((path) => path.replaceAll('\\', '/').slice(1))
    .filter((path) => /^out\/(window|host|preload)\/.*\.\w+$/.test(path) && !path.endsWith('.wasm'))
    .reduce((sum, path) => sum + extractFile(archive, path).length, 0);
}

/** The hash that the program will ask for, and the archive's own. On Linux Electron checks none. */
export function integrityFaults(app: PackedApp): Faults {
  const archive = join(resourcesOf(app), 'app.asar');
  const hash = createHash('sha256').update(getRawHeader(archive).headerString).digest('hex');
  const written = integrityIn(app);
  return written === null || written.includes(hash) ? [] : ['the program expects another archive'];
}

function integrityIn(app: PackedApp): string | null {
  if (app.platform === 'linux') return null;
  if (app.platform === 'mac') return readFileSync(join(programOf(app), 'Contents', 'Info.plist'), 'utf8');
  const entry = windowsResources(app).entries.find(({ type }) => type === 'INTEGRITY');
  return entry === undefined ? '' : Buffer.from(entry.bin).toString('utf8');
}

export function fuseFaults(app: PackedApp): Promise<Faults> {
  return wrongFuses(programOf(app));
}

/** Name, version, icon: what the system shows of the program. */
export function identityFaults(app: PackedApp, icons: string): Faults {
  switch (app.platform) {
    case 'windows':
      return windowsFaults(app, icons);
    case 'mac':
      return macFaults(app, icons);
    case 'linux':
      return existsSync(programOf(app)) && (statSync(programOf(app)).mode & 0o111) !== 0
        ? []
        : ['fieldbinder is not there or can’t be run'];
  }
}

function windowsResources(app: PackedApp): NtExecutableResource {
  return NtExecutableResource.from(NtExecutable.from(readFileSync(programOf(app))));
}

function windowsFaults(app: PackedApp, icons: string): Faults {
  const { entries } = windowsResources(app);
  const [version] = Resource.VersionInfo.fromEntries(entries);
  const [language] = version?.getAllLanguagesForStringValues() ?? [];
  const strings = version === undefined || language === undefined ? {} : version.getStringValues(language);
  const expected = { ProductName: 'Fieldbinder', FileVersion: app.version, FileDescription: 'Fieldbinder' };
  const wrong = Object.entries(expected).filter(([name, value]) => strings[name] !== value);
  const pictures = Resource.IconGroupEntry.fromEntries(entries)[0]?.icons.length ?? 0;
  const drawn = readFileSync(join(icons, 'icon.ico')).readUInt16LE(4);
  return [
    ...wrong.map(([name, value]) => `${name} is "${strings[name] ?? ''}", not "${value}"`),
    ...(pictures === drawn ? [] : [`the program has ${pictures} sizes of its icon, not ${drawn}`]),
  ];
}

function macFaults(app: PackedApp, icons: string): Faults {
  const contents = join(programOf(app), 'Contents');
  const plist = readFileSync(join(contents, 'Info.plist'), 'utf8');
  const resources = readdirSync(join(contents, 'Resources'));
  const icon = resources.find((name) => name.endsWith('.icns') && name !== 'electron.icns');
  const same =
    icon !== undefined &&
    readFileSync(join(contents, 'Resources', icon)).equals(readFileSync(join(icons, 'icon.icns')));
  const expected = ['net.fieldbinder.app', app.version, 'fieldbinder', 'public.app-category.business'];
  return [
    ...expected
      .filter((text) => !plist.includes(`<string>${text}</string>`))
      .map((text) => `Info.plist lacks ${text}`),
    ...(same ? [] : ['the icon is not ours']),
  ];
}

/** The feed's address stands in the package. On Windows the installer alone brings it: a zip doesn't update itself. */
export function feedFaults(app: PackedApp, feed: string): Faults {
  if (app.platform === 'windows') return [];
  const file = join(resourcesOf(app), 'app-update.yml');
  if (!existsSync(file)) return ['app-update.yml is missing'];
  return readFileSync(file, 'utf8').includes(feed) ? [] : ['app-update.yml names another feed'];
}
