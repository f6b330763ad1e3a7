import { describe, expect, it } from 'vitest';
import { deskRig } from '../support/desk-rig.ts';
import { eventually } from '../support/eventually.ts';
import { dropAfter, dropBefore, firstOf, next } from '../../electron/practice/faults.ts';
import type { PracticeRequest } from '../../electron/practice/requests.ts';

const { server, folder, desk } = deskRig();

const isPost = (request: { readonly method: string }): boolean => request.method === 'POST';
const isLook = ({ query }: PracticeRequest): boolean => query['modifiedSince'] !== undefined;

describe('a create that SalesBinder saved and did not answer', () => {
  it('is checked, then sent, and is there once', async () => {
    const site = await server();
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    // As long as no look gets an answer, the person reads that it is being checked.
    let mayLook = false;
    site.plan((request) => {
      if (isPost(request)) return dropAfter;
      return isLook(request) && !mayLook ? dropBefore : null;
    });
    await app.capture({ type: 'Customer', main: { 'Business name': 'Acme', 'E-mail': 'a@acme.example' } });
    await app.reads('Acme', 'Checking whether it arrived');
    mayLook = true;
    await app.reads('Acme', /Sent .*account 1/);
    expect(site.accounts()).toHaveLength(1);
    expect(site.log().filter(isPost)).toHaveLength(1);
  });

  it('is checked by the next run when the app was killed in flight', async () => {
    const site = await server();
    const data = await folder();
    const app = await desk({ folder: data, salesbinder: site.origin });
    await app.connect();
    site.plan(next({ does: 'it', answers: 'its-own', holdMs: 600_000 }, isPost));
    await app.capture({ type: 'Customer', main: { 'Business name': 'Acme', 'E-mail': 'a@acme.example' } });
    await app.reads('Acme', 'Sending');
    await eventually(() => {
      expect(site.accounts()).toHaveLength(1);
    });
    await app.shell.kill();

    const again = await desk({ folder: data, salesbinder: site.origin });
    await again.reads('Acme', /Sent .*account 1/);
    expect(site.accounts()).toHaveLength(1);
    expect(site.log().filter(isPost)).toHaveLength(1);
  });

  it('that never arrived is sent again after it was verified absent', async () => {
    const site = await server();
    const app = await desk({ folder: await folder(), salesbinder: site.origin });
    await app.connect();
    let mayLook = false;
    site.plan(
      firstOf(next(dropBefore, isPost), (request) => (isLook(request) && !mayLook ? dropBefore : null)),
    );
    await app.capture({ type: 'Prospect', main: { 'Business name': 'Acme' } });
    await app.reads('Acme', 'Checking whether it arrived');
    mayLook = true;
    await app.reads('Acme', 'Sent');
    expect(site.accounts()).toHaveLength(1);
  });
});

describe('an account that reads "Saved on this computer"', () => {
  it('is there after the app was killed at once', async () => {
    const site = await server({ faults: { offline: true } });
    const data = await folder();
    const app = await desk({ folder: data, salesbinder: site.origin });
    await app.connect();
    await app.capture({
      type: 'Supplier',
      main: { 'Business name': 'Acme', Phone: '555' },
      note: 'Kept here',
    });
    await app.shell.kill();

    const again = await desk({ folder: data, salesbinder: site.origin });
    await again.reads('Acme', 'Waiting to send');
    await again.open('Acme');
    expect(await again.field('Phone').inputValue()).toBe('555');
    expect(await again.field('Note').inputValue()).toBe('Kept here');
  });

  it('and what was being typed is there again too', async () => {
    const data = await folder();
    const app = await desk({ folder: data });
    await app.practise();
    await app.button('New account').click();
    await app.type({ main: { 'Business name': 'Half typed' } });
    await app.field('Phone').focus();
    await app.page.getByRole('grid', { name: 'Accounts' }).getByText('Half typed').waitFor();
    await app.shell.kill();

    const again = await desk({ folder: data });
    await again.reads('Half typed', 'Draft');
    await again.open('Half typed');
    expect(await again.field('Business name').inputValue()).toBe('Half typed');
  });
});
