import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, passesAxe } from '../../support/accessible.ts';
import { reachState } from '../../support/gallery/gallery-page.ts';
import { openGallery } from '../../support/gallery/open-gallery.ts';
import { WIDTHS } from '../../support/gallery/sizes.ts';
import { STATES } from '../../support/gallery/states.ts';
import { saidTwice } from '../../support/said-twice.ts';

const gallery = openGallery();

const LOOKS = [
  { look: 'light', colorScheme: 'light', forcedColors: 'none' },
  { look: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { look: 'forced colours', colorScheme: 'light', forcedColors: 'active' },
] as const;
type Look = (typeof LOOKS)[number];

/** A state for each problem: what differs between them is a sentence. */
const OF_A_PROBLEM = /^(refused-for|save-failed|held-by)-/;

/**
 * Each state at one width, and in one look: the next state has the next of each, so that states that are alike are seen
 * in every look and width between them. Of those that differ in a sentence alone each fourth is shown to axe. A build
 * server has the time for all looks of each.
 */
const EVERY = Object.keys(STATES).map((name, at) => {
  const look = LOOKS[at % LOOKS.length] ?? LOOKS[0];
  const few = OF_A_PROBLEM.test(name) && at % 4 !== 0 ? [] : [look];
  return {
    name,
    width: WIDTHS[(at + Math.floor(at / WIDTHS.length)) % WIDTHS.length] ?? 1280,
    looks: process.env['CI'] ? LOOKS : few,
  };
});

describe('every state of the window', () => {
  it.each(EVERY)('$name says nothing twice and breaks no rule of axe', async ({ name, width, looks }) => {
    const { page } = gallery;
    await seen(page, name, width);
    expect(await saidTwice(page), 'said twice').toEqual([]);
    for (const one of looks) {
      await lookAt(page, one);
      await passesAxe(page, `${name}, ${one.look}, ${width} px`);
    }
  });
});

describe('a fault that is planted', () => {
  it('as a sentence that two elements say is found; a hidden one, a short one and a status are not', async () => {
    const { page } = gallery;
    await seen(page, 'screen-accounts', 1280);
    await add(
      page,
      '<p>Nothing is lost. It waits here.</p><p>It waits here!</p><p hidden>Nothing is lost.</p><b>Sent</b><b>Sent</b>',
    );
    expect(await saidTwice(page)).toEqual(['it waits here']);
  });

  it.each(LOOKS)('as a field without a name is found in $look', async (one) => {
    const { page } = gallery;
    await seen(page, 'screen-accounts', 360);
    await lookAt(page, one);
    await add(page, '<input type="text" />');
    expect(await axeFindings(page)).toEqual([expect.stringMatching(/^label: /)]);
  });

  it.each(LOOKS.slice(0, 2))('as text that is too faint is found in $look', async (one) => {
    const { page } = gallery;
    await seen(page, 'screen-settings', 1280);
    await lookAt(page, one);
    await add(page, '<p style="position: absolute; top: 0; background: #888; color: #999">Too faint</p>');
    expect(await axeFindings(page)).toEqual([expect.stringMatching(/^color-contrast: /)]);
  });
});

async function seen(page: Page, name: string, width: number): Promise<void> {
  await lookAt(page, LOOKS[0]);
  await page.setViewportSize({ width: 1280, height: 800 });
  // Some states are reached by what only a wide window shows at once.
  expect(await reachState(page, name)).toBeNull();
  await page.setViewportSize({ width, height: 800 });
}

async function lookAt(page: Page, { colorScheme, forcedColors }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme, forcedColors });
}

function add(page: Page, html: string): Promise<void> {
  return page.evaluate(
    (added) => document.getElementById('app')?.insertAdjacentHTML('beforeend', added),
    html,
  );
}
