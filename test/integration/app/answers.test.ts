import { describe, expect, it } from 'vitest';
import { dropAfter, dropBefore, firstOf, next } from '../../../electron/practice/faults.ts';
import type { Row } from '../../../shared/contract/contract.ts';
import type { FaultRule } from '../../../electron/practice/faults.ts';
import { failure, portalPage } from '../../../electron/practice/replies.ts';
import { rig } from '../../support/rig.ts';
import { connected, must } from '../../support/running-app.ts';

const { server, running } = rig();

const isPost = (request: { readonly method: string }): boolean => request.method === 'POST';
const names = (site: Awaited<ReturnType<typeof server>>): readonly string[] =>
  site.accounts().map((account) => account.values.name);

describe('one bad record', () => {
  it('is refused with the reason on its field while twenty others go through, and is mended in place', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await run.save('local-bad-one', 'customer', { name: 'Bad', email: 'not an e-mail' });
    for (let i = 0; i < 20; i += 1)
      await run.save(`local-good-${String(i)}`, 'customer', { name: `Good ${String(i)}` });
    for (let i = 0; i < 20; i += 1) await run.reads(`local-good-${String(i)}`, 'Sent');

    const refused = await run.reads('local-bad-one', 'Needs you: ');
    expect(refused.refusals.email).toBe('The provided value is invalid');
    expect(run.said.badges.at(-1)).toBe(1);

    await run.save('local-bad-one', 'customer', { email: 'good@one.example' });
    await run.reads('local-bad-one', 'Sent');
    expect(names(site)).toHaveLength(21);
    expect(run.said.badges.at(-1)).toBe(0);
  });

  it.each([
    ['500 before it is saved', next({ does: 'nothing', answers: failure(500, '/x.json') }, isPost)],
    ['500 after it was saved', next({ does: 'it', answers: failure(500, '/x.json') }, isPost)],
    ['a line cut before it is saved', next(dropBefore, isPost)],
    ['a line cut after it was saved', next(dropAfter, isPost)],
    ['a page after it was saved', next({ does: 'it', answers: portalPage() }, isPost)],
  ] satisfies [string, FaultRule][])('is there once in the end after %s', async (_, rule) => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    site.plan(rule);
    await run.save('local-first-one', 'prospect', { name: 'First', email: 'f@x.example' });
    await run.save('local-other-one', 'prospect', { name: 'Other' });
    await run.reads('local-other-one', 'Sent');
    await run.reads('local-first-one', 'Sent');
    expect(names(site).toSorted()).toEqual(['First', 'Other']);
  });

  it('that a firewall answers with a page, again and again, needs a person in the end; others go on', async () => {
    const site = await server();
    const run = await running({ origin: site.origin, timeScale: 2_000 });
    await connected(run);
    site.plan((request) =>
      JSON.stringify(request.body).includes('<script>') ? { does: 'nothing', answers: portalPage() } : null,
    );
    await run.save('local-firewall', 'customer', { name: 'A <script> firm' });
    await run.save('local-other-one', 'customer', { name: 'Other' });
    await run.reads('local-other-one', 'Sent');
    await run.reads('local-firewall', 'Needs you: ');
    expect(names(site)).toEqual(['Other']);
    expect((await run.status()).connection).toEqual({ is: 'online' });
  });

  it('that this key may not touch is refused alone when lists answer', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    site.plan(next({ does: 'nothing', answers: failure(403, '/x.json') }, isPost));
    await run.save('local-forbidden', 'supplier', { name: 'Mine' });
    await run.save('local-other-one', 'customer', { name: 'Other' });
    await run.reads('local-other-one', 'Sent');
    const view = await run.reads('local-forbidden', 'Needs you: ');
    expect(view.can.tryAgain).toBe(true);
    must(await run.app.handlers.tryAgain({ localId: 'local-forbidden' }));
    await run.reads('local-forbidden', 'Sent');
  });
});

describe('a look that cannot tell', () => {
  it('asks when SalesBinder keeps something else than was sent, and takes the answer', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await run.until('the download is done', async () => (await run.status()).download.is === 'ready');
    let altered = false;
    const blind: FaultRule = ({ query }) =>
      altered || query['modifiedSince'] === undefined
        ? null
        : { does: 'nothing', answers: failure(500, '/x.json') };
    site.plan(firstOf(next(dropAfter, isPost), blind));
    await run.save('local-altered', 'customer', { name: 'Acme', email: 'info@acme.example' });
    const id = await run.until('it is there', () => Promise.resolve(site.accounts()[0]?.id ?? null));
    await site.edit(id, { name: 'ACME' });
    altered = true;

    const view = await run.reads('local-altered', 'Needs you: ');
    expect(view.candidates.map((one) => one.id)).toEqual([id]);
    must(await run.app.handlers.settleLook({ localId: view.localId, revision: view.revision, remoteId: id }));
    await run.reads('local-altered', 'Sent');
    expect(site.accounts()).toHaveLength(1);
  });
});

describe('an edit of an account made here', () => {
  it('is a conflict when both changed one field; the choice is a new edit', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await run.save('local-one-1', 'customer', { name: 'One', phone: '1', fax: '1' });
    await run.reads('local-one-1', 'Sent');
    // Else a look at what changed might tell of it before it is typed.
    await site.setFaults({ offline: true });
    await site.edit(site.accounts()[0]?.id ?? '', { office_phone: '2', office_fax: '9' });
    await run.save('local-one-1', 'customer', { phone: '3' });
    await site.setFaults({ offline: false });
    const view = await run.reads('local-one-1', 'Needs you: ');
    expect(view.conflict).toEqual([{ key: 'phone', base: '1', mine: '3', theirs: '2' }]);
    expect(site.accounts()[0]?.values.office_phone).toBe('2');

    const choices = { phone: { theirs: '2', value: '4' } };
    must(await run.app.handlers.settleConflict({ localId: 'local-one-1', revision: view.revision, choices }));
    const sent = await run.reads('local-one-1', 'Sent');
    expect(sent.values).toMatchObject({ phone: '4', fax: '9' });
    expect(site.accounts()[0]?.values.office_phone).toBe('4');
  });

  it('whose account was deleted there can be created again with everything that was typed', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await run.save('local-one-1', 'customer', { name: 'One', phone: '1' });
    await run.reads('local-one-1', 'Sent');
    await site.setFaults({ offline: true });
    await site.remove(site.accounts()[0]?.id ?? '');
    await run.save('local-one-1', 'customer', { phone: '2' });
    await site.setFaults({ offline: false });
    const view = await run.reads('local-one-1', 'Needs you: ');
    expect(view.status).toEqual({ is: 'needs-you', why: { because: 'gone' } });
    must(await run.app.handlers.createAgain({ localId: 'local-one-1' }));
    await run.reads('local-one-1', 'Sent');
    expect(site.accounts().map((one) => [one.values.name, one.values.office_phone])).toEqual([['One', '2']]);
  });

  it('whose answer was lost is looked at before it is repeated', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await run.save('local-one-1', 'customer', { name: 'One' });
    await run.reads('local-one-1', 'Sent');
    site.plan(next(dropAfter, (request) => request.method === 'PUT'));
    await run.save('local-one-1', 'customer', { phone: '2' });
    await run.until('sent', async () => {
      const view = await run.view('local-one-1');
      return view.status.is === 'sent' && site.accounts()[0]?.values.office_phone === '2';
    });
    expect(site.log().filter((one) => one.method === 'PUT')).toHaveLength(1);
  });

  it('costs no request when it is discarded before it was sent, and comes back with undo', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    must(await run.app.handlers.setStayOffline({ on: true }));
    await run.save('local-one-1', 'customer', { name: 'One' });
    must(await run.app.handlers.discard({ localId: 'local-one-1' }));
    must(await run.app.handlers.setStayOffline({ on: false }));
    await run.save('local-one-2', 'customer', { name: 'Two' });
    await run.reads('local-one-2', 'Sent');
    await run.reads('local-one-1', 'Discarded');
    expect(names(site)).toEqual(['Two']);
    must(await run.app.handlers.undoDiscard({ localId: 'local-one-1' }));
    await run.reads('local-one-1', 'Sent');
  });
});

describe('"Send everything now"', () => {
  it('writes nothing anew of what is in line already', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    must(await run.app.handlers.setStayOffline({ on: true }));
    const told = new Set<string>();
    const stop = run.app.subscribe((event) => {
      if (event.is !== 'rows') return;
      for (const { localId } of JSON.parse(event.page.rows) as readonly Row[]) told.add(localId);
    });
    const saved = async (localId: string): Promise<void> => {
      await run.save(localId, 'customer', { name: localId });
      await run.until('it is told', () => Promise.resolve(told.has(localId)));
    };
    for (const localId of ['local-one-1', 'local-two-1']) await saved(localId);
    told.clear();
    must(await run.app.handlers.sendNow({ localId: null }));
    await saved('local-three-1');
    stop();
    expect([...told]).toEqual(['local-three-1']);
  });
});
