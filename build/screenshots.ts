import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { THEMES, WIDTHS } from '../test/support/gallery/sizes.ts';
import { reachState } from '../test/support/gallery/gallery-page.ts';
import { findChromium } from './find-chromium.ts';
import { serveGallery } from './gallery-server.ts';

/**
 * `npm run screenshots [-- words]`: writes each state of the gallery (whose name has one of the words) in light and dark
 * at every width into out/screenshots.
 */
const folder = fileURLToPath(new URL('../out/screenshots', import.meta.url));
const HEIGHTS: Readonly<Record<(typeof WIDTHS)[number], number>> = {
  1280: 800,
  1024: 640,
  720: 800,
  360: 720,
};

const words = process.argv.slice(2);
const { server, address } = await serveGallery();
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage({ deviceScaleFactor: 1, reducedMotion: 'reduce' });
await page.goto(address);
await page.locator('#states a').first().waitFor();
const names = (await page.locator('#states a').allTextContents()).map((text) => text.replaceAll(' ', '-'));
const wanted = names.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
if (words.length === 0) await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await page.goto(`${address}state.html`);
for (const name of wanted) await shoot(page, name);
await browser.close();
await server.close();
console.log(
  `${wanted.length} states, ${wanted.length * THEMES.length * WIDTHS.length} pictures in ${folder}`,
);

async function shoot(window: Page, name: string): Promise<void> {
  await window.setViewportSize({ width: 1280, height: HEIGHTS[1280] });
  const reached = await reachState(window, name);
  if (reached !== null) throw new Error(reached);
  for (const width of WIDTHS) {
    await window.setViewportSize({ width, height: HEIGHTS[width] });
    for (const theme of THEMES) {
      await window.emulateMedia({ colorScheme: theme });
      await window.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`) });
    }
  }
}
