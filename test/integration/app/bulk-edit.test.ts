import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetFolder, must, newFolder, runApp } from '../../support/running-app.ts';

let folder = '';
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => forgetFolder(folder));

it('edits one field of many accounts, entered here and downloaded, puts it back, and lets unsaved text be', async () => {
  const running = await runApp({ folder });
  const { handlers } = running.app;
  must(await handlers.setStayOffline({ on: false }));
  must(await handlers.practice(null));
  const downloaded = await running.until('the practice accounts are here', async () => {
    const rows = (await running.rows()).filter(({ status }) => status.is === 'in-salesbinder');
    return rows.length > 10 ? rows : null;
  });
  must(await handlers.setStayOffline({ on: true }));
  await running.save('acme-here', 'customer', { name: 'Acme', url: 'acme.example' });
  await running.save('typed-here', 'customer', { name: 'Typed', url: 'typed.example' });
  const unsaved = { localId: 'typed-here', openedAtRevision: 1, type: 'customer', changed: {} } as const;
  must(await handlers.keepDraft({ ...unsaved, note: 'call back' }));
  const localIds = ['acme-here', 'typed-here', ...downloaded.slice(0, 8).map(({ localId }) => localId)];
  const before = await Promise.all(localIds.map(async (localId) => (await running.view(localId)).values.url));
  const asked = { localIds, key: 'url', to: 'fair.example' } as const;

  expect(must(await handlers.planEdit(asked))).toEqual({ changing: 9, same: 0, left: 1 });
  const { changed } = must(await handlers.editMany(asked));
  expect(changed).toHaveLength(9);
  for (const { localId } of changed) expect((await running.view(localId)).values.url).toBe('fair.example');
  expect((await running.view('typed-here')).draft?.note).toBe('call back');
  expect(must(await handlers.planEdit(asked))).toEqual({ changing: 0, same: 9, left: 1 });

  // Somebody goes on with one of them before it is undone: that stays.
  await running.save('acme-here', 'customer', { url: 'later.example' });
  expect(must(await handlers.undoEditMany({ key: 'url', to: asked.to, changed }))).toEqual({ count: 8 });
  const after = await Promise.all(localIds.map(async (localId) => (await running.view(localId)).values.url));
  expect(after).toEqual(['later.example', ...before.slice(1)]);
  await running.stop();
});
