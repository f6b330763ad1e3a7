import { expect, it } from 'vitest';
import { deskRig } from '../support/desk-rig.ts';
import { KEY } from '../support/desk-page.ts';

const { server, folder, desk } = deskRig();

it('text typed in Practice while a slow site is being connected to stays in Practice', async () => {
  const site = await server({ limits: null, slowMs: 3_000, faults: { slow: true } });
  const app = await desk({ folder: await folder(), salesbinder: site.origin });
  await app.practise();
  await app.button('Settings').click();
  await app.button('Use your SalesBinder site').click();
  await app.field('SalesBinder address').fill('acme');
  await app.field('API key').fill(KEY);
  await app.button('Connect').click();

  await app.page.keyboard.press('Escape');
  await app.button('New account').click();
  const name = app.field('Business name');
  await name.focus();
  let shown = '';
  // Without a pause, right through the change, which closes the form.
  while ((await name.count()) > 0) {
    await app.page.keyboard.press('x');
    const value = await name.inputValue({ timeout: 1_000 }).catch(() => null);
    shown = value ?? shown;
  }
  expect(shown).not.toBe('');

  await app.page.reload();
  await app.button('New account').waitFor();
  expect(await app.page.getByRole('grid', { name: 'Accounts' }).getByText('xxx').count()).toBe(0);
  expect(site.accounts()).toEqual([]);
  await app.button('Settings').click();
  await app.button('Practice').click();
  await app.button('New account').waitFor();
  const draft = app.page.getByRole('grid', { name: 'Accounts' }).getByText(/^x+$/).first();
  await draft.waitFor();
  expect((await draft.innerText()).length).toBeGreaterThanOrEqual(shown.length);
});
