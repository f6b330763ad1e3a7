import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { DiskError } from '../disk/disk-error.ts';
import { writeAll } from '../disk/files.ts';
import type { OpenFile } from '../disk/files.ts';
import type { StoreFolder } from '../disk/folder.ts';
import type { StoreName } from '../collection-schema.ts';
import { plainCodec } from '../frame-codec.ts';
import type { FrameCodec } from '../frame-codec.ts';
import { encodeHeading, fileName } from './layout.ts';
import type { DamageReport } from './layout.ts';
import type { FrozenRows } from '../rows/rows.ts';
import { removeQuietly, writeWholeFile } from '../disk/whole-file.ts';

export interface SnapshotOrder {
  readonly store: StoreName;
  readonly version: number;
  readonly generation: number;
  /** The sequence as of which the rows are. */
  readonly after: number;
  readonly rows: FrozenRows;
  readonly report: DamageReport | null;
}

/** Small enough that no slice holds the main thread for a frame: about 2 ms. Bytes. */
const SLICE = 256 * 1024;

/**
 * Writes all rows into a new file, flushed and read back; its size in bytes. It has its name only once it is
 * complete. Throws the disk's error, and leaves nothing behind then, where the disk lets it.
 */
export async function writeSnapshot(place: StoreFolder, order: SnapshotOrder): Promise<number> {
  const path = join(place.folder, fileName(order.store, order.generation, 'snapshot'));
  const written = await writeWholeFile(place, path, (file) => writeSlices(place, file, order));
  try {
    await verify(place, path, written);
    return written.length;
  } catch (error) {
    await removeQuietly(place.files, path);
    throw error;
  }
}

interface Written {
  readonly length: number;
  readonly crc: number;
}

async function writeSlices(
  { pacer, codec = plainCodec }: StoreFolder,
  file: OpenFile,
  order: SnapshotOrder,
): Promise<Written> {
  let written: Written = { length: 0, crc: 0 };
  for (const slice of slices(codec, order)) {
    await writeAll(file, slice, written.length);
    written = { length: written.length + slice.length, crc: crc32(slice, written.crc) };
    await pacer.yieldToEventLoop();
  }
  return written;
}

function* slices(codec: FrameCodec, { rows, after, ...order }: SnapshotOrder): Generator<Buffer> {
  const { store, version: schema, generation, report: finding } = order;
  const heading = { kind: 'snapshot', store, schema, generation, rows: rows.size, finding } as const;
  let frames = [encodeHeading(codec, after, heading)];
  let size = 0;
  let seq = 0;
  for (const change of rows.changes()) {
    seq += 1;
    const frame = codec.encode(seq, 0, change);
    frames.push(frame);
    size += frame.length;
    if (size < SLICE) continue;
    yield Buffer.concat(frames);
    frames = [];
    size = 0;
  }
  if (frames.length > 0) yield Buffer.concat(frames);
}

/** The new file must hold exactly the bytes that were written before anything older is removed. */
async function verify({ files, pacer }: StoreFolder, path: string, written: Written): Promise<void> {
  const file = await files.open(path);
  try {
    let crc = 0;
    let length = 0;
    for (let slice = await readSlice(file, 0); slice.length > 0; slice = await readSlice(file, length)) {
      crc = crc32(slice, crc);
      length += slice.length;
      await pacer.yieldToEventLoop();
    }
    if (crc !== written.crc || length !== written.length) throw new DiskError('EIO', 'verify');
  } finally {
    await file.close();
  }
}

function readSlice(file: OpenFile, position: number): Promise<Buffer> {
  return file.read(SLICE, position);
}
