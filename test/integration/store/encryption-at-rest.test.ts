import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Files } from '../../../electron/store/disk/files.ts';
import { nodeFiles } from '../../../electron/store/disk/files.ts';
import { rig } from '../../support/rig.ts';
import { connected, must } from '../../support/running-app.ts';
import type { RunningApp } from '../../support/running-app.ts';
import { sealedFiles } from '../../support/sealed-files.ts';

const { server, running } = rig();

/** Says which process has the folder, and nothing of a person's. */
const LOCKS = ['lock', 'lock.gate', 'lock.owner'];

it('could lie in the one port to the disk: every byte of a person’s data goes through it', async () => {
  const plain = await filled(nodeFiles);
  const words = new Set((await textsIn(plain.folder)).flatMap(wordsOf));
  // Typed, downloaded, chosen in the settings, and the names of the stored keys.
  for (const word of [
    'Zappelphilipp',
    'Unverwechselbar',
    'Downloaded',
    'singleKeys',
    'revision',
    'Outfitters',
  ])
    expect([...words]).toContain(word);

  const sealed = await filled(sealedFiles);
  expect((await textsIn(sealed.folder)).flatMap(wordsOf).filter((word) => words.has(word))).toEqual([]);

  const again = await running({ folder: sealed.folder, files: sealedFiles });
  must(await again.app.handlers.connect({ address: 'acme', key: 'k', keepKey: false }));
  expect((await again.view('local-typed')).values.name).toBe('Zappelphilipp');
  expect((await again.view('local-draft')).draft?.changed.name?.to).toBe('Unverwechselbar');
});

/** A folder with something in each kind of file, left as it is on the disk. */
async function filled(files: Files): Promise<RunningApp> {
  const site = await server();
  const run = await running({ files, origin: site.origin });
  await connected(run, false);
  const { handlers } = run.app;
  await run.save('local-downloaded', 'customer', { name: 'Downloaded' });
  await run.reads('local-downloaded', 'Sent');
  must(await handlers.setStayOffline({ on: true }));
  must(await handlers.setSingleKeys({ on: false }));
  await run.save('local-typed', 'customer', { name: 'Zappelphilipp' });
  const changed = { name: { from: '', to: 'Unverwechselbar' } };
  must(
    await handlers.keepDraft({
      ...{ localId: 'local-draft', openedAtRevision: 0, type: 'customer', changed, note: null },
    }),
  );
  must(await handlers.practice(null));
  await run.stop();
  return run;
}

async function textsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !LOCKS.includes(basename(entry.name)));
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
}

/** Long enough not to turn up by chance. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[A-Za-z]{7,}/g) ?? [];
}
