import { describe, expect, it } from 'vitest';
import { derivedId } from '../../../electron/mirror/derived-id.ts';
import { dropAfter, firstOf, next } from '../../../electron/practice/faults.ts';
import type { FaultRule } from '../../../electron/practice/faults.ts';
import { failure } from '../../../electron/practice/replies.ts';
import { rig } from '../../support/rig.ts';
import { connected, must } from '../../support/running-app.ts';

const { server, running } = rig();

describe('a lost create whose account is downloaded, and edited, before a look can find it', () => {
  it('is one account and one row in the end, with what was typed into either', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    await connected(run);
    await run.until('the download is done', async () => (await run.status()).download.is === 'ready');
    let blind = true;
    // Neither a look nor a look at what changed gets an answer; the whole download does.
    const changes: FaultRule = ({ query }) =>
      blind && query['modifiedSince'] !== undefined
        ? { does: 'nothing', answers: failure(500, '/x.json') }
        : null;
    site.plan(
      firstOf(
        next(dropAfter, ({ method }) => method === 'POST'),
        changes,
      ),
    );
    await run.save('local-acme', 'customer', { name: 'Acme', email: 'a@acme.example', phone: '1' });
    const id = await run.until('it is there', () => Promise.resolve(site.accounts()[0]?.id ?? null));
    await run.reads('local-acme', 'Checking');
    must(await run.app.handlers.downloadAgain(null));
    await run.until('it is here', async () =>
      (await run.rows()).some((row) => row.localId === derivedId(id)),
    );

    await run.save(derivedId(id), 'customer', { name: 'Zenith', email: 'z@zenith.example' });
    await run.until('the edit is there', () => Promise.resolve(site.accounts()[0]?.values.name === 'Zenith'));
    blind = false;

    const view = await run.reads('local-acme', 'Sent');
    expect(view).toMatchObject({ remoteId: id, values: { name: 'Zenith', phone: '1' } });
    expect((await run.rows()).map((row) => row.localId)).toEqual(['local-acme']);
    expect(site.log().filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
