import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { APP_ID } from '../../electron/desktop/app-id.ts';
import { FUSES } from './fuses.ts';
import type { PackagingEnv } from './packaging-env.ts';
import { publisher } from './publisher.ts';

const PROTOCOL = 'fieldbinder';

/**
 * The whole configuration of electron-builder.
 *
 * @param env `FIELDBINDER_FEED` (https address of the folder that holds the update feeds; none: no updates),
 *   `FIELDBINDER_MUST_SIGN` (1: unsigned is a failure), and what signing.ts and publisher.ts read
 * @param electronDist an unpacked Electron in place of the one that would be downloaded; null downloads
 */
export function packagingConfig(env: PackagingEnv, electronDist: string | null): Configuration {
  return {
    appId: APP_ID,
    productName: 'Fieldbinder',
    copyright: `${publisher(env).name}. MIT licence.`,
    extraMetadata: { homepage: publisher(env).homepage },
    directories: { output: 'release', buildResources: 'build' },
    // Everything is bundled: no node_modules, no sources, no maps. browser.js is another program's root. What tools keep
    // in out/ (verdicts, pictures, figures) is no part of it.
    files: [
      'out/{host,preload,window}/**',
      'out/NOTICES.txt',
      '!out/host/browser.js',
      '!**/*.map',
      'package.json',
    ],
    asar: true,
    npmRebuild: false,
    removePackageScripts: true,
    electronFuses: FUSES,
    electronLanguages: ['en', 'en-US', 'en-GB', 'de'],
    protocols: [{ name: 'Fieldbinder record', schemes: [PROTOCOL] }],
    artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
    publish: feed(env),
    releaseInfo: { releaseNotesFile: 'release-notes.md' },
    // For a release: an unsigned package is then a failure and not a line in a log.
    forceCodeSigning: env['FIELDBINDER_MUST_SIGN'] === '1',
    ...(electronDist === null ? {} : { electronDist, afterExtract: withoutDefaultApp }),
    ...windows(env),
    ...mac(env),
    ...linux(env),
  };
}

/** One folder of an https server; on GitHub that is `…/releases/latest/download`. */
function feed(env: PackagingEnv): NonNullable<Configuration['publish']> | null {
  const url = env['FIELDBINDER_FEED'];
  return url ? [{ provider: 'generic', url, channel: 'latest' }] : null;
}

function windows(env: PackagingEnv): Pick<Configuration, 'win' | 'nsis' | 'portable'> {
  const arch: ('x64' | 'arm64')[] = ['x64', 'arm64'];
  const azure = env['AZURE_SIGNING_ENDPOINT'];
  return {
    win: {
      target: ['nsis', 'zip', 'portable'].map((target) => ({ target, arch })),
      icon: 'build/icons/icon.ico',
      requestedExecutionLevel: 'asInvoker',
      verifyUpdateCodeSignature: true,
      ...(azure === undefined || azure === ''
        ? {}
        : {
            azureSignOptions: {
              endpoint: azure,
              publisherName: env['AZURE_SIGNING_PUBLISHER'] ?? '',
              codeSigningAccountName: env['AZURE_SIGNING_ACCOUNT'] ?? '',
              certificateProfileName: env['AZURE_SIGNING_PROFILE'] ?? '',
            },
          }),
    },
    nsis: {
      // Into the person's own folder: no administrator is needed, neither now nor at an update.
      oneClick: true,
      perMachine: false,
      allowElevation: false,
      packElevateHelper: false,
      // Unsent accounts outlive the program; removing it is the person's own deed.
      deleteAppDataOnUninstall: false,
      createDesktopShortcut: true,
      runAfterFinish: true,
      artifactName: '${productName}-${version}-windows-${arch}-setup.${ext}',
    },
    portable: {
      requestExecutionLevel: 'user',
      artifactName: '${productName}-${version}-windows-${arch}-portable.${ext}',
    },
  };
}

function mac(env: PackagingEnv): Pick<Configuration, 'mac' | 'dmg'> {
  return {
    mac: {
      target: ['dmg', 'zip'].map((target) => ({ target, arch: ['universal'] })),
      category: 'public.app-category.business',
      icon: 'build/icons/icon.icns',
      darkModeSupport: true,
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: 'build/packaging/entitlements.mac.plist',
      entitlementsInherit: 'build/packaging/entitlements.mac.plist',
      notarize: canNotarize(env),
    },
    dmg: { sign: false, writeUpdateInfo: false },
  };
}

/** Apple's notary service takes an App Store Connect key, or an Apple id with a password for this app alone. */
export function canNotarize(env: PackagingEnv): boolean {
  const has = (...names: readonly string[]): boolean => names.every((name) => Boolean(env[name]));
  return (
    has('APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER') ||
    has('APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID')
  );
}

function linux(env: PackagingEnv): Pick<Configuration, 'linux' | 'deb' | 'appImage'> {
  return {
    linux: {
      target: ['AppImage', 'deb', 'tar.gz'].map((target) => ({ target, arch: ['x64', 'arm64'] })),
      executableName: 'fieldbinder',
      icon: 'build/icons/linux',
      category: 'Office',
      maintainer: publisher(env).maintainer,
      synopsis: 'Enter accounts into SalesBinder offline',
      syncDesktopName: true,
      desktop: { entry: { StartupWMClass: 'Fieldbinder', Keywords: 'SalesBinder;accounts;leads;offline;' } },
    },
    deb: { packageName: 'fieldbinder', priority: 'optional' },
    appImage: { artifactName: '${productName}-${version}-linux-${arch}.${ext}' },
  };
}

/** An unpacked Electron brings its welcome app along; with "only load from the archive" it would never run. */
async function withoutDefaultApp({ appOutDir }: { readonly appOutDir: string }): Promise<void> {
  for (const resources of ['resources', join('Electron.app', 'Contents', 'Resources')]) {
    await rm(join(appOutDir, resources, 'default_app.asar'), { force: true });
  }
}
