import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { realElectron } from '../../support/real-electron.ts';

const real = realElectron();
/** For a person's eyes: nothing compares them. */
const pictures = fileURLToPath(new URL('../../../out/screenshots/electron', import.meta.url));

it('the first run and the desk are painted by the real window', async () => {
  mkdirSync(pictures, { recursive: true });
  const { page } = await real.open();
  await page.getByRole('button', { name: 'Practice' }).waitFor();
  await page.screenshot({ path: join(pictures, 'first-run.png') });
  await page.getByRole('button', { name: 'Practice' }).click();
  await page.getByRole('status').filter({ hasText: 'Ready for offline' }).waitFor();
  await page.getByRole('button', { name: 'New account' }).click();
  await page.getByLabel('Business name', { exact: true }).fill('Harbour Books Ltd');
  await page.getByText('Kept as a draft').first().waitFor();
  await page.screenshot({ path: join(pictures, 'desk.png') });
  for (const name of ['first-run', 'desk']) {
    expect(statSync(join(pictures, `${name}.png`)).size).toBeGreaterThan(10_000);
  }
});
