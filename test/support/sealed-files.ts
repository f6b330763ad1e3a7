import { createHash } from 'node:crypto';
import { nodeFiles } from '../../electron/store/disk/files.ts';
import type { Files, OpenFile } from '../../electron/store/disk/files.ts';

/** A block of the key stream, bytes. */
const BLOCK = 32;

/**
 * The true disk with every byte changed by a key stream, as encryption at rest would: a byte that is written beside the
 * port can be read by anybody, and one that is read beside it makes no sense. It hides nothing from who has the code.
 */
export const sealedFiles: Files = {
  ...nodeFiles,
  read: async (path) => mixed(await nodeFiles.read(path), 0),
  create: async (path) => sealed(await nodeFiles.create(path)),
  open: async (path) => sealed(await nodeFiles.open(path)),
};

function sealed(file: OpenFile): OpenFile {
  return {
    ...file,
    write: (bytes, position) => file.write(mixed(bytes, position), position),
    read: async (length, position) => mixed(await file.read(length, position), position),
  };
}

/** There and back, wherever in the file the bytes begin. */
function mixed(bytes: Buffer, position: number): Buffer {
  const blocks = new Map<number, Buffer>();
  return Buffer.from(bytes).map((byte, index) => {
    const at = position + index;
    const number = Math.floor(at / BLOCK);
    const block =
      blocks.get(number) ??
      createHash('sha256')
        .update(`block ${String(number)}`)
        .digest();
    blocks.set(number, block);
    return byte ^ (block[at % BLOCK] ?? 0);
  }) as Buffer;
}
