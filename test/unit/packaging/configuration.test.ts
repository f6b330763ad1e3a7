import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configurationFaults } from '../../../build/packaging/checked-app.ts';
import { packagingConfig } from '../../../build/packaging/config.ts';
import { FUSES } from '../../../build/packaging/fuses.ts';
import { signingLines } from '../../../build/packaging/signing.ts';

const apple = { APPLE_API_KEY: 'k', APPLE_API_KEY_ID: 'i', APPLE_API_ISSUER: 's' };
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

  it('names every target of every platform', () => {
    const { win, mac, linux } = packagingConfig({}, null);
    const targets = [win, mac, linux].map((one) =>
      Array.isArray(one?.target)
        ? one.target.map((target) => (typeof target === 'string' ? target : target.target))
        : [],
    );
    expect(targets).toEqual([
      ['nsis', 'zip', 'portable'],
      ['dmg', 'zip'],
      ['AppImage', 'deb', 'tar.gz'],
    ]);
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
      JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')) as unknown;
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
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toContain('NO: ');
  });

  it('is not said where the secrets are', () => {
    const lines = signingLines({
      ...apple,
      ...azure,
      CSC_LINK: 'x',
      FIELDBINDER_FEED: 'https://updates.invalid',
    });
    expect(lines.join('\n')).not.toContain('NO: ');
  });
});
