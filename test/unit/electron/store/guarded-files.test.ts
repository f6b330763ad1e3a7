import { describe, expect, it } from 'vitest';
import { FOLDER_TAKEN, codeOf } from '../../../../electron/store/disk/disk-error.ts';
import type { Files } from '../../../../electron/store/disk/files.ts';
import { guardedFiles } from '../../../../electron/store/disk/guarded-files.ts';
import { writeWholeFile } from '../../../../electron/store/disk/whole-file.ts';
import { openCollection } from '../../../../electron/store/journal/open-collection.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { FOLDER, NOTES, note } from '../../../support/store.ts';

/** A disk that is another process's from its nth change on. */
class TakenDisk {
  readonly disk = new FakeDisk();
  readonly files: Files;
  asked = 0;
  /** How often the disk had been changed when it was taken; null: it was not. */
  changedBefore: number | null = null;

  constructor(nth: number) {
    this.files = guardedFiles(this.disk, () => {
      this.asked += 1;
      if (this.asked >= nth) this.changedBefore ??= this.changed;
      return this.asked < nth;
    });
  }

  /** A flush changes nothing that another process could miss. */
  get changed(): number {
    return this.disk.effects.filter(({ does }) => does !== 'sync' && does !== 'syncFolder').length;
  }
}

const place = (files: Files) => ({ files, folder: FOLDER, pacer: new FakePacer() });

async function saves(files: Files): Promise<void> {
  const found = await openCollection({ ...NOTES, ...place(files), foldAt: 200 });
  if (!found.ok) return;
  const { collection } = found.value;
  for (let number = 1; number <= 8; number += 1) {
    await collection.commit([{ put: `note-${number}`, row: note('a'.repeat(40)) }]);
  }
  await collection.close();
}

describe('a disk that another process has taken', () => {
  it('is not changed any more, whichever change it was taken before', async () => {
    const whole = new TakenDisk(Infinity);
    await saves(whole.files);
    expect(whole.asked).toBeGreaterThan(20);
    for (let nth = 1; nth <= whole.asked; nth += 1) {
      const taken = new TakenDisk(nth);
      await saves(taken.files);
      expect(taken.changedBefore, `taken at change ${nth}`).not.toBeNull();
      expect(taken.changed, `taken at change ${nth}`).toBe(taken.changedBefore);
    }
  });

  it('keeps the file that has the name by then', async () => {
    const disk = new FakeDisk();
    let taken = false;
    const files = guardedFiles(disk, () => !taken);
    await files.makeFolder(FOLDER);
    const path = `${FOLDER}/rows`;
    const failed = writeWholeFile(place(files), path, async (file) => {
      await file.write(Buffer.from('ours'), 0);
      taken = true;
      const theirs = await disk.create(path);
      await theirs.write(Buffer.from('theirs'), 0);
    });
    expect(codeOf(await failed.catch((error: unknown) => error))).toBe(FOLDER_TAKEN);
    expect(String(await disk.read(path))).toBe('theirs');
  });
});
