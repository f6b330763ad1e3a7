/**
 * `npm run house`: the house as its imports draw it (rooms, floors, arrows, circles), held against the walls of
 * walls.js. Ends with 1 where a wall is broken. `npm run house -- FOLDER` draws another checkout; `--readme` writes the
 * table of the walls into build/README.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildingOf } from './house/rooms.ts';
import type { Building, Room } from './house/rooms.ts';
import { survey } from './house/survey.ts';
import type { Breach } from './house/survey.ts';
import { wallsText } from './house/walls-text.ts';

const given = process.argv[2];
if (given === '--readme') await writeWalls();
const top = given === undefined || given === '--readme' ? here('..') : resolve(given);
const seen = await survey(top);
for (const name of ['shared', 'electron', 'renderer']) console.log(`${drawn(buildingOf(name, seen))}\n`);
console.log(
  `${seen.files.length} files, ${seen.arrows.length} imports, ${seen.breaches.length} broken walls`,
);
for (const breach of seen.breaches.slice(0, 40)) console.log(`\n${told(breach)}`);
process.exitCode = seen.breaches.length > 0 ? 1 : 0;

async function writeWalls(): Promise<void> {
  const readme = here('README.md');
  const text = await readFile(readme, 'utf8');
  await writeFile(
    readme,
    text.replace(/(<!-- walls -->\s+)```[^]*?```/, (_all, mark: string) => mark + wallsText()),
  );
}

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** The highest floor first, as a house is drawn. */
function drawn({ name, floors, arrows, circles }: Building): string {
  const rooms = floors.flat().length;
  const head = `${name}/: ${rooms} rooms on ${floors.length} floors, ${arrows} arrows, ${circles.length} circles`;
  const storeys = floors
    .toReversed()
    .map((storey, at) => storey.map((room) => line(floors.length - at, room)));
  return [head, ...storeys.flat(), ...circles.map((circle) => `  circle: ${circle.join(', ')}`)].join('\n');
}

function line(floor: number, { name, files, arrows }: Room): string {
  const short = (room: string): string => room.slice(room.indexOf('/') + 1);
  const down = [...arrows].map(([to, count]) => `${short(to)} ${count}`).join(', ');
  return `  ${String(floor).padStart(2)}  ${`${short(name)} (${files})`.padEnd(26)}${down && `→ ${down}`}`.trimEnd();
}

function told({ rule, advice, from, to, cycle }: Breach): string {
  const what = cycle.length > 0 ? [from, ...cycle].join(' → ') : `${from} imports ${to}`;
  return `${rule}:\n  ${what}\n  ${advice}`;
}
