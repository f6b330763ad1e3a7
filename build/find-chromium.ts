import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installedChromium, runnable } from '../electron/browser/installed-chromium.ts';

const run = promisify(execFile);

/**
 * A Chromium for the end-to-end tests: the one that CHROME_PATH names, an installed Chrome, Chromium or Edge,
 * Debian's package where apt works, else Playwright's own download. Says what it does when it has to install.
 *
 * @returns the absolute path of the program
 * @throws Error with one plain sentence for each way that was tried
 */
export async function findChromium(say: (line: string) => void = console.error): Promise<string> {
  const given = process.env['CHROME_PATH'];
  if (given !== undefined && given !== '') {
    if (runnable(given)) return given;
    throw new Error(`CHROME_PATH names ${given}, which is not there or can't be run.`);
  }
  const installed = installedChromium();
  if (installed !== null) return installed;
  const tried = ['No Chrome, Chromium or Edge is installed.'];
  for (const install of [fromDebian, fromPlaywright]) {
    const found = await install(say);
    if (found.path !== null) return found.path;
    tried.push(found.why);
  }
  throw new Error(`${tried.join(' ')} Install one, or set CHROME_PATH.`);
}

type Found = { readonly path: string; readonly why?: never } | { readonly path: null; readonly why: string };

async function fromDebian(say: (line: string) => void): Promise<Found> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !runnable('/usr/bin/apt-get')) {
    return { path: null, why: 'apt-get is not at hand (it needs Debian or Ubuntu, and root).' };
  }
  say('No Chromium found: installing Debian’s package (apt-get install chromium) …');
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
    maxBuffer: 1e8,
  };
  try {
    await run('apt-get', ['update', '-q'], options);
    await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], options);
  } catch (error) {
    return { path: null, why: `apt-get could not install chromium (${firstLine(error)}).` };
  }
  const path = installedChromium();
  return path === null ? { path, why: 'apt-get installed no chromium that can be run.' } : { path };
}

async function fromPlaywright(say: (line: string) => void): Promise<Found> {
  say('No Chromium found: downloading Playwright’s own …');
  const cli = join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '..', 'cli.js');
  try {
    await run(process.execPath, [cli, 'install', 'chromium'], { timeout: 600_000, maxBuffer: 1e8 });
    const { chromium } = await import('playwright-core');
    const path = chromium.executablePath();
    return runnable(path) ? { path } : { path: null, why: 'Playwright’s download can’t be run.' };
  } catch (error) {
    return { path: null, why: `Playwright’s download failed (${firstLine(error)}).` };
  }
}

function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown';
}
