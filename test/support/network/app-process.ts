/**
 * A Fieldbinder of its own that enters leads and sends them to SITE_NAME. Says `held` and `online` as its connection
 * changes, and `settled` once nothing waits any more. Arguments: the folder, how many leads.
 */
import { startApp } from '../../../electron/app/app.ts';
import { nodeFetch } from '../../../electron/browser/fetch.ts';
import { KEY, must } from '../running-app.ts';
import { SITE_NAME } from './two-networks.ts';

const [folder = '', leads = '0'] = process.argv.slice(2);
const app = must(
  await startApp({
    folder,
    timeScale: 100,
    salesbinderOrigin: null,
    limits: [{ requests: 1_000, within: 1_000 }],
    host: {
      kind: 'browser',
      version: '0',
      secrets: {
        kind: 'keystore',
        opened: Promise.resolve(),
        read: () => Promise.resolve(KEY),
        keep: () => Promise.resolve(),
      },
      // The one thing that is not as it is for a person: another name, and no certificate.
      fetch: (input, init, assertMayLeave) => {
        const to = (url: string): string => url.replace(/^https:\/\/[^/]+/, `http://${SITE_NAME}`);
        return input instanceof Request
          ? nodeFetch(new Request(to(input.url), input), init, assertMayLeave)
          : nodeFetch(to(String(input)), init, assertMayLeave);
      },
      notify: () => undefined,
      badge: () => undefined,
      openLink: () => undefined,
    },
  }),
);
const { handlers } = app;
let entered = false;
let last = '';

async function look(): Promise<void> {
  const { status } = must(await handlers.open(null));
  if (status === null) return;
  const { connection, counts } = status;
  if (connection.is !== last && (connection.is === 'held' || connection.is === 'online')) {
    last = connection.is;
    console.log(connection.is === 'held' ? `held ${connection.problem.what}` : 'online');
  }
  const { waiting, sending, checking, needsYou } = counts;
  if (entered && waiting + sending + checking + needsYou === 0) console.log('settled');
  if (needsYou > 0) console.log('asks');
}

app.subscribe(() => void look());
must(await handlers.connect({ address: 'acme', key: KEY, keepKey: true }));
for (let number = 1; number <= Number(leads); number += 1) {
  const changed = {
    name: { from: '', to: `Lead ${number}` },
    email: { from: '', to: `lead-${number}@fair.example` },
  };
  const localId = `local-lead-${number}`;
  must(await handlers.saveAccount({ localId, openedAtRevision: 0, type: 'prospect', changed, note: null }));
}
entered = true;
await look();
