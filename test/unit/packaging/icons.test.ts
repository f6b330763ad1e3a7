import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { icnsFile, icoFile, pngSize, sizesInIcns, sizesInIco } from '../../../build/packaging/icon-files.ts';
import { TRAY_ICONS } from '../../../electron/desktop/tray-icon.ts';

const folder = fileURLToPath(new URL('../../../build/icons', import.meta.url));
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
    expect(Object.fromEntries(sizesInIcns(read('icon.icns')))).toEqual({
      ...{ icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 },
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

describe('an icon file', () => {
  const png = (size: number): Buffer => {
    const bytes = Buffer.alloc(24);
    bytes.write('\x89PNG', 'latin1');
    bytes.writeUInt32BE(size, 16);
    return bytes;
  };
  const pictures = [16, 32, 256].map((size) => ({ size, png: png(size) }));

  it('gives its pictures back', () => {
    expect(sizesInIco(icoFile(pictures))).toEqual([16, 32, 256]);
    expect([...sizesInIcns(icnsFile(pictures)).keys()]).toEqual(['icp4', 'icp5', 'ic11', 'ic08', 'ic13']);
  });

  it('with something else in it is noticed', () => {
    expect(() => sizesInIco(icoFile([{ size: 16, png: Buffer.alloc(24) }]))).toThrow('Not a PNG');
  });
});
