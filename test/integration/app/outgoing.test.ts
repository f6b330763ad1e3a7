import { describe, expect, it } from 'vitest';
import { dropAfter, next } from '../../../electron/practice/faults.ts';
import { connected } from '../../support/running-app.ts';
import { rig } from '../../support/rig.ts';

const { server, running } = rig();

const ids = { customer: 'local-customer', prospect: 'local-prospect', supplier: 'local-supplier' } as const;

describe('what was captured', () => {
  it('waits while SalesBinder is out of reach, and goes out as typed when it is there', async () => {
    const site = await server({ faults: { offline: true } });
    const run = await running({ origin: site.origin });
    await connected(run);
    await run.save(ids.customer, 'customer', {
      name: 'Müller & Söhne',
      email: 'a@b.example',
      phone: '(604) 555-5555',
    });
    await run.save(ids.prospect, 'prospect', { name: 'Prospect Ltd' });
    await run.save(ids.supplier, 'supplier', { name: 'Supplier Inc', fax: '' });
    for (const id of Object.values(ids)) await run.reads(id, 'Waiting to send');
    expect(site.accounts()).toEqual([]);

    await site.setFaults({ offline: false });
    for (const id of Object.values(ids)) await run.reads(id, 'Sent');

    expect(site.accounts().map(({ values, contextId }) => [values.name, contextId])).toEqual([
      ['Müller & Söhne', 2],
      ['Prospect Ltd', 8],
      ['Supplier Inc', 10],
    ]);
    expect(site.accounts()[0]?.values).toMatchObject({
      office_email: 'a@b.example',
      office_phone: '(604) 555-5555',
    });
    expect(site.log().filter((one) => one.method === 'POST')).toHaveLength(3);
  });

  it('is edited with a PUT of only what changed, after a look at what is there', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await run.save(ids.customer, 'customer', { name: 'Acme', email: 'a@b.example' });
    await run.reads(ids.customer, 'Sent');
    const [account] = site.accounts();
    await site.edit(account?.id ?? '', { billing_city: 'Vancouver' });

    await run.save(ids.customer, 'customer', { phone: '1' });
    await run.until('it is there', () => Promise.resolve(site.accounts()[0]?.values.office_phone === '1'));
    const view = await run.reads(ids.customer, 'Sent');

    expect(view.values).toMatchObject({ name: 'Acme', phone: '1', billingCity: 'Vancouver' });
    const puts = site.log().filter((one) => one.method === 'PUT');
    expect(puts.map((one) => one.body)).toEqual([{ customer: { office_phone: '1' } }]);
  });

  it('is verified before it is sent again when the answer was lost', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    site.plan(next(dropAfter, (request) => request.method === 'POST'));
    await run.save(ids.customer, 'customer', { name: 'Acme', email: 'a@b.example' });
    await run.reads(ids.customer, 'Sent');
    expect(site.accounts()).toHaveLength(1);
    expect((await run.view(ids.customer)).number).toBe(site.accounts()[0]?.number);
    expect(site.log().filter((one) => one.method === 'POST')).toHaveLength(1);
  });
});
