import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysFile, plainSealing } from '../../../../electron/shell/keys-file.ts';
import type { Sealing } from '../../../../electron/shell/keys-file.ts';

const reversed: Sealing = {
  kind: 'keystore',
  seal: (key) => Promise.resolve([...key].reverse().join('')),
  unseal: (sealed) => Promise.resolve([...sealed].reverse().join('')),
};

describe('the file of keys', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
    path = join(folder, 'keys.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is not there until a key is kept, and only this user may read it', async () => {
    const keys = keysFile(path, plainSealing);
    expect(await keys.read('acme')).toBeNull();
    expect(existsSync(path)).toBe(false);
    await keys.keep('acme', 'K-1');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await keysFile(path, plainSealing).read('acme')).toBe('K-1');
  });

  it('goes when its last key goes', async () => {
    const keys = keysFile(path, plainSealing);
    await Promise.all([keys.keep('acme', 'K-1'), keys.keep('beta', 'K-2'), keys.forget('acme')]);
    expect(await keys.read('acme')).toBeNull();
    expect(await keys.read('beta')).toBe('K-2');
    await keys.forget('beta');
    expect(existsSync(path)).toBe(false);
  });

  it('holds what the keystore made of a key, not the key', async () => {
    const keys = keysFile(path, reversed);
    await keys.keep('acme', 'SECRET');
    expect(readFileSync(path, 'utf8')).not.toContain('SECRET');
    expect(await keys.read('acme')).toBe('SECRET');
  });

  it('counts as empty when it is damaged, or sealed in another way', async () => {
    await keysFile(path, plainSealing).keep('acme', 'K-1');
    expect(await keysFile(path, reversed).read('acme')).toBeNull();
    writeFileSync(path, '{"version":1,');
    expect(await keysFile(path, plainSealing).read('acme')).toBeNull();
    await keysFile(path, plainSealing).keep('acme', 'K-3');
    expect(await keysFile(path, plainSealing).read('acme')).toBe('K-3');
  });

  it('takes any workspace name for a name', async () => {
    const keys = keysFile(path, plainSealing);
    expect(await keys.read('toString')).toBeNull();
    expect(await keys.read('__proto__')).toBeNull();
  });
});
