import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysFile } from '../../../../electron/shell/keys-file.ts';
import type { FoundKeystore } from '../../../../electron/shell/keys-file.ts';

const plain: FoundKeystore = { is: 'plain' };
const reverse = (text: string): string => [...text].reverse().join('');
const reversed: FoundKeystore = {
  is: 'keystore',
  sealing: {
    seal: (key) => Promise.resolve(reverse(key)),
    unseal: (sealed) => Promise.resolve({ key: reverse(sealed), outdated: false }),
  },
};

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the file of keys', () => {
  it('is not there until a key is kept, and only this user may read it', async () => {
    const keys = keysFile(path, plain);
    expect(await keys.read('acme')).toBeNull();
    expect(existsSync(path)).toBe(false);
    await keys.keep('acme', 'K-1', true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await keysFile(path, plain).read('acme')).toBe('K-1');
  });

  it('goes when its last key goes: a new one was not to be kept', async () => {
    const keys = keysFile(path, plain);
    await Promise.all([
      keys.keep('acme', 'K-1', true),
      keys.keep('beta', 'K-2', true),
      keys.keep('acme', 'K-3', false),
    ]);
    expect(await keys.read('acme')).toBeNull();
    expect(await keys.read('beta')).toBe('K-2');
    await keys.keep('beta', 'K-4', false);
    expect(existsSync(path)).toBe(false);
  });

  it('holds what the keystore made of a key, not the key', async () => {
    const keys = keysFile(path, reversed);
    await keys.keep('acme', 'SECRET', true);
    expect(readFileSync(path, 'utf8')).not.toContain('SECRET');
    expect(await keys.read('acme')).toBe('SECRET');
  });

  it('counts as empty when it is damaged', async () => {
    writeFileSync(path, '{"version":1,');
    expect(await keysFile(path, plain).read('acme')).toBeNull();
    await keysFile(path, plain).keep('acme', 'K-3', true);
    expect(await keysFile(path, plain).read('acme')).toBe('K-3');
  });

  it('takes any workspace name for a name', async () => {
    const keys = keysFile(path, plain);
    expect(await keys.read('toString')).toBeNull();
    expect(await keys.read('__proto__')).toBeNull();
  });
});

describe('a disk that refuses to read', () => {
  const BOTH = ['keys.json', 'keys.plain.json'];
  const refusal = (code: string): Error => Object.assign(new Error(code), { code, syscall: 'open' });

  /** The files as they lie on the disk, by name. */
  const lie = (): Record<string, string> =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

  it.each(['EIO', 'EMFILE', 'EACCES', 'ESTALE'].flatMap((code) => BOTH.map((name) => ({ code, name }))))(
    'fails ($code of $name) and drops no key',
    async ({ code, name }) => {
      await keysFile(path, reversed).keep('acme', 'SEALED', false);
      await keysFile(path, plain).keep('beta', 'PLAIN', true);
      const before = lie();
      expect(Object.keys(before).toSorted()).toEqual(BOTH);
      const refuses = (asked: string): Promise<string> =>
        asked === join(folder, name) ? Promise.reject(refusal(code)) : readFile(asked, 'utf8');

      for (const found of [reversed, plain, { is: 'unavailable' } as const]) {
        const keys = keysFile(path, found, refuses);
        await expect(keys.read('acme')).rejects.toThrow(code);
        await expect(keys.keep('gamma', 'NEW', true)).rejects.toThrow(code);
        await expect(keys.keep('beta', 'FORGOTTEN', false)).rejects.toThrow(code);
      }
      expect(lie()).toEqual(before);
      const again = keysFile(path, reversed);
      expect([await again.read('acme'), await again.read('beta')]).toEqual(['SEALED', 'PLAIN']);
    },
  );
});

describe('a keystore that comes and goes', () => {
  const without: readonly FoundKeystore[] = [plain, { is: 'unavailable' }];

  it.each(without)('loses no sealed key to a run without one ($is)', async (found) => {
    await keysFile(path, reversed).keep('acme', 'SEALED-1', false);
    await keysFile(path, reversed).keep('beta', 'SEALED-2', false);
    const keys = keysFile(path, found);
    expect(await keys.read('acme')).toBeNull();
    await keys.keep('acme', 'PLAIN', true);
    expect(await keys.read('acme')).toBe('PLAIN');
    expect(await keysFile(path, reversed).read('beta')).toBe('SEALED-2');
  });

  it('keeps nothing in plain that nobody asked for', async () => {
    await keysFile(path, { is: 'unavailable' }).keep('acme', 'SECRET', false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('reads the younger of two, and has sealed it once it is kept again', async () => {
    await keysFile(path, reversed).keep('acme', 'OLD', false);
    await keysFile(path, plain).keep('acme', 'YOUNGER', true);
    expect(await keysFile(path, reversed).read('acme')).toBe('YOUNGER');
    await keysFile(path, reversed).keep('acme', 'SECRET', false);
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/YOUNGER|SECRET/);
    }
    expect(await keysFile(path, reversed).read('acme')).toBe('SECRET');
  });

  it('still reads a plain key that was kept before there was one', async () => {
    await keysFile(path, plain).keep('acme', 'K-1', true);
    expect(await keysFile(path, reversed).read('acme')).toBe('K-1');
  });

  it('seals anew what it says is outdated', async () => {
    await keysFile(path, reversed).keep('acme', 'K-1', false);
    const newer: FoundKeystore = {
      is: 'keystore',
      sealing: {
        seal: (key) => Promise.resolve(`new ${reverse(key)}`),
        unseal: (sealed) => Promise.resolve({ key: reverse(sealed), outdated: true }),
      },
    };
    expect(await keysFile(path, newer).read('acme')).toBe('K-1');
    expect(readFileSync(path, 'utf8')).toContain('new 1-K');
  });

  it('that fails is unavailable, not plain', async () => {
    const keys = keysFile(path, Promise.reject(new Error('no')));
    expect(keys.kind).toBe('opening');
    await keys.opened;
    expect(keys.kind).toBe('unavailable');
  });
});
