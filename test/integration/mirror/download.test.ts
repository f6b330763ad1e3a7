import { describe, expect, it } from 'vitest';
import { dropAfter, next } from '../../../electron/practice/faults.ts';
import { many, oldSite } from '../../support/mirror.ts';
import { rig } from '../../support/rig.ts';
import { connected, must } from '../../support/running-app.ts';
import type { RunningApp } from '../../support/running-app.ts';

const { server, running } = rig();

const ready = (run: RunningApp, accounts: number) =>
  run.until(`${String(accounts)} accounts are here`, async () => {
    const { download } = await run.status();
    return download.is === 'ready' && download.accounts === accounts ? download : null;
  });

const idOf = async (run: RunningApp, name: string): Promise<string> =>
  run.until(`${name} is in the list`, async () => {
    const row = (await run.rows()).find((one) => one.name === name);
    return row?.localId ?? null;
  });

describe('the download', () => {
  it('brings every account, 200 a page, and shows each as being in SalesBinder', async () => {
    const site = await server({ saved: oldSite(many(450)) });
    const run = await running({ origin: site.origin });
    await connected(run);
    await ready(run, 450);
    const rows = await run.rows();
    expect(rows).toHaveLength(450);
    expect(new Set(rows.map((row) => row.status.is))).toEqual(new Set(['in-salesbinder']));
    const pages = site
      .log()
      .filter((one) => one.query['pageLimit'] === '200' && one.query['contextId'] === '2');
    expect(pages.filter((one) => one.query['modifiedSince'] === undefined)).toHaveLength(3);
  });

  it('goes on at its page after the app was closed half-way', async () => {
    const site = await server({ saved: oldSite(many(900)) });
    site.plan((request) => (request.query['page'] === '3' ? { does: 'nothing', answers: 'never' } : null));
    const first = await running({ origin: site.origin });
    await connected(first);
    await first.until('two pages are here', async () => {
      const { download } = await first.status();
      return download.is === 'running' && download.done === 400 && download.of === 900;
    });
    await first.app.close();
    site.plan(null);
    const before = site.log().length;
    const again = await running({ origin: site.origin, folder: first.folder, secrets: first.secrets });
    await ready(again, 900);
    const asked = site
      .log()
      .slice(before)
      .filter(({ query }) => query['modifiedSince'] === undefined);
    const pages = asked.filter(({ query }) => query['pageLimit'] === '200' && query['contextId'] === '2');
    const customers = pages.filter(({ path }) => path.includes('customers'));
    expect(customers.map(({ query }) => query['page'])).toEqual(['3', '4', '5']);
  });

  it('takes over what changed, what is new and what was deleted there', async () => {
    const site = await server({ saved: oldSite(['One', 'Two', 'Three']) });
    const run = await running({ origin: site.origin });
    await connected(run);
    await ready(run, 3);
    const [one, two] = site.accounts();
    await site.edit(one?.id ?? '', { office_phone: '77' });
    await site.remove(two?.id ?? '');
    must(await run.app.handlers.sendNow({ localId: null }));
    await ready(run, 2);
    // A look that was under way meanwhile may have seen only what was deleted.
    const id = await idOf(run, 'One');
    await run.until('the change is here', async () => (await run.view(id)).values.phone === '77');
  });

  it('keeps what is on screen although it was deleted there, so that what is typed next can be saved', async () => {
    const site = await server({ saved: oldSite(['One', 'Two']) });
    const run = await running({ origin: site.origin });
    await connected(run);
    await ready(run, 2);
    const id = await idOf(run, 'One');
    must(await run.app.handlers.lookingAt({ localId: id }));
    await site.remove(site.accounts()[0]?.id ?? '');
    const before = site.log().length;
    must(await run.app.handlers.sendNow({ localId: null }));
    // The next type is asked for once this one's lines are dealt with.
    await run.until('the log was read', () => {
      const read = site.log().slice(before);
      return Promise.resolve(read.filter(({ path }) => path.includes('deleted_log')).length > 1);
    });
    await run.save(id, 'customer', { phone: '5' });
    await run.until('its person is asked', async () => {
      const { status } = await run.view(id);
      return status.is === 'needs-you' && status.why.because === 'gone';
    });
    expect((await run.view(id)).values).toMatchObject({ name: 'One', phone: '5' });
  });

  it('keeps a prospect that became a customer under its local id', async () => {
    const site = await server({ saved: oldSite(['Prospect'], 8) });
    const run = await running({ origin: site.origin });
    await connected(run);
    await ready(run, 1);
    const id = await idOf(run, 'Prospect');
    await site.makeCustomer(site.accounts()[0]?.id ?? '');
    must(await run.app.handlers.sendNow({ localId: null }));
    await run.until('a customer', async () => (await run.view(id)).type === 'customer');
    must(await run.app.handlers.sendNow({ localId: null }));
    await ready(run, 1);
  });

  it('begins anew on demand and leaves what was typed here alone', async () => {
    const site = await server({ saved: oldSite(['One', 'Two']) });
    const run = await running({ origin: site.origin });
    await connected(run);
    await ready(run, 2);
    must(await run.app.handlers.setStayOffline({ on: true }));
    await run.save('local-new-one', 'customer', { name: 'New' });
    const one = await idOf(run, 'One');
    await run.save(one, 'customer', { phone: '5' });
    must(await run.app.handlers.downloadAgain(null));
    expect((await run.rows()).map((row) => row.name).toSorted()).toEqual(['New', 'One']);
    must(await run.app.handlers.setStayOffline({ on: false }));
    await run.reads('local-new-one', 'Sent');
    await run.reads(one, 'Sent');
    await ready(run, 3);
    expect(site.accounts().map((account) => account.values.office_phone)).toEqual(['5', '1001', '']);
  });
});

describe('a downloaded account', () => {
  it('is edited without a connection, and what others changed meanwhile stays', async () => {
    const site = await server({ saved: oldSite(['One', 'Two']) });
    const run = await running({ origin: site.origin });
    await connected(run);
    await ready(run, 2);
    await site.setFaults({ offline: true });
    const id = await idOf(run, 'One');
    await run.save(id, 'customer', { phone: '5' });
    await run.reads(id, 'Waiting to send');
    const [one] = site.accounts();
    await site.edit(one?.id ?? '', { office_fax: '9' });
    await site.setFaults({ offline: false });
    const view = await run.reads(id, 'Sent');
    expect(view.values).toMatchObject({ phone: '5', fax: '9', billingCity: 'Vancouver' });
    expect(
      site
        .log()
        .filter((request) => request.method === 'PUT')
        .map((request) => request.body),
    ).toEqual([{ customer: { office_phone: '5' } }]);
    expect((await run.rows()).filter((row) => row.name === 'One')).toHaveLength(1);
  });

  it('is in conflict where both changed one field, and the other side is not overwritten', async () => {
    const site = await server({ saved: oldSite(['One', 'Two']) });
    const run = await running({ origin: site.origin });
    await connected(run);
    await ready(run, 2);
    must(await run.app.handlers.setStayOffline({ on: true }));
    const id = await idOf(run, 'One');
    await run.save(id, 'customer', { phone: '5', fax: '6' });
    await site.edit(site.accounts()[0]?.id ?? '', { office_phone: '8' });
    must(await run.app.handlers.setStayOffline({ on: false }));
    const view = await run.reads(id, 'Needs you');
    expect(view.conflict).toEqual([{ key: 'phone', base: '1000', mine: '5', theirs: '8' }]);
    expect(site.accounts()[0]?.values).toMatchObject({ office_phone: '8', office_fax: '' });
  });

  it('that was created here keeps its local id and appears once', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    site.plan(next(dropAfter, (request) => request.method === 'POST'));
    await run.save('local-new-one', 'customer', { name: 'New' });
    await run.reads('local-new-one', 'Sent');
    must(await run.app.handlers.sendNow({ localId: null }));
    await ready(run, 1);
    expect((await run.rows()).map((row) => row.localId)).toEqual(['local-new-one']);
  });

  it('takes in what was typed into an unsent one, which is discarded and can come back', async () => {
    const site = await server({ saved: oldSite(['Acme, Inc']) });
    const run = await running({ origin: site.origin });
    await connected(run);
    await ready(run, 1);
    must(await run.app.handlers.setStayOffline({ on: true }));
    await run.save('local-new-one', 'customer', { name: 'ACME Inc.', email: 'a@acme.example' });
    const into = await idOf(run, 'Acme, Inc');
    must(await run.app.handlers.mergeInto({ localId: 'local-new-one', into }));
    expect((await run.view('local-new-one')).status.is).toBe('discarded');
    must(await run.app.handlers.setStayOffline({ on: false }));
    await run.reads(into, 'Sent');
    expect(
      site.accounts().map(({ values }) => [values.name, values.office_email, values.office_phone]),
    ).toEqual([['Acme, Inc', 'a@acme.example', '1000']]);
  });
});

describe('two installations on one site', () => {
  it('converge: what one sends, the other takes over', async () => {
    const site = await server({ saved: oldSite(['One', 'Two']) });
    const here = await running({ origin: site.origin });
    const there = await running({ origin: site.origin });
    await connected(here);
    await connected(there);
    await ready(here, 2);
    await ready(there, 2);
    const id = await idOf(here, 'One');
    await here.save(id, 'customer', { phone: '5' });
    await there.save(id, 'customer', { fax: '6' });
    await here.save('local-from-here', 'supplier', { name: 'From here' });
    for (const run of [here, there]) {
      await run.until('both have it all', async () => {
        must(await run.app.handlers.sendNow({ localId: null }));
        const { values } = await run.view(id);
        const names = (await run.rows()).map((row) => row.name);
        return (
          values.phone === '5' && values.fax === '6' && names.includes('From here') && names.length === 3
        );
      });
    }
  });
});
