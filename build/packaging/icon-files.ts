import { IconIcns, IconIco } from '@shockpkg/icon-encoder';

/** A drawn picture. */
export interface Picture {
  /** Width and height, pixels. */
  readonly size: number;
  readonly png: Buffer;
}

/** Windows' ICO: small sizes as bitmaps, which every Windows reads, the large one as PNG. */
export async function icoFile(pictures: readonly Picture[]): Promise<Buffer> {
  const icon = new IconIco();
  for (const { png } of pictures) await icon.addFromPng(png, null, true);
  return Buffer.from(icon.encode());
}

/** Apple's ICNS, in the forms of today's macOS. */
export async function icnsFile(pictures: readonly Picture[]): Promise<Buffer> {
  const icon = new IconIcns();
  for (const { size, png } of pictures) {
    for (const type of ICNS_TYPES[size] ?? []) await icon.addFromPng(png, [type], true);
  }
  return Buffer.from(icon.encode());
}

/** A size may stand for itself and for half of it on a screen of double density. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ['ic04'],
  32: ['ic05', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};
