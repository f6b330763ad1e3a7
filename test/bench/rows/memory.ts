import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { nodeFiles } from '../../../electron/store/disk/files.ts';
import { realPacer } from '../../../electron/store/disk/pacer.ts';
import { mirroredAccounts } from '../accounts.ts';
import { openDesk, settled } from '../bench-desk.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Order } from '../order.ts';

const MB = 1_000_000;

/** Heap and external of the host with its accounts open, over those of the same process with nothing open. */
export async function measureMemory({ desk: folder, accounts, scratch }: Order): Promise<readonly Figure[]> {
  // Whatever an opening leaves behind once and for all (compiled code, parsed schemas) is there before.
  const empty = await openDesk({ folder: join(scratch, 'empty') });
  await settled(empty);
  await empty.close();
  const bytes = jsonBytes(accounts);
  const { retained, peak } = await whileOpen(folder);
  const parsed = await parsedPeer(scratch, accounts);
  const rows = [
    ['host memory, retained', retained, 1.2, { 'JSON.parse': parsed / MB }],
    ['host memory, peak while opening', peak, 2.2, {}],
  ] as const;
  return rows.map(([name, held, most, peers]) =>
    figure({
      ...{ name, unit: 'MB', ours: held / MB, limit: bytes / MB, peers },
      goals: [atMost(held / bytes, most, `≤ ${most} × JSON bytes`)],
    }),
  );
}

async function whileOpen(folder: string): Promise<{ retained: number; peak: number }> {
  const before = await atRest();
  let peak = before;
  const sample = (): void => {
    peak = Math.max(peak, held());
  };
  const ticking = setInterval(sample, 1);
  const pacer = { ...realPacer, yieldToEventLoop: () => (sample(), realPacer.yieldToEventLoop()) };
  // Between reading and parsing the main thread may not pause at all: so each read is a moment to look, too.
  const files = { ...nodeFiles, read: async (path: string) => sampled(await nodeFiles.read(path), sample) };
  const desk = await openDesk({ folder, place: { files, pacer } });
  sample();
  await settled(desk);
  clearInterval(ticking);
  const retained = (await atRest()) - before;
  await desk.close();
  return { retained, peak: peak - before };
}

function sampled<T>(value: T, sample: () => void): T {
  sample();
  return value;
}

/** The same accounts as one JSON text, as bytes; nothing of it stays in memory. */
function jsonBytes(accounts: number): number {
  return mirroredAccounts(accounts).reduce((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)) + 1, 1);
}

/** The memory that lowdb, and whoever parses one JSON file, needs. */
async function parsedPeer(scratch: string, accounts: number): Promise<number> {
  const file = join(scratch, 'memory.json');
  await writeFile(file, JSON.stringify(mirroredAccounts(accounts)));
  const before = await atRest();
  const parsed = { rows: JSON.parse((await readFile(file)).toString('utf8')) as readonly unknown[] };
  const retained = (await atRest()) - before;
  if (parsed.rows.length !== accounts) throw new Error('Not what was written');
  return retained;
}

/** After everything that could go has gone. */
async function atRest(): Promise<number> {
  for (let time = 0; time < 3; time += 1) {
    globalThis.gc?.();
    await wait(20);
  }
  return held();
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
