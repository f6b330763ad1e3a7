import { afterEach, beforeEach, expect, it } from 'vitest';
import { connected, forgetFolder, must, newFolder, runApp, salesbinder } from '../../support/running-app.ts';

let folder = '';
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => forgetFolder(folder));

it('opens what the window names, and makes each address itself', async () => {
  const opened: string[] = [];
  const running = await runApp({ folder, openLink: (url) => opened.push(url) });
  const { handlers } = running.app;
  must(await handlers.openContact({ key: 'email', text: 'orders@acme.example' }));
  expect(await handlers.openContact({ key: 'url', text: 'javascript:alert(1)' })).toMatchObject({
    ok: false,
  });
  must(await handlers.practice(null));
  expect(await handlers.openAccountPage({ localId: 'nobody-here' })).toMatchObject({ ok: false });
  must(await handlers.openLink({ link: 'sign-in-page' }));
  expect(opened).toEqual(['mailto:orders@acme.example', 'http://www.salesbinder.com/']);
  await running.stop();
});

it('opens the page of an account on its own site, once SalesBinder has it', async () => {
  const opened: string[] = [];
  const site = await salesbinder();
  const running = await runApp({ folder, origin: site.origin, openLink: (url) => opened.push(url) });
  await connected(running);
  const { handlers } = running.app;
  must(await handlers.setStayOffline({ on: true }));
  await running.save('acme-here', 'customer', { name: 'Acme' });
  expect(await handlers.openAccountPage({ localId: 'acme-here' })).toMatchObject({ ok: false });
  must(await handlers.setStayOffline({ on: false }));
  const { remoteId } = await running.reads('acme-here', 'Sent');
  must(await handlers.openAccountPage({ localId: 'acme-here' }));
  expect(opened).toEqual([`https://acme.salesbinder.com/customers/view/${String(remoteId)}`]);
  await running.stop();
  await site.stop();
});
