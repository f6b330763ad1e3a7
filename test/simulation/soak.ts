/**
 * `npm run soak`: the worlds of the test command, many more of them. `-- --seeds 5000` for fewer, `-- --from 90000` to
 * begin elsewhere. Each broken promise is printed with the line that replays it; the exit code says whether there was any.
 */
import { parseArgs } from 'node:util';
import { verdict, worldOf } from './seeds.ts';

const CHUNK = 1_000;

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '100000' }, from: { type: 'string', default: '1' } },
});
const first = wholeNumber('from', values.from);
const last = first + wholeNumber('seeds', values.seeds) - 1;
const began = Date.now();
let broken = 0;

for (let from = first; from <= last; from += CHUNK) {
  const until = Math.min(from + CHUNK - 1, last);
  for (let seed = from; seed <= until; seed += 1) await look(seed);
  const done = until - first + 1;
  const seconds = (Date.now() - began) / 1_000;
  const left = Math.round(((last - until) * seconds) / done / 60);
  say(`${done} of ${last - first + 1} worlds, ${broken} broken, about ${left} min left`);
}
say(`${last - first + 1 - broken} passed, ${broken} failed`);
process.exitCode = broken > 0 ? 1 : 0;

async function look(seed: number): Promise<void> {
  const told = verdict(seed, await worldOf(seed));
  if (told === null) return;
  broken += 1;
  say(told);
}

function wholeNumber(name: string, given: string): number {
  const value = Number(given);
  if (Number.isInteger(value) && value > 0) return value;
  say(`--${name} takes a whole number from 1 on, not "${given}".`);
  process.exit(2);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
