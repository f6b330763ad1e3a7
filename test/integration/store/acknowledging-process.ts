/**
 * A process that saves and says so, to be killed: it prints the number of each save once it is acknowledged.
 * Arguments: the folder, the first number.
 */
import { writeSync } from 'node:fs';
import { nodeFiles } from '../../../electron/store/disk/files.ts';
import { lockFolder } from '../../../electron/store/disk/lock.ts';
import { realPacer } from '../../../electron/store/disk/pacer.ts';
import { openCollection } from '../../../electron/store/journal/open-collection.ts';
import { NOTES, note, opened } from '../../support/store.ts';

const [folder = '', first = '0'] = process.argv.slice(2);
const lock = await lockFolder(folder, () => process.exit(3));
if (lock.is !== 'ours') process.exit(2);
const place = { files: nodeFiles, pacer: realPacer, folder };
writeSync(1, 'opening\n');
const { collection, notice } = opened(await openCollection({ ...NOTES, ...place, foldAt: 4_000 }));
if (notice !== null) process.exit(4);
for (let number = Number(first); ; number += 1) {
  // Each save also replaces a row that all share, so that folding has something to fold.
  const saved = await collection.commit([
    { put: `${number}`, row: note(`save ${number}`) },
    { put: 'last', row: note(`${number} ${'x'.repeat(number % 400)}`) },
  ]);
  if (!saved.ok) process.exit(5);
  writeSync(1, `${number}\n`);
}
