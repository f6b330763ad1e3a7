import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configurationFaults, faultsOf } from '../../../../build/packaging/checked-app.ts';
import { packagingConfig } from '../../../../build/packaging/config.ts';
import { FUSES } from '../../../../build/packaging/fuses.ts';
import { signingLines } from '../../../../build/packaging/signing.ts';

const apple = { APPLE_API_KEY: 'k', APPLE_API_KEY_ID: 'i', APPLE_API_ISSUER: 's' };
const named = {
  FIELDBINDER_MAINTAINER: 'Rosa <rosa@fieldbinder.example>',
  FIELDBINDER_HOMEPAGE: 'https://fieldbinder.example/',
};
const azure = {
  AZURE_SIGNING_ENDPOINT: 'https://signing.invalid',
  AZURE_TENANT_ID: 't',
  AZURE_CLIENT_ID: 'c',
  AZURE_CLIENT_SECRET: 's',
};

describe('the configuration of the packages', () => {
  it.each([
    ['without any secret', {}],
    ['with every secret', { ...apple, ...azure, FIELDBINDER_FEED: 'https://updates.invalid' }],
  ])('is valid %s', async (_with, env) => {
    expect(await configurationFaults(env)).toEqual([]);
  });

  it('names every target of every platform, for every kind of processor', () => {
    const { win, mac, linux } = packagingConfig({}, null);
    const both = ['x64', 'arm64'];
    expect(win?.target).toEqual(['nsis', 'zip', 'portable'].map((target) => ({ target, arch: both })));
    expect(mac?.target).toEqual(['dmg', 'zip'].map((target) => ({ target, arch: ['universal'] })));
    expect(linux?.target).toEqual(['AppImage', 'deb', 'tar.gz'].map((target) => ({ target, arch: both })));
  });

  it('is refused by the same schema with a slip in any platform', async () => {
    for (const platform of ['win', 'mac', 'linux', 'nsis', 'dmg', 'deb'] as const) {
      const config = packagingConfig({}, null);
      const spoilt = { ...config, [platform]: { ...config[platform], noSuchOption: true } };
      expect((await faultsOf(spoilt)).join(), platform).toContain(`configuration.${platform}`);
    }
  });

  it('names files that are there: icons, entitlements, notes of the release', () => {
    const { win, mac, linux, releaseInfo, directories } = packagingConfig({}, null);
    const files = [win?.icon, mac?.icon, linux?.icon, mac?.entitlements, mac?.entitlementsInherit];
    const notes = `${directories?.buildResources ?? ''}/${releaseInfo?.releaseNotesFile ?? ''}`;
    for (const file of [...files, notes]) {
      expect(existsSync(new URL(`../../../../${String(file)}`, import.meta.url)), String(file)).toBe(true);
    }
  });

  it('gives the hardened runtime what V8 needs, and no more', () => {
    const plist = readFileSync(
      new URL('../../../../build/packaging/entitlements.mac.plist', import.meta.url),
      'utf8',
    );
    expect(plist.match(/<key>.*?<\/key>/g)).toEqual(['<key>com.apple.security.cs.allow-jit</key>']);
  });

  it('takes the people behind it from package.json, and their addresses from the release', () => {
    const config = packagingConfig(named, null);
    expect(config.linux?.maintainer).toBe('Rosa <rosa@fieldbinder.example>');
    expect(config.extraMetadata).toEqual({ homepage: 'https://fieldbinder.example/' });
    expect(config.copyright).toContain('The Fieldbinder team');
    expect(packagingConfig({}, null).linux?.maintainer).toContain('.invalid>');
    expect(signingLines({}).join('\n')).toMatch(
      /NO: FIELDBINDER_MAINTAINER and FIELDBINDER_HOMEPAGE not set/,
    );
  });

  it('installs for one person, without an administrator, and leaves the data alone when removed', () => {
    const { nsis, win } = packagingConfig({}, null);
    expect(nsis).toMatchObject({ perMachine: false, allowElevation: false, deleteAppDataOnUninstall: false });
    expect(win).toMatchObject({ requestedExecutionLevel: 'asInvoker' });
  });

  it('has updates only where a feed is named', () => {
    expect(packagingConfig({}, null).publish).toBeNull();
    expect(packagingConfig({ FIELDBINDER_FEED: '' }, null).publish).toBeNull();
    const feed = packagingConfig({ FIELDBINDER_FEED: 'https://updates.invalid' }, null).publish;
    expect(feed).toMatchObject([{ provider: 'generic', url: 'https://updates.invalid' }]);
  });

  it('notarises where Apple’s credentials are, and signs by Azure where its are', () => {
    expect(packagingConfig({}, null)).toMatchObject({ mac: { notarize: false, hardenedRuntime: true } });
    expect(packagingConfig(apple, null).mac?.notarize).toBe(true);
    expect(packagingConfig({}, null).win).not.toHaveProperty('azureSignOptions');
    expect(packagingConfig(azure, null).win).toHaveProperty('azureSignOptions');
  });

  it('burns in what nobody may turn on from outside', () => {
    expect(packagingConfig({}, null).electronFuses).toBe(FUSES);
    expect(FUSES).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

describe('a package', () => {
  it('is around the Electron of package.json, pinned exactly', () => {
    const read = (path: string) =>
      JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')) as unknown;
    const wanted = (read('package.json') as Manifest).devDependencies['electron'] ?? '';
    const lock = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> };
    expect(wanted).toMatch(/^(4[5-9]|[5-9]\d)\.\d+\.\d+$/);
    expect(lock.packages['node_modules/electron']?.version).toBe(wanted);
  });
});

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
}
interface Locked {
  readonly version: string;
}

describe('what is skipped for want of a secret', () => {
  it('is said in a line each', () => {
    const lines = signingLines({});
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line).toContain('NO: ');
  });

  it('is not said where the secrets are', () => {
    const lines = signingLines({
      ...apple,
      ...azure,
      CSC_LINK: 'x',
      FIELDBINDER_FEED: 'https://updates.invalid',
      ...named,
    });
    expect(lines.join('\n')).not.toContain('NO: ');
  });
});
