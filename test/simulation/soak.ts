/**
 * `npm run soak`: the worlds of the test command, many more of them, on all cores. `-- --seeds 5000` for fewer,
 * `-- --from 90000` to begin elsewhere, `-- --cores 1` to leave the others alone. Each broken promise is printed with
 * its smallest story and the line that replays it; the exit code says whether there was any.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { soakWorlds } from './soak-worlds.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100000' },
    from: { type: 'string', default: '1' },
    cores: { type: 'string', default: String(availableParallelism()) },
  },
});

const worlds = await soakWorlds({
  from: wholeNumber('from', values.from),
  count: wholeNumber('seeds', values.seeds),
  cores: wholeNumber('cores', values.cores),
  say,
});
say(`${worlds.passed} passed, ${worlds.failed} failed`);
process.exitCode = worlds.failed > 0 ? 1 : 0;

function wholeNumber(name: string, given: string): number {
  const value = Number(given);
  if (Number.isInteger(value) && value > 0) return value;
  say(`--${name} takes a whole number from 1 on, not "${given}".`);
  process.exit(2);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
