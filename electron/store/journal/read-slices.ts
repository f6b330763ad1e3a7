import type { Files } from '../disk/files.ts';
import type { Content } from './read-files.ts';

const LINE_END = 0x0a;
/** Bytes a slice: small enough to be given up while most others are still of use. */
const SLICE = 1024 * 1024;

/**
 * The whole file, in slices that each end behind a line end, but for the last. As no line that checks has a line end
 * within, none is cut. Throws the disk's error.
 */
export async function readSlices(files: Files, path: string): Promise<Pick<Content, 'slices' | 'length'>> {
  const file = await files.open(path);
  try {
    const slices: Buffer[] = [];
    let length = 0;
    for (let size = SLICE; ;) {
      const read = await file.read(size, length);
      const end = read.length < size ? read.length : read.lastIndexOf(LINE_END) + 1;
      if (end > 0) slices.push(read.subarray(0, end));
      length += end;
      if (read.length < size) return { slices, length };
      // Not one line end: a line that is longer, or damage.
      size = end > 0 ? SLICE : size * 2;
    }
  } finally {
    await file.close();
  }
}
