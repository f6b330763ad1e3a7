import type { Page } from 'playwright-core';

/** Goes to a state on the gallery's state page. @returns null once it is reached, else why it can't be */
export async function reachState(page: Page, name: string): Promise<string | null> {
  await page.evaluate((hash) => (location.hash = hash), `#/${name}`);
  const state = await page.waitForFunction((wanted) => {
    const said = document.documentElement.dataset['state'] ?? '';
    return said.split(': ')[0]?.endsWith(` ${wanted}`) === true ? said : null;
  }, name);
  const said = String(await state.jsonValue());
  return said.startsWith('reached') ? null : said;
}
