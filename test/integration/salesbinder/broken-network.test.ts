import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { MOMENTS } from '../../support/network/moments.ts';
import type { Moment } from '../../support/network/moments.ts';
import { twoNetworks } from '../../support/network/two-networks.ts';
import type { Talker, TwoNetworks } from '../../support/network/two-networks.ts';
import { forgetFolder, newFolder } from '../../support/running-app.ts';

/** More by hand: see test/README.md. */
const LEADS = Number(process.env['LEADS'] ?? 30);
/** Only to end what hangs. Ms. */
const LONGEST = 300_000 + LEADS * 1_000;
const networks = twoNetworks();
const allowed = typeof networks !== 'string';

let folder = '';
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => forgetFolder(folder));
afterAll(async () => {
  if (allowed) await networks.remove();
});

const cables: readonly { readonly moment: Moment; readonly word: 'on' | 'drop' }[] = MOMENTS.flatMap(
  (moment) => [
    { moment, word: 'drop' },
    { moment, word: 'on' },
  ],
);

if (allowed) {
  it(
    `${LEADS} leads each arrive once over a network that loses packets, whose cable is pulled and whose name is gone`,
    () => throughBrokenNetwork(networks),
    LONGEST,
  );
} else {
  // Who may make no networks has none to break; a test that did not run would count as one that failed.
  it('says why there is no network to break', () => {
    expect(networks).toMatch(/^(?:only Linux|this computer) /);
    process.stdout.write(`# broken network: not run, ${networks}\n`);
  });
}

async function throughBrokenNetwork(networks: TwoNetworks): Promise<void> {
  const weather = networks.breakDown();
  const moments = cables.map(({ moment }) => moment);
  const site = networks.start(
    'site',
    new URL('../../support/network/site-process.ts', import.meta.url),
    moments,
  );
  await site.says('ready');
  const app = networks.start('app', new URL('../../support/network/app-process.ts', import.meta.url), [
    folder,
    String(LEADS),
  ]);
  for (const [index, { moment, word }] of cables.entries()) {
    await site.says(`at ${moment}`);
    networks.pullCable();
    site.tell(word);
    if (index === MIDDLE) await withoutName(networks, app, site);
    networks.plugCable();
    // So that a new connection is made, of which the next moment may be the first.
    site.tell('hang up');
  }
  await app.says('settled');
  site.tell('accounts');
  const names = JSON.parse((await site.says('accounts ')).slice('accounts '.length)) as string[];
  expect(names.toSorted(byNumber)).toEqual(Array.from({ length: LEADS }, (_, index) => `Lead ${index + 1}`));
  process.stdout.write(
    `# broken network: ${LEADS} leads, ${cables.length} cables pulled, 0 lost, 0 double; a network that ${weather} (${networks.lost()} packets)\n`,
  );
}

/** About where half of the moments are over. */
const MIDDLE = cables.length / 2;

async function withoutName(networks: TwoNetworks, app: Talker, site: Talker): Promise<void> {
  networks.knowName(false);
  networks.plugCable();
  site.tell('hang up');
  await app.says('held unreachable');
  networks.knowName(true);
  await app.says('online');
}

function byNumber(a: string, b: string): number {
  return Number(a.slice(5)) - Number(b.slice(5));
}
