import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));

/** The package.json beside which they are installed. */
export const PEERS = join(here, 'package.json');

/**
 * Installs the peers from their own lockfile, once. SQLite is compiled where its ready-made program can't be had;
 * where there is no compiler either, the benchmark goes without it and says so.
 */
export async function installPeers(say: (line: string) => void): Promise<void> {
  const lock = await readFile(join(here, 'package-lock.json'), 'utf8');
  const stamp = join(here, 'node_modules', 'installed-from');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === lock) return;
  say('Installing what is measured beside it …');
  await run('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: here,
    env: { ...process.env, ...headersHere() },
    maxBuffer: 1e8,
    // npm is a script there.
    shell: process.platform === 'win32',
  });
  await writeFile(stamp, lock);
}

/** An optional peer: npm leaves it out where it can neither be had nor compiled. */
export function hasSqlite(): boolean {
  return existsSync(join(here, 'node_modules', 'better-sqlite3', 'build'));
}

/** Node's own headers, where they lie beside it: then compiling needs no download. */
function headersHere(): Readonly<Record<string, string>> {
  const top = dirname(dirname(process.execPath));
  return existsSync(join(top, 'include', 'node', 'node.h')) ? { npm_config_nodedir: top } : {};
}
