import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { findChromium } from '../../build/find-chromium.ts';
import { PATIENCE } from './eventually.ts';

/** A real Chromium, to be closed by whoever has it. @param switches beyond those that every test's has */
export async function launchChromium(...switches: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
      ...switches,
    ],
    timeout: PATIENCE,
  });
}

/** A profile of its own in it. */
export async function freshContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  return context;
}
