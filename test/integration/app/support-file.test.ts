import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { failure } from '../../../electron/practice/replies.ts';
import { DiskError } from '../../../electron/store/disk/disk-error.ts';
import { nodeFiles } from '../../../electron/store/disk/files.ts';
import type { Files } from '../../../electron/store/disk/files.ts';
import { next } from '../../../electron/practice/faults.ts';
import { rig } from '../../support/rig.ts';
import { connected, KEY, must } from '../../support/running-app.ts';

const { server, running } = rig();

const TYPED = {
  ...{ name: 'Blue Harbour Fisheries', email: 'kim@blue-harbour.example', phone: '+1 604 555 0142' },
  ...{ url: 'blue-harbour.example', billingAddress1: '12 Elm Street', billingCity: 'Zürich' },
};

/** What is in the file, by name. */
function unpacked(path: string): Readonly<Record<string, string>> {
  const files = unzipSync(readFileSync(path));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** An app with an account that was sent, one that was refused, and a log. */
async function somebodyInNeed() {
  const site = await server();
  const run = await running({ origin: site.origin });
  await connected(run, true);
  await run.save('local-sent-one', 'customer', TYPED);
  await run.reads('local-sent-one', 'Sent');
  site.plan(next({ does: 'nothing', answers: failure(500, '/customers/Kim.json') }));
  await run.save('local-bad-one', 'prospect', { ...TYPED, name: 'Second Ltd', email: 'no e-mail' });
  await run.reads('local-bad-one', 'Needs you');
  await mkdir(join(run.folder, 'logs'), { recursive: true });
  await writeFile(join(run.folder, 'logs', 'fieldbinder.log'), '2026-11-30T10:00:00Z started 0.1.0 linux\n');
  await writeFile(join(run.folder, 'logs', 'of-another-program.txt'), 'Blue Harbour');
  return run;
}

it('the support file tells how everything stands, and nothing of what was typed or said, nor whose site it is', async () => {
  const run = await somebodyInNeed();
  const { path } = must(await run.app.handlers.saveSupportFile({ withValues: false }));
  expect(dirname(path)).toBe(join(run.folder, 'support'));
  const files = unpacked(path);
  expect(Object.keys(files).toSorted()).toEqual([
    ...['about.json', 'connection.json', 'logs/fieldbinder.log', 'records.json', 'settings.json'],
  ]);
  expect(JSON.parse(files['about.json'] ?? '')).toMatchObject({
    ...{ fieldbinder: '0', in: 'browser', workspace: 'salesbinder', counts: { needsYou: 1 } },
    node: process.versions.node,
  });
  expect(JSON.parse(files['records.json'] ?? '')).toMatchObject([
    { localId: 'local-sent-one', state: { name: 'synced' } },
    { localId: 'local-bad-one', state: { name: 'refused', problem: { what: 'refused', status: 422 } } },
  ]);
  expect(files['logs/fieldbinder.log']).toContain('started');
  const everything = Object.values(files).join('\n').toLowerCase();
  for (const secret of [...Object.values(TYPED), 'Second', 'no e-mail', 'invalid', 'acme', KEY, 'Kim.json']) {
    expect(everything).not.toContain(secret.toLowerCase());
  }
});

it('the support file has what was typed where that was wanted, and no API key even then', async () => {
  const run = await somebodyInNeed();
  const { path } = must(await run.app.handlers.saveSupportFile({ withValues: true }));
  const everything = Object.values(unpacked(path)).join('\n');
  for (const value of [...Object.values(TYPED), 'The provided value is invalid', 'acme']) {
    expect(everything).toContain(value);
  }
  expect(everything).not.toContain(KEY);
});

it('the support file can be had before there is a workspace', async () => {
  const run = await running();
  const files = unpacked(must(await run.app.handlers.saveSupportFile({ withValues: false })).path);
  expect(JSON.parse(files['records.json'] ?? '')).toEqual([]);
  expect(JSON.parse(files['about.json'] ?? '')).toMatchObject({ workspace: null, counts: null });
});

it.each([
  ['does not begin', { create: true }],
  ['is cut short', { create: false }],
])(
  'a disk on which the support file %s is a problem in words, and nothing of it stays',
  async (_, refuses) => {
    const full = (): never => {
      throw new DiskError('ENOSPC', 'write');
    };
    const files: Files = {
      ...nodeFiles,
      async create(path) {
        if (!path.endsWith('.zip')) return nodeFiles.create(path);
        return refuses.create ? full() : { ...(await nodeFiles.create(path)), sync: async () => full() };
      },
    };
    const run = await running({ files });
    expect(await run.app.handlers.saveSupportFile({ withValues: false })).toMatchObject({
      ...{ ok: false, problem: { what: 'storage', reason: 'full' } },
    });
    expect(readdirSync(join(run.folder, 'support'))).toEqual([]);
  },
);
