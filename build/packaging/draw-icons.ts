/**
 * `npm run icons`: draws every icon of every platform from the two SVG files: the tests' own Chromium makes the pictures,
 * @shockpkg/icon-encoder the containers.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { findChromium } from '../find-chromium.ts';
import { icnsFile, icoFile } from './icon-files.ts';
import type { Picture } from './icon-files.ts';

/** On Windows' taskbar: something needs a person. */
const DOT =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#c2410c"/></svg>';
const folder = fileURLToPath(new URL('../icons', import.meta.url));
const tray = fileURLToPath(new URL('../../electron/desktop/tray-icon.ts', import.meta.url));
const sign = readFileSync(join(folder, 'sign.svg'), 'utf8');
const trayLines = readFileSync(join(folder, 'tray.svg'), 'utf8');

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  // macOS keeps a margin around its tiles; elsewhere a picture fills its square.
  const filling = sign.replace('viewBox="0 0 1024 1024"', 'viewBox="84 84 856 856"');
  writeFileSync(
    join(folder, 'icon.icns'),
    await icnsFile(await drawn(page, sign, [16, 32, 64, 128, 256, 512, 1024])),
  );
  writeFileSync(
    join(folder, 'icon.ico'),
    await icoFile(await drawn(page, filling, [16, 20, 24, 32, 40, 48, 64, 256])),
  );
  mkdirSync(join(folder, 'linux'), { recursive: true });
  for (const { size, png } of await drawn(page, filling, [16, 32, 48, 64, 128, 256, 512])) {
    writeFileSync(join(folder, 'linux', `${size}x${size}.png`), png);
  }
  writeFileSync(tray, await trayModule(page));
  writeFileSync(
    join(folder, 'drawn-from'),
    createHash('sha256').update(sign).update(trayLines).digest('hex'),
  );
} finally {
  await browser.close();
}

async function drawn(page: Page, svg: string, sizes: readonly number[]): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    const style = '<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>';
    await page.setContent(style + svg);
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) });
  }
  return pictures;
}

/** Within the program, because the archive holds nothing but bundles. macOS recolours black by itself. */
async function trayModule(page: Page): Promise<string> {
  const black = await drawn(page, trayLines.replaceAll('currentColor', '#000'), [16, 32]);
  const green = await drawn(page, trayLines.replaceAll('currentColor', '#12a07d'), [16, 32]);
  const dot = await drawn(page, DOT, [16]);
  const rows = Object.entries({ black, green, dot }).map(
    ([name, pictures]) =>
      `  ${name}: [${pictures.map(({ png }) => `\n    '${png.toString('base64')}',`).join('')}\n  ],\n`,
  );
  return `// Drawn by build/packaging/draw-icons.ts from build/icons/tray.svg: PNG, base64, for simple and double density.
export const TRAY_ICONS = {
${rows.join('')}} as const;
`;
}
