import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { serveGallery } from '../../../build/gallery-server.ts';
import { freshContext, launchChromium } from '../chromium.ts';

/** The gallery's state page in a real Chromium, with axe in it, for the tests of one file. */
export function openGallery(): { readonly page: Page } {
  let page: Page | null = null;
  let close: () => Promise<void> = () => Promise.resolve();
  beforeAll(async () => {
    const { server, address } = await serveGallery();
    const browser = await launchChromium();
    close = async () => {
      await browser.close();
      await server.close();
    };
    const context = await freshContext(browser, { reducedMotion: 'reduce' });
    await context.addInitScript({ content: axe.source });
    page = await context.newPage();
    await page.goto(`${address}state.html`);
  });
  afterAll(() => close());
  return {
    get page() {
      if (page === null) throw new Error('The gallery opens before the first test');
      return page;
    },
  };
}
