import { Data } from 'resedit';

/** The sizes that an ICO's pictures really have, by their own headers, read by another library than the one that wrote. */
export function sizesInIco(file: Buffer): readonly number[] {
  const { icons } = Data.IconFile.from(file);
  return icons.map(({ data }) => (data.isIcon() ? (data.width ?? NaN) : pngSize(Buffer.from(data.bin))));
}

/** Type to the true size of its picture; for the small ones, which Apple packs in a way of its own, how they begin. */
export function picturesInIcns(file: Buffer): ReadonlyMap<string, number | string> {
  const found = new Map<string, number | string>();
  if (file.toString('latin1', 0, 4) !== 'icns' || file.readUInt32BE(4) !== file.length) {
    throw new RangeError('Not an ICNS');
  }
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const picture = file.subarray(at + 8);
    const start = picture.toString('latin1', 0, 4);
    found.set(file.toString('latin1', at, at + 4), start === 'ARGB' ? start : pngSize(picture));
  }
  return found;
}

/** @throws RangeError when it is no PNG */
export function pngSize(png: Buffer): number {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new RangeError('Not a PNG');
  return png.readUInt32BE(16);
}
