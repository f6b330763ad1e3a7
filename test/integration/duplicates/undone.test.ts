import { describe, expect, it } from 'vitest';
import { historyWords } from '../../../shared/words/en/history.ts';
import { oldSite } from '../../support/mirror.ts';
import { rig } from '../../support/rig.ts';
import { connected, must } from '../../support/running-app.ts';
import type { RunningApp } from '../../support/running-app.ts';

const { server, running } = rig();

const NEW = { name: 'ACME Inc.', email: 'a@acme.example', phone: '5' };

/** Offline: a new account was typed, and added to the one that was downloaded. @returns that one's local id */
async function added(run: RunningApp): Promise<string> {
  await connected(run);
  await run.until('one account is here', async () => {
    const { download } = await run.status();
    return download.is === 'ready' && download.accounts === 1;
  });
  must(await run.app.handlers.setStayOffline({ on: true }));
  const [row] = await run.rows();
  await run.save('local-new-one', 'customer', NEW);
  const into = row?.localId ?? '';
  must(await run.app.handlers.mergeInto({ localId: 'local-new-one', into }));
  return into;
}

describe('"Add to it", undone', () => {
  const words = async (run: RunningApp, localId: string): Promise<readonly string[]> =>
    (await run.view(localId)).history.map(historyWords);

  it('leaves nothing of it in the other account, when that was not sent', async () => {
    const site = await server({ saved: oldSite(['Acme, Inc']) });
    const run = await running({ origin: site.origin });
    const into = await added(run);
    must(await run.app.handlers.undoDiscard({ localId: 'local-new-one' }));
    expect((await run.view(into)).values).toMatchObject({ email: '', phone: '1000' });
    must(await run.app.handlers.setStayOffline({ on: false }));
    await run.reads('local-new-one', 'Sent');
    expect(
      site.accounts().map(({ values }) => [values.name, values.office_email, values.office_phone]),
    ).toEqual([
      ['Acme, Inc', '', '1000'],
      ['ACME Inc.', 'a@acme.example', '5'],
    ]);
    expect(site.log().filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  it('says what stays in the other account, when it was sent', async () => {
    const site = await server({ saved: oldSite(['Acme, Inc']) });
    const run = await running({ origin: site.origin });
    const into = await added(run);
    must(await run.app.handlers.setStayOffline({ on: false }));
    await run.reads(into, 'Sent');
    must(await run.app.handlers.undoDiscard({ localId: 'local-new-one' }));
    await run.reads('local-new-one', 'Sent');
    expect(await words(run, 'local-new-one')).toContain(
      'These values stay in “Acme, Inc” because they may already have been sent (E-mail and Phone). Edit it to remove them.',
    );
    expect((await run.view(into)).values).toMatchObject({ email: 'a@acme.example', phone: '5' });
    expect(site.accounts()).toHaveLength(2);
  });
});
