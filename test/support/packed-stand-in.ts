/**
 * A program that is started, driven and ended as the packed app is, for where Electron's program is not: the true main
 * process over the stand-in, in a process of its own, its window a real Chromium that lets itself be debugged.
 * Run with tsx, and with the switches that packedShell gives.
 */
import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { findChromium } from '../../build/find-chromium.ts';
import { launchDesktop } from './launch-desktop.ts';

const switches = Object.fromEntries(
  process.argv.slice(2).map((given) => /^--([^=]+)=?(.*)$/.exec(given)?.slice(1) ?? ['', '']),
) as Readonly<Record<string, string>>;
const userData = switches['user-data-dir'] ?? '';
const profile = join(userData, 'Chromium');
mkdirSync(profile, { recursive: true });
// Chromium says there how it can be reached; what an earlier one said is of no use.
const reached = join(profile, 'DevToolsActivePort');
rmSync(reached, { force: true });
await until(() => !lives(join(profile, 'SingletonLock')));

const context = await chromium.launchPersistentContext(profile, {
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0'],
});
const [blank] = context.pages();
const { windows, appEvents, module } = await launchDesktop(await ensureBuilt(), {
  context,
  userData,
  switches,
});
appEvents.once('quit', () => void context.close().then(() => process.exit(0)));
// As Chromium asks an app to quit when it is killed politely.
process.once('SIGTERM', () => module.app.quit());
await firstWindow();
await blank?.close();
await until(() => existsSync(reached) && readFileSync(reached, 'utf8').includes('\n/'));
const [port = '', path = ''] = readFileSync(reached, 'utf8').split('\n');
console.error(`DevTools listening on ws://127.0.0.1:${port}${path}`);

/** Turns the event loop until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((turn) => setImmediate(turn));
}

/** Whether the Chromium that has the profile is there still: one whose program was killed lives on for a moment. */
function lives(lock: string): boolean {
  try {
    process.kill(Number(/-(\d+)$/.exec(readlinkSync(lock))?.[1]), 0);
    return true;
  } catch {
    // No lock, or nobody of that number.
    return false;
  }
}

/** There, loaded, and closed as by a person when its page is. */
async function firstWindow(): Promise<void> {
  const page = await context.waitForEvent('page', { predicate: (one) => one !== blank });
  await page.waitForURL('https://fieldbinder.invalid/');
  page.on('close', () => windows[0]?.close());
}
