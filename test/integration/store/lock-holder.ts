/** A process that takes a folder's lock and keeps it. Argument: the folder. */
import { writeSync } from 'node:fs';
import { lockFolder } from '../../../electron/store/disk/lock.ts';

const [folder = ''] = process.argv.slice(2);
const lock = await lockFolder(folder, () => process.exit(3));
writeSync(1, `${lock.is}\n`);
// proper-lockfile's own timer lets a process end.
setInterval(() => undefined, 60_000);
