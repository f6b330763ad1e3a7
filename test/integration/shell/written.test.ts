import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { plainCodec } from '../../../electron/store/frame-codec.ts';
import { encodeHeading } from '../../../electron/store/journal/layout.ts';
import { KEY, runSalesbinder } from '../../support/desktop-site.ts';
import { call, desktopRig } from '../../support/desktop-rig.ts';
import { eventually } from '../../support/eventually.ts';
import type { StandInWindow } from '../../support/stand-in-window.ts';

// The disk as the app leaves it, and as it finds it when it begins.

const rig = desktopRig();
afterEach(() => vi.unstubAllEnvs());

/** As a person types and saves, without the typing. */
function save(window: StandInWindow, localId: string, name: string, email: string): Promise<unknown> {
  const changed = { name: { from: '', to: name }, email: { from: '', to: email } };
  return call(window, 'saveAccount', { localId, openedAtRevision: 0, type: 'customer', changed, note: null });
}

describe('what the app writes in a full run', () => {
  it('holds the key only sealed, and the log neither key nor names nor addresses', async () => {
    const site = await runSalesbinder();
    vi.stubEnv('FIELDBINDER_SALESBINDER_ORIGIN', site.origin);
    try {
      const window = await rig.launchWindow();
      const page = await window.page;
      expect(await call(window, 'connect', { address: 'acme', key: KEY, keepKey: true })).toMatchObject({
        ok: true,
      });
      await save(window, 'full-run-0001', 'Confidential Ltd', 'person@confidential.example');
      await save(window, 'full-run-0002', 'Refused Ltd', 'no e-mail at all');
      const grid = page.getByRole('grid', { name: 'Accounts' }).getByRole('row');
      await grid.filter({ hasText: 'Confidential Ltd' }).filter({ hasText: 'Sent' }).waitFor();
      await grid.filter({ hasText: 'Refused Ltd' }).filter({ hasText: 'Needs you' }).waitFor();
      rig.electron.module.app.quit();
      await rig.ended();
    } finally {
      await site.stop();
    }
    const files = readdirSync(rig.userData, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const forms = [
      KEY,
      Buffer.from(KEY).toString('base64'),
      Buffer.from(`${KEY}:x`).toString('base64'),
      encodeURIComponent(KEY),
    ];
    const holding = (what: string) => files.filter((file) => readFileSync(file).includes(what));
    for (const form of forms) expect(holding(form)).toEqual([]);
    const sealed = await rig.electron.module.safeStorage.encryptStringAsync(KEY);
    expect(holding(sealed.toString('base64'))).toEqual([join(rig.userData, 'keys.json')]);
    // Records do hold names, so that the search is known to find.
    expect(holding('Confidential Ltd')).not.toEqual([]);
    const log = readFileSync(join(rig.userData, 'logs', 'fieldbinder.log'), 'utf8');
    expect(log).toMatch(/started version=[^]*connection now=online[^]*counts left=\d+ needsYou=1[^]*quit/);
    for (const secret of [
      ...forms,
      'Confidential',
      'confidential',
      'Refused',
      'person',
      'acme',
      rig.userData,
    ])
      expect(log).not.toContain(secret);
  });
});

describe('a way back', () => {
  it('an older app leaves what a newer one wrote alone, and says so', async () => {
    const file = join(rig.userData, 'settings.1.journal');
    const newer = encodeHeading(plainCodec, 0, {
      kind: 'journal',
      store: 'settings',
      schema: 99,
      generation: 1,
    });
    writeFileSync(file, newer);
    await rig.launch();
    await eventually(() => expect(rig.electron.quitting.exitCode).toBe(1));
    expect(rig.electron.errors.join()).toMatch(/written by a newer Fieldbinder\. Nothing was touched/);
    expect(readFileSync(file)).toEqual(newer);
  });
});
