import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureBuilt } from '../../../build/ensure-built.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';

const KB = 1_000;

/** The window's script, and what runs before it, as they are shipped. */
export async function measureSizes(): Promise<readonly Figure[]> {
  const out = await ensureBuilt();
  const row = (name: string, folder: string, most: number): Figure => {
    const kB = gzippedBytes(join(out, folder)) / KB;
    const goals = [atMost(kB, most, `≤ ${most} kB`)];
    return figure({ name, unit: 'kB gzip', ours: kB, ratio: null, goals });
  };
  return [row('window bundle', 'window', 150), row('preload', 'preload', 5)];
}

/** Each file by itself, as they travel. */
function gzippedBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => gzipSync(readFileSync(join(entry.parentPath, entry.name)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}
