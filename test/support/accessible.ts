import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The screen breaks none of the rules of WCAG 2.2 AA that a program can see. Axe must be in the page already. */
export async function passesAxe(page: Page, screen: string): Promise<void> {
  expect(await axeFindings(page), screen).toEqual([]);
}

/** Each rule that is broken, with the elements that break it. Axe must be in the page already. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(async () => {
    // Put there before the window's own scripts: the policy lets none be added later.
    const { axe: engine } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return engine.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  });
  return results.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}
