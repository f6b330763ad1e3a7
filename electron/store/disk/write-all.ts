import { DiskError } from './disk-error.ts';
import type { OpenFile } from './files.ts';

/** One write; more only where the system took less than it was given, as it does when a disk fills up. */
export async function writeAll(file: OpenFile, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(bytes.subarray(done), position + done);
    if (written === 0) throw new DiskError('EIO', 'write');
    done += written;
  }
}
