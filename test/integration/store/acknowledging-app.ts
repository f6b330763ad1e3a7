/**
 * The app without a window, saving accounts as fast as it can, to be killed: it prints the number of each save once
 * it is acknowledged. Arguments: the folder, the first number. Meanwhile its sync sends them to the practice site.
 */
import { writeSync } from 'node:fs';
import { must, runApp } from '../../support/running-app.ts';
import { killedName, SHARED } from '../../support/killed-accounts.ts';

const [folder = '', first = '0'] = process.argv.slice(2);
writeSync(1, 'opening\n');
const run = await runApp({ folder });
const { workspace, notices } = must(await run.app.handlers.open(null));
if (notices.length > 0) process.exit(4);
if (workspace === null) must(await run.app.handlers.practice(null));
for (let number = Number(first); ; number += 1) {
  await run.save(killedName(number), 'customer', { name: `Account ${number}` });
  await run.save(SHARED, 'customer', { name: 'Shared', phone: `${number}` });
  writeSync(1, `${number}\n`);
}
