import { expect, it } from 'vitest';
import type { AccountView } from '../../../shared/contract/account-view.ts';
import { rig } from '../../support/rig.ts';
import { connected, must } from '../../support/running-app.ts';

const { server, running } = rig();

it('comes along with each event that tells of a change of it, and no other account does', async () => {
  const site = await server();
  const run = await running({ origin: site.origin });
  await connected(run);
  const shown: (AccountView | null)[] = [];
  run.app.subscribe((event) => {
    if (event.is === 'rows') shown.push(event.shown);
  });
  // It is on screen before its first save: the window has given it its id.
  must(await run.app.handlers.lookingAt({ localId: 'local-on-screen' }));
  await run.save('local-on-screen', 'customer', { name: 'On screen' });
  await run.save('local-elsewhere', 'customer', { name: 'Elsewhere' });
  await run.reads('local-elsewhere', 'Sent');
  await run.reads('local-on-screen', 'Sent');
  const views = shown.filter((view) => view !== null);
  expect(new Set(views.map(({ localId }) => localId))).toEqual(new Set(['local-on-screen']));
  expect(views[0]).toMatchObject({ revision: 1, values: { name: 'On screen' } });
  expect(views.at(-1)).toEqual(await run.view('local-on-screen'));
  const told = views.length;

  must(await run.app.handlers.lookingAt({ localId: null }));
  await run.save('local-on-screen', 'customer', { phone: '604-555-0199' });
  await run.reads('local-on-screen', 'Sent');
  expect(shown.filter((view) => view !== null)).toHaveLength(told);
});
