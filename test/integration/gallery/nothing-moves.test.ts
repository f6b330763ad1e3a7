import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHANGES } from '../../support/gallery/changes.ts';
import { reachState } from '../../support/gallery/gallery-page.ts';
import { openGallery } from '../../support/gallery/open-gallery.ts';
import { WIDTHS } from '../../support/gallery/sizes.ts';

const gallery = openGallery();

/** One after the other, as a day may bring them: every one comes over the state that the others left. */
const DAY = [
  ...[
    'sending',
    'sent',
    'changed-there',
    'key-missing',
    'refused',
    'online',
    'portal',
    'conflict',
    'offline',
  ],
  ...[
    'forbidden',
    'key-refused',
    'near',
    'online',
    'checking',
    'downloading',
    'gone',
    'update-ready',
    'waiting',
  ],
] as const;

describe.each(WIDTHS)('at %i pixels, the field that has the focus stays where it is', (width) => {
  it.each(['Business name', 'Phone', 'Note', 'Fax'])(
    'while anything happens around it: %s',
    async (label) => {
      const { page } = gallery;
      await page.setViewportSize({ width, height: width === 1024 ? 640 : 800 });
      expect(await reachState(page, 'form-of-the-day')).toBeNull();
      await page.getByLabel(label, { exact: true }).focus();
      const at = await place(page);
      const moved: string[] = [];
      for (const name of DAY) {
        await happens(page, name);
        const now = await place(page);
        if (now !== at) moved.push(`${name}: ${at} -> ${now}`);
      }
      expect(moved).toEqual([]);
    },
  );

  it('while it is typed in, saved and sent', async () => {
    const { page } = gallery;
    await page.setViewportSize({ width, height: 800 });
    expect(await reachState(page, 'form-of-the-day')).toBeNull();
    await page.getByLabel('Phone', { exact: true }).focus();
    const at = await place(page);
    await page.keyboard.type('1');
    expect(await place(page), 'typed').toBe(at);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Saved on this computer').first().waitFor();
    expect(await place(page), 'saved').toBe(at);
    await happens(page, 'sent');
    expect(await place(page), 'sent').toBe(at);
  });

  it('while a new account is found to look like another, has a mistake, and is refused a save', async () => {
    const { page } = gallery;
    await page.setViewportSize({ width, height: 800 });
    expect(await reachState(page, 'form-new')).toBeNull();
    await page.getByLabel('E-mail', { exact: true }).fill('orders at acme');
    await page.getByLabel('Phone', { exact: true }).focus();
    const at = await place(page);
    await happens(page, 'alike');
    await page.keyboard.type('604 555');
    await page.getByText('Looks like').first().waitFor();
    expect(await place(page), 'duplicates found').toBe(at);
    await page.keyboard.press('Alt+k');
    await page.getByText('Looks like').first().waitFor({ state: 'hidden' });
    expect(await place(page), 'kept both').toBe(at);
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'field-name');
    await page.getByLabel('Phone', { exact: true }).focus();
    expect(await place(page), 'the name is missing').toBe(at);
  });
});

/** The field that has the focus and its y, in CSS pixels. */
function place(page: Page): Promise<string> {
  return page.evaluate(async () => {
    // What was changed is laid out.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const { activeElement } = document;
    return `${activeElement?.id ?? ''} at ${String(activeElement?.getBoundingClientRect().y ?? '')}`;
  });
}

async function happens(page: Page, name: keyof typeof CHANGES): Promise<void> {
  await page.evaluate((change) => window.change?.(change), name);
  const says = CHANGES[name]?.says ?? '';
  await page.waitForFunction((text) => document.body.textContent.includes(text), says);
}
