import { describe, expect, it } from 'vitest';
import { failure } from '../../../electron/practice/replies.ts';
import { rig } from '../../support/rig.ts';
import { connected, must } from '../../support/running-app.ts';

const { server, running } = rig();

const isPost = (request: { readonly method: string }): boolean => request.method === 'POST';
const names = (site: Awaited<ReturnType<typeof server>>): readonly string[] =>
  site.accounts().map((account) => account.values.name);

describe('what stops everything', () => {
  it('is a portal, said in words; nothing reads "Sent" and all goes out afterwards', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await site.setFaults({ answer: 'portal' });
    for (const id of ['local-one-1', 'local-one-2', 'local-one-3'])
      await run.save(id, 'customer', { name: id });
    const { connection } = await run.until('it is held', async () => {
      const status = await run.status();
      return status.connection.is === 'held' ? status : null;
    });
    expect(connection).toMatchObject({ problem: { what: 'portal' } });
    expect((await run.rows()).filter((row) => row.status.is === 'sent')).toEqual([]);

    await site.setFaults({ answer: 'normal' });
    for (const id of ['local-one-1', 'local-one-2', 'local-one-3']) await run.reads(id, 'Sent');
    expect(names(site).toSorted()).toEqual(['local-one-1', 'local-one-2', 'local-one-3']);
  });

  it('is a key that was revoked; a new one lets the queue go on', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    site.setKey('another-key-of-salesbinder');
    await run.save('local-one-1', 'customer', { name: 'One' });
    await run.save('local-one-2', 'customer', { name: 'Two' });
    await run.until('it asks for the key', async () => {
      const { connection } = await run.status();
      return connection.is === 'held' && connection.problem.what === 'key' && connection.until === null;
    });
    await run.reads('local-one-1', 'Waiting to send');
    await run.reads('local-one-2', 'Waiting to send');
    // None, if it was a look at what changed there that found out.
    expect(site.log().filter(isPost).length).toBeLessThanOrEqual(1);

    const wrong = await run.app.handlers.giveKey({ key: 'wrong', keepKey: false });
    expect(wrong).toEqual({ ok: false, problem: { what: 'key', reason: 'refused' } });
    must(await run.app.handlers.giveKey({ key: 'another-key-of-salesbinder', keepKey: false }));
    await run.reads('local-one-1', 'Sent');
    await run.reads('local-one-2', 'Sent');
  });

  it('is SalesBinder in trouble: one create is at risk, not a whole queue', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await site.setFaults({ answer: '500' });
    for (let i = 0; i < 5; i += 1)
      await run.save(`local-one-${String(i)}`, 'customer', { name: `N${String(i)}` });
    await run.until('it is held', async () => (await run.status()).connection.is === 'held');
    expect(site.log().filter(isPost).length).toBeLessThanOrEqual(1);
    await site.setFaults({ answer: 'normal' });
    for (let i = 0; i < 5; i += 1) await run.reads(`local-one-${String(i)}`, 'Sent');
    expect(site.accounts()).toHaveLength(5);
  });

  it('is "stay offline", until it is lifted', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    must(await run.app.handlers.setStayOffline({ on: true }));
    const before = site.log().length;
    await run.save('local-one-1', 'customer', { name: 'One' });
    await run.reads('local-one-1', 'Waiting to send');
    expect((await run.status()).connection).toEqual({ is: 'stay-offline' });
    // One look at what changed there may have been on its way already.
    expect(site.log().length).toBeLessThanOrEqual(before + 1);
    expect(site.log().filter(isPost)).toEqual([]);
    must(await run.app.handlers.setStayOffline({ on: false }));
    await run.reads('local-one-1', 'Sent');
  });
});

describe('a type that this key may not touch', () => {
  it('waits, while others go on, and is tried again by itself', async () => {
    const site = await server();
    const run = await running({ origin: site.origin, timeScale: 1_000 });
    await connected(run);
    let forbidden = true;
    site.plan((request) => {
      const about = JSON.stringify([request.query, request.body]);
      const supplier = about.includes('"contextId":"10"') || about.includes('"context_id":"10"');
      return supplier && forbidden ? { does: 'nothing', answers: failure(403, '/x.json') } : null;
    });
    await run.save('local-supplier', 'supplier', { name: 'Supplier' });
    await run.save('local-customer', 'customer', { name: 'Customer' });
    await run.reads('local-customer', 'Sent');
    // How long each hold lasts is tried in virtual time: here it may be over, and begin again, at any moment.
    await run.until('it waits for the right to suppliers', async () => {
      const { status } = await run.view('local-supplier');
      return status.is === 'waiting' && status.problem?.what === 'forbidden';
    });
    forbidden = false;
    await run.reads('local-supplier', 'Sent');
    expect(site.accounts()).toHaveLength(2);
  });
});
