import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findElectron } from '../../../build/find-electron.ts';
import { eventually } from '../../support/eventually.ts';
import { callIn, realElectron } from '../../support/real-electron.ts';
import type { RealOptions } from '../../support/real-electron.ts';

// Sealed by a real keyring, in a session of the bus of its own. Only where GNOME's keyring is installed.

const real = realElectron();
const KEY = 'SECRET-KEY-123';
const PROGRAMS = ['/usr/bin/gnome-keyring-daemon', '/usr/bin/dbus-run-session'];

/** Starts Electron as a desktop's session does, with the keyring unlocked; what it keeps lies in the test's folder. */
async function inSession(): Promise<RealOptions> {
  const electron = await findElectron();
  const home = join(real.folder, '..', 'home');
  mkdirSync(home, { recursive: true });
  const script = join(home, 'session.sh');
  writeFileSync(
    script,
    `#!/bin/sh
exec dbus-run-session -- sh -c 'printf unlocked | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$0" "$@"' '${String(electron)}' "$@"
`,
  );
  chmodSync(script, 0o755);
  return {
    program: script,
    args: ['--password-store=gnome-libsecret'],
    // Nothing answers there: the key is kept and checked later.
    salesbinder: 'http://127.0.0.1:9',
    env: { XDG_DATA_HOME: home },
  };
}

if (hasKeyring()) {
  describe('a key', () => {
    it('is sealed by the keyring, and opened by the next start', async () => {
      const session = await inSession();
      const first = await real.open(session);
      await eventually(async () =>
        expect(await callIn(first.page, 'open', null)).toMatchObject({ value: { keystore: 'keystore' } }),
      );
      await callIn(first.page, 'connect', { address: 'acme', key: KEY, keepKey: false });
      await first.electron.close();
      const file = readFileSync(join(real.folder, 'keys.json'), 'utf8');
      expect(file).toContain('"keystore"');
      expect(file).not.toContain(KEY);

      const again = await real.open(session);
      // With a key the way is tried; without one it would be asked for.
      await eventually(async () =>
        expect(await callIn(again.page, 'open', null)).toMatchObject({
          value: { keystore: 'keystore', status: { connection: { problem: { what: 'unreachable' } } } },
        }),
      );
      await again.electron.close();
    });
  });
}

describe('a key on a desktop without a keyring', () => {
  it('is kept only on its person’s wish', async () => {
    const { page } = await real.open({ args: ['--password-store=basic'], salesbinder: 'http://127.0.0.1:9' });
    await eventually(async () =>
      expect(await callIn(page, 'open', null)).toMatchObject({ value: { keystore: 'plain' } }),
    );
    await callIn(page, 'connect', { address: 'acme', key: KEY, keepKey: false });
    expect(existsSync(join(real.folder, 'keys.json'))).toBe(false);
  });
});

/** The bus takes only a user of a name. */
function hasKeyring(): boolean {
  try {
    return userInfo().username !== '' && PROGRAMS.every((path) => existsSync(path));
  } catch {
    return false;
  }
}
