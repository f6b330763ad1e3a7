import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { median, timedApart } from './statistics.ts';

/** Below this nothing was flushed to anything: a memory file system. Ms. */
export const LEAST_FLUSH_MS = 0.05;

/** The least that "saved" can cost: bytes at the end of a file, and one flush. */
export class BareFile {
  readonly #handle: FileHandle;
  #length = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(path: string): Promise<BareFile> {
    return new BareFile(await open(path, 'w'));
  }

  async append(bytes: Buffer): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, this.#length);
    await this.#handle.datasync();
    this.#length += bytes.length;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** Ms that one small append with a flush takes in that folder. */
export async function bareFlush(folder: string): Promise<number> {
  const file = await BareFile.create(join(folder, 'bare-flush'));
  const lines = Array.from({ length: 200 }, () => Buffer.alloc(1_000, 'x'));
  const samples = await timedApart(lines, (bytes) => file.append(bytes));
  await file.close();
  return median(samples);
}
