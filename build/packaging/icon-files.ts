/** The containers that Windows and macOS want their icons in; both hold ready PNG pictures. */
export interface Picture {
  /** Width and height, pixels. */
  readonly size: number;
  readonly png: Buffer;
}

/** Windows' ICO: a directory of 16 bytes a picture, then the pictures. 256 is written as 0. */
export function icoFile(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [at, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * at;
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Apple's ICNS: blocks of type, length (the eight bytes of this head included) and picture. */
export function icnsFile(pictures: readonly Picture[]): Buffer {
  const blocks = pictures.flatMap(({ size, png }) =>
    (ICNS_TYPES[size] ?? []).map((type) => block(type, png)),
  );
  return block('icns', Buffer.concat(blocks));
}

/** A size may stand for itself and for half of it on a screen of double density. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

function block(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
}

/** The sizes that an ICO's pictures really have, by their own headers. */
export function sizesInIco(file: Buffer): readonly number[] {
  return Array.from({ length: file.readUInt16LE(4) }, (_, at) =>
    pngSize(file.subarray(file.readUInt32LE(18 + 16 * at))),
  );
}

/** Type to the true size of its picture. */
export function sizesInIcns(file: Buffer): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    sizes.set(file.toString('latin1', at, at + 4), pngSize(file.subarray(at + 8)));
  }
  return sizes;
}

/** @throws RangeError when it is no PNG */
export function pngSize(png: Buffer): number {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new RangeError('Not a PNG');
  return png.readUInt32BE(16);
}
