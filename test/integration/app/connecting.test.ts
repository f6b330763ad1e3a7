import { describe, expect, it } from 'vitest';
import { rig } from '../../support/rig.ts';
import { connected, KEY, must } from '../../support/running-app.ts';

const { server, running } = rig();

describe('connecting', () => {
  it('explains a key of API 3, a wrong key and a wrong address, and opens no workspace for them', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    const { connect, open } = run.app.handlers;
    expect(await connect({ address: 'acme', key: 'sb_live_1', keepKey: false })).toMatchObject({
      problem: { what: 'key', reason: 'v3' },
    });
    expect(await connect({ address: 'acme', key: 'nope', keepKey: false })).toMatchObject({
      problem: { what: 'key', reason: 'refused' },
    });
    expect(await connect({ address: 'https://acme.example', key: KEY, keepKey: false })).toMatchObject({
      problem: { what: 'bad-address' },
    });
    expect(must(await open(null)).workspace).toBeNull();
    expect(await connect({ address: 'https://ACME.salesbinder.com/x', key: KEY, keepKey: false })).toEqual({
      ok: true,
      value: { workspace: { id: 'acme', kind: 'salesbinder' }, checked: 'now' },
    });
  });

  it('without a way there is fine: it is checked later', async () => {
    const site = await server({ faults: { offline: true } });
    const run = await running({ origin: site.origin });
    const made = await run.app.handlers.connect({ address: 'acme', key: KEY, keepKey: false });
    expect(must(made).checked).toBe('later');
  });

  it('keeps each workspace to itself', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    must(await run.app.handlers.setStayOffline({ on: true }));
    await run.save('local-one-1', 'customer', { name: 'One' });
    must(await run.app.handlers.practice(null));
    expect(await run.rows()).toEqual([]);
    must(await run.app.handlers.connect({ address: 'acme', key: KEY, keepKey: false }));
    expect((await run.rows()).map((row) => row.name)).toEqual(['One']);
  });
});

describe('a stand-in for SalesBinder that is not on this computer', () => {
  it('is refused at the start', async () => {
    await expect(running({ origin: 'https://elsewhere.example' })).rejects.toThrow('bad-address');
  });
});
