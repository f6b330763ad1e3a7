import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TRAY_ICONS } from '../../../../electron/desktop/tray-icon.ts';
import { picturesInIcns, pngSize, sizesInIco } from '../../../support/icon-sizes.ts';

const folder = fileURLToPath(new URL('../../../../build/icons', import.meta.url));
const read = (name: string) => readFileSync(join(folder, name));

describe('the icons', () => {
  it('were drawn from the SVG files as they are now', () => {
    const sources = createHash('sha256').update(read('sign.svg')).update(read('tray.svg')).digest('hex');
    expect(read('drawn-from').toString(), 'run npm run icons').toBe(sources);
  });

  it('have every size that Windows shows', () => {
    expect(sizesInIco(read('icon.ico'))).toEqual([16, 20, 24, 32, 40, 48, 64, 256]);
  });

  it('have every size that macOS shows', () => {
    expect(Object.fromEntries(picturesInIcns(read('icon.icns')))).toEqual({
      ...{ ic04: 'ARGB', ic05: 'ARGB', ic07: 128, ic08: 256, ic09: 512, ic10: 1024 },
      ...{ ic11: 32, ic12: 64, ic13: 256, ic14: 512 },
    });
  });

  it('have the sizes that Linux desktops look for, each in a file named after it', () => {
    const sizes = readdirSync(join(folder, 'linux')).map((name) => {
      const size = pngSize(read(join('linux', name)));
      expect(name).toBe(`${size}x${size}.png`);
      return size;
    });
    expect(sizes.toSorted((a, b) => a - b)).toEqual([16, 32, 48, 64, 128, 256, 512]);
  });

  it('for the tray are there in both densities', () => {
    for (const pictures of [TRAY_ICONS.black, TRAY_ICONS.green])
      expect(pictures.map((png) => pngSize(Buffer.from(png, 'base64')))).toEqual([16, 32]);
  });
});

describe('reading an icon back', () => {
  it('notices a file that is cut short or is none', () => {
    const [icns, ico] = [read('icon.icns'), read('icon.ico')];
    expect(() => picturesInIcns(icns.subarray(0, -1))).toThrow('Not an ICNS');
    expect(() => picturesInIcns(ico)).toThrow('Not an ICNS');
    expect(() => pngSize(ico)).toThrow('Not a PNG');
  });
});
