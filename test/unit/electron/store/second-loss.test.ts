import { describe, expect, it } from 'vitest';
import { diskWith, notes, NOTES_FOLDER, put } from '../../../support/crash/note-stores.ts';
import { opened } from '../../../support/store.ts';
import type { FakeDisk } from '../../../support/disk.ts';

/** Takes one text out of the newest journal, so that its line does not check. */
function damage(disk: FakeDisk, text: string): void {
  const path = disk.paths().findLast((one) => one.endsWith('.journal')) ?? '';
  disk.put(path, Buffer.from(disk.bytes(path).toString().replace(text, text.replaceAll(/./g, '?'))));
}

describe('a second loss', () => {
  it('is told together with the first one, which nobody may have read yet', async () => {
    const disk = await diskWith([[put('a', 'one')], [put('b', 'two')]]);
    damage(disk, 'two');
    const first = opened(await notes().open(disk));
    expect(first.notice).toMatchObject({ recovered: 1, lost: 1 });
    await first.collection.commit([put('c', 'three')]);
    await first.collection.close();
    damage(disk, 'three');

    const second = opened(await notes().open(disk));
    expect([...second.collection.rows.keys()]).toEqual(['a']);
    expect(second.notice).toMatchObject({ recovered: 1, lost: 2 });
    const copies = second.notice?.setAside.split(', ') ?? [];
    expect(copies).toHaveLength(2);
    expect(copies[0]).toBe(first.notice?.setAside);
    for (const copy of copies) expect(disk.bytes(`${NOTES_FOLDER}/${copy}`).toString()).toContain('??');
  });
});
