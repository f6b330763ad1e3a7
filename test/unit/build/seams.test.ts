import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STORED_FIELDS } from '../../../electron/store/schemas/mirror-form.ts';
import type { SameType } from '../../../electron/store/schemas/same-type.ts';
import { WIRE_FIELDS } from '../../../electron/practice/fields.ts';
import type { WireField } from '../../../electron/practice/fields.ts';
import { DOCUMENTED_LIMITS } from '../../../electron/practice/limits.ts';
import { VIEWS } from '../../../shared/contract/list-layout.ts';
import { bitOf, viewBits } from '../../../renderer/list/views.ts';
import { FIELDS, FIELD_KEYS } from '../../../shared/account.ts';
import type { Field } from '../../../shared/account.ts';
import { LIMITS } from '../../../shared/sync/limiter.ts';
import { StrictLimits } from '../../simulation/world/server/strict-limits.ts';

/** Lists that must say the same as another list, or all that there is, although neither can be made from the other. */

const TOP = join(import.meta.dirname, '../../..');

// The practice server shares nothing with the client, so that it can't cancel our mistakes: its list stands by itself.
true satisfies SameType<WireField, Field['wire']>;

describe('a field of the table', () => {
  it('is in the stored form of the mirror', () => {
    expect([...STORED_FIELDS].toSorted()).toEqual([...FIELD_KEYS].toSorted());
  });

  it('is known to the practice server by its wire name', () => {
    expect(WIRE_FIELDS.toSorted()).toEqual(FIELDS.map(({ wire }) => wire).toSorted());
  });
});

describe('a view of the left bar', () => {
  it('has a bit of its own in the number that a row keeps', () => {
    const bits = VIEWS.map(bitOf);
    expect(new Set(bits).size).toBe(VIEWS.length);
    expect(bits.filter((bit) => viewBits(1).fill(bit)[0] !== bit)).toEqual([]);
  });
});

describe('a limit of SalesBinder', () => {
  it('is counted by the practice server as the app keeps it', () => {
    const ours = LIMITS.map(({ requests, within }) => ({ requests, ms: within }));
    expect(DOCUMENTED_LIMITS.windows).toEqual(ours);
  });

  it.each(LIMITS)('lets $requests requests in $within ms through in the simulation, and no more', (limit) => {
    const strict = new StrictLimits();
    let served = 0;
    // Evenly over the window, so that no shorter one is overrun.
    for (let count = 0; count <= limit.requests; count += 1) {
      if (strict.arrives(count * (limit.within / (limit.requests + 1)))) served += 1;
    }
    expect(served).toBe(limit.requests);
  });
});

describe('a byte on the disk', () => {
  it('passes the one port, but for these, that hold nothing of an account', () => {
    const touching = sources('electron').filter((path) => /from 'node:fs(?:\/promises)?'/.test(textOf(path)));
    expect(touching.toSorted()).toEqual([
      // The program's own files, and whether other programs are there.
      'electron/browser.ts',
      'electron/browser/installed-chromium.ts',
      'electron/desktop/open-at-login.ts',
      'electron/desktop/updates.ts',
      // Where the window stood.
      'electron/desktop/window-bounds.ts',
      'electron/shell/assets.ts',
      // API keys, sealed by the system's keystore or for this user only.
      'electron/shell/keys-file.ts',
      // Events by their names: nothing typed, no address, no key.
      'electron/shell/log-file.ts',
      'electron/store/disk/files.ts',
      // Which process has the folder.
      'electron/store/disk/held-lock.ts',
      'electron/store/disk/lock-owner.ts',
      'electron/store/disk/lock-stamps.ts',
      'electron/store/disk/lock.ts',
    ]);
  });
});

function sources(folder: string): readonly string[] {
  return readdirSync(join(TOP, folder), { recursive: true })
    .map((path) => `${folder}/${String(path).replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'));
}

function textOf(path: string): string {
  return readFileSync(join(TOP, path), 'utf8');
}
