/**
 * `npm run soak`: the worlds of the test command, many more of them, on all cores; then processes that are killed while
 * they save. `-- --seeds 5000` for fewer worlds, `-- --from 90000` to begin elsewhere, `-- --cores 1` to leave the other
 * cores alone, `-- --kills 20` for fewer kills. Each broken promise is printed with its smallest summary and the line that
 * replays it; the exit code says whether there was any, or a save that was acknowledged and is missing.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { soakKills } from '../support/kill-soak.ts';
import { soakWorlds } from './run/soak-worlds.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100000' },
    from: { type: 'string', default: '1' },
    cores: { type: 'string', default: String(availableParallelism()) },
    kills: { type: 'string', default: '200' },
  },
});

const worlds = await soakWorlds({
  from: wholeNumber('from', values.from),
  count: wholeNumber('seeds', values.seeds),
  cores: wholeNumber('cores', values.cores),
  say,
});
say(`${worlds.passed} worlds passed, ${worlds.failed} failed`);
const { kills, acknowledged, lost } = await soakKills(wholeNumber('kills', values.kills), 1);
say(`${kills} processes killed, ${acknowledged} saves acknowledged, ${lost} of them lost`);
process.exitCode = worlds.failed > 0 || lost > 0 ? 1 : 0;

function wholeNumber(name: string, given: string): number {
  const value = Number(given);
  if (Number.isInteger(value) && value > 0) return value;
  say(`--${name} takes a whole number from 1 on, not "${given}".`);
  process.exit(2);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
