/**
 * `npm run bench`: every number that Fieldbinder wants to reach, measured beside its peers. A row that is not met
 * says so; the exit code tells only whether everything could be measured.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SEED } from './accounts.ts';
import { BenchRun, ROWS } from './bench-run.ts';
import { growthChart } from './chart.ts';
import { bareFlush, LEAST_FLUSH_MS } from './disk.ts';
import type { Figure } from './figure.ts';
import { bundleRows } from './bundles.ts';
import { hasSqlite, installPeers } from './install-peers.ts';
import { machineLine } from './machine.ts';
import { readOptions } from './options.ts';
import type { Options } from './options.ts';
import { rewriteReadme } from './readme.ts';
import { textTable } from './table.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));
const out = join(top, 'out');
/** On the disk where the project lies: a temporary folder may lie in memory. */
const work = join(out, 'bench');

const options = asked();
await installPeers((line) => console.log(line));
await rm(work, { recursive: true, force: true });
await mkdir(work, { recursive: true });
try {
  await bench(options);
} finally {
  await rm(work, { recursive: true, force: true });
}

function asked(): Options {
  try {
    return readOptions(process.argv.slice(2), ROWS);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

async function bench({ only, accounts, readme }: Options): Promise<void> {
  const flushMs = await bareFlush(work);
  const about = `${await machineLine(work, flushMs)}; ${accounts.toLocaleString('en')} accounts, seed ${SEED}`;
  console.log(`${about}\n`);
  const diskless = flushMs < LEAST_FLUSH_MS;
  if (diskless) console.log('A bare flush is too quick for a disk: nothing of the disk is judged here.\n');
  if (!hasSqlite()) console.log('SQLite could not be compiled here: nothing is measured beside it.\n');
  const run = new BenchRun({ program: await bundleRows(join(work, 'program')), work, accounts, diskless });
  const figures: Figure[] = [];
  for (const row of only ?? ROWS) figures.push(...(await measured(run, row)));
  await writeFile(join(out, 'bench.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`\n${textTable(figures)}\n\n${about}`);
  if (!readme) return;
  await rewriteReadme(join(top, 'test/bench/README.md'), about, figures);
  await writeFile(join(top, 'build/readme/growth.svg'), growthChart(run.growths));
}

/** A row that could not be measured is named and fails the run; the others go on. */
async function measured(run: BenchRun, row: string): Promise<readonly Figure[]> {
  const from = performance.now();
  try {
    const figures = await run.measure(row);
    console.log(`${row.padEnd(10)}${((performance.now() - from) / 1_000).toFixed(1).padStart(6)} s`);
    return figures;
  } catch (error) {
    console.error(`${row} could not be measured:`, error);
    process.exitCode = 1;
    return [];
  }
}
