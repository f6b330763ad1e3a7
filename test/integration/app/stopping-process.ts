/**
 * A Fieldbinder of its own that enters accounts and sends them, and stops (as a laptop falls asleep) at one moment.
 * Prints `stopping`, `settled` and, when another process has its folder, the words for that; quits at SIGTERM.
 * Arguments: the folder, SalesBinder's origin, how many accounts it enters, when it stops (`never`; `write N`: right
 * after the outbox's Nth write is durable; `create N`: when the Nth POST was let go and is about to be written).
 */
import { subscribe as subscribeTo } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { startApp } from '../../../electron/app/app.ts';
import { nodeFetch } from '../../../electron/browser/fetch.ts';
import { nodeFiles } from '../../../electron/store/disk/files.ts';
import type { Files, OpenFile } from '../../../electron/store/disk/files.ts';
import { problemWords } from '../../../shared/words/en/problem.ts';
import { KEY } from '../../support/running-app.ts';

const [folder = '', origin = '', accounts = '0', moment = 'never'] = process.argv.slice(2);
const say = (line: string): number => writeSync(1, `${line}\n`);
const counts = { write: 0, create: 0 };
let entered = false;

function mayStop(at: keyof typeof counts): void {
  if (!entered) return;
  counts[at] += 1;
  if (moment !== `${at} ${counts[at]}`) return;
  say('stopping');
  process.kill(process.pid, 'SIGSTOP');
}

function stopping(file: OpenFile, path: string): OpenFile {
  return {
    ...file,
    async syncData() {
      await file.syncData();
      if (path.includes('outbox')) mayStop('write');
    },
  };
}

const files: Files = {
  ...nodeFiles,
  create: async (path) => stopping(await nodeFiles.create(path), path),
  open: async (path) => stopping(await nodeFiles.open(path), path),
};

subscribeTo('undici:request:create', (message) => {
  if ((message as { readonly request: { readonly method: string } }).request.method === 'POST')
    mayStop('create');
});

const started = await startApp({
  folder,
  files,
  timeScale: 200,
  salesbinderOrigin: origin,
  limits: [{ requests: 15, within: 1_000 }],
  host: {
    kind: 'browser',
    version: '0',
    secrets: {
      kind: 'keystore',
      opened: Promise.resolve(),
      read: () => Promise.resolve(KEY),
      keep: () => Promise.resolve(),
    },
    fetch: nodeFetch,
    notify: () => undefined,
    badge: () => undefined,
    openLink: () => undefined,
  },
});
if (!started.ok) throw new Error(JSON.stringify(started.problem));
const { handlers, subscribe, close } = started.value;
process.once('SIGTERM', () => void close().then(() => process.exit(0)));
const told = new Set<string>();

async function look(): Promise<void> {
  const opened = await handlers.open(null);
  const status = opened.ok ? opened.value.status : null;
  if (status === null) return;
  const { connection, counts } = status;
  const lost = connection.is === 'held' && connection.problem.what === 'storage' ? connection.problem : null;
  const rests = counts.waiting + counts.sending + counts.checking + counts.needsYou === 0;
  const line = lost === null ? (entered && rests ? 'settled' : null) : problemWords(lost);
  if (line !== null && !told.has(line)) say(line);
  if (line !== null) told.add(line);
}

subscribe(() => void look());
const connected = await handlers.connect({ address: 'acme', key: KEY, keepKey: true });
if (!connected.ok) throw new Error(JSON.stringify(connected.problem));
// Entered before anything is sent: each write that is counted has no request under way beside it.
await handlers.setStayOffline({ on: true });
for (let number = 1; number <= Number(accounts); number += 1) {
  await handlers.saveAccount({
    localId: `local-account-${number}`,
    openedAtRevision: 0,
    type: 'customer',
    changed: { name: { from: '', to: `Firm ${number}` } },
    note: null,
  });
}
entered = true;
await handlers.setStayOffline({ on: false });
await look();
setInterval(() => undefined, 60_000);
