import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { lock } from 'proper-lockfile';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'out');
const stamp = join(out, 'built-from');

/**
 * Builds window, host and preload into `out/` when anything they are made from has changed since.
 * Two at once are fine: the second waits, and then finds everything in place.
 *
 * @returns the absolute path of `out/`
 * @throws Error with the build's own output
 */
export async function ensureBuilt(say: (line: string) => void = () => undefined): Promise<string> {
  mkdirSync(out, { recursive: true });
  const release = await lock(out, {
    stale: 15_000,
    retries: { forever: true, minTimeout: 200, maxTimeout: 500 },
  });
  try {
    const sources = hashOfSources();
    if (builtFrom() === sources) return out;
    say('Building …');
    await build();
    writeFileSync(stamp, sources);
    return out;
  } finally {
    await release();
  }
}

async function build(): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', join(root, 'build', 'vite.config.ts'), '--logLevel', 'warn'];
  // A test runner's settings would make it another build than the one that is shipped.
  const { NODE_ENV: _mode, VITEST: _vitest, FIELDBINDER_OUT: _out, ...env } = process.env;
  try {
    await run(process.execPath, args, { cwd: root, env, maxBuffer: 1e8 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The build failed.\n${stdout}${stderr}`, { cause: error });
  }
}

function builtFrom(): string | null {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return null;
  }
}

/** By content: a checkout or a copy changes times, and some edits happen within one tick of the file system. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of [
    ...sourceFiles(),
    'build/vite.config.ts',
    'build/packaging/notices.ts',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function sourceFiles(): string[] {
  return ['electron', 'renderer', 'shared']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
    )
    .sort();
}
