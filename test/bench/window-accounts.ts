import { join } from 'node:path';
import { blankValues } from '../../electron/practice/fields.ts';
import type { SavedSite } from '../../electron/practice/keeper.ts';
import { keysFile } from '../../electron/shell/keys-file.ts';
import { nodeFiles } from '../../electron/store/disk/files.ts';
import { mirroredKey, openMirrorStore } from '../../electron/store/schemas/mirror-store.ts';
import type { Mirrored } from '../../electron/store/schemas/mirror-store.ts';
import { realPacer } from '../../electron/store/disk/pacer.ts';
import { DEFAULT_SETTINGS, openSettings, SETTINGS } from '../../electron/store/schemas/settings-store.ts';
import type { Result } from '../../shared/problem.ts';
import { ACCOUNT_TYPES, CONTEXTS } from '../../shared/account.ts';
import { KEY } from '../support/desk-page.ts';

const WORKSPACE = 'acme';
const SLICE = 2_000;

/** Fills a data folder, through the true stores, with so many downloaded accounts; it stays offline at first. */
export async function fillFolder(folder: string, accounts: number): Promise<void> {
  const place = { files: nodeFiles, pacer: realPacer, folder };
  const settings = must(await openSettings(place)).collection;
  const row = {
    ...DEFAULT_SETTINGS,
    workspace: WORKSPACE,
    workspaces: [{ id: WORKSPACE }],
    stayOffline: true,
  };
  must(await settings.commit([{ put: SETTINGS, row }]));
  await settings.close();
  await keysFile(join(folder, 'keys.json'), { is: 'plain' }).keep(WORKSPACE, KEY, true);

  const mirror = must(await openMirrorStore({ ...place, folder: join(folder, 'workspaces', WORKSPACE) }));
  for (let from = 0; from < accounts; from += SLICE) {
    const slice = Array.from({ length: Math.min(SLICE, accounts - from) }, (_, at) => accountOf(from + at));
    const puts = slice.map((mirrored) => ({
      put: mirroredKey(mirrored.account.id),
      row: { kind: 'account' as const, mirrored },
    }));
    must(await mirror.collection.commit(puts));
  }
  await mirror.collection.close();
}

/** A site that has (the first many of) the same accounts, each changed since; enough for a download of a minute. */
export function siteOfSame(accounts: number): SavedSite {
  const now = Math.floor(Date.now() / 1_000);
  const same = Array.from({ length: Math.min(accounts, 10_000) }, (_, index) => {
    const { account } = accountOf(index);
    return {
      id: account.id,
      number: index + 1,
      contextId: CONTEXTS[account.type],
      values: {
        ...blankValues(),
        name: account.values.name ?? '',
        office_email: account.values.email ?? '',
        office_phone: account.values.phone ?? '',
        billing_city: 'Moved Away',
      },
      created: now - 86_400,
      modified: now - 3_600,
    };
  });
  const site = { accounts: same, tombstones: [], nextNumber: accounts + 1, nextTombstone: 1 };
  return { read: () => Promise.resolve(site), write: () => Promise.resolve() };
}

function remoteIdOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
}

/** Names, towns and addresses that repeat as they do in life; the same account for the same index, always. */
function accountOf(index: number): Mirrored {
  const rng = diceFrom(index);
  const first = pick(FIRST, rng());
  const trade = pick(TRADES, rng());
  const town = pick(TOWNS, rng());
  const name = `${first} ${trade} ${index % 3 === 0 ? String(Math.floor(rng() * 900) + 1) : pick(FORMS, rng())}`;
  const domain = `${first}-${trade}-${String(index)}.example`
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9.-]/g, '');
  const modified = new Date(Date.UTC(2026, 9, 1) - Math.floor(rng() * 3 * 365 * 86_400_000));
  return {
    account: {
      id: remoteIdOf(index),
      number: index + 1,
      type: ACCOUNT_TYPES[Math.floor(rng() * 3)] ?? 'customer',
      values: {
        name,
        email: rng() < 0.8 ? `info@${domain}` : '',
        phone: `+1 604 ${String(Math.floor(rng() * 9e6) + 1e6)}`,
        fax: '',
        url: rng() < 0.5 ? `https://www.${domain}` : '',
        billingAddress1: `${String(Math.floor(rng() * 900) + 1)} ${pick(FIRST, rng())} Street`,
        billingCity: town,
        billingPostalCode: String(Math.floor(rng() * 90_000) + 10_000),
        billingCountry: 'Canada',
      },
      created: stamp(new Date(modified.getTime() - 86_400_000)),
      modified: stamp(modified),
    },
    rest: { has_secret_document: false, tags: null },
    asked: 0,
  };
}

function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}+00:00`;
}

function pick(words: readonly string[], rng: number): string {
  return words[Math.floor(rng * words.length)] ?? '';
}

/** mulberry32: the same numbers for the same seed. */
function diceFrom(seed: number): () => number {
  let state = seed + 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`The folder can't be filled: ${JSON.stringify(result.problem)}`);
  return result.value;
}

const FIRST =
  'Acme Harbour Northwind Müller Lefèvre Okanagan Maritime Cascade Zürich Åland Sunrise Granite Willow Copper Juniper Falcon Summit Prairie Coastal Evergreen Łódź Baltic Orchard Lantern Beacon Meridian Atlas Pioneer Heron Sequoia'.split(
    ' ',
  );
const TRADES =
  'Books Cider Packaging Traders Outfitters Bakery Hardware Textiles Lighting Ceramics Foods Tools Optics Marine Flooring Roofing Paper Coffee Furniture Bicycles'.split(
    ' ',
  );
const FORMS = ['Ltd', 'Inc', 'GmbH', '& Sons', 'Co.', 'LLC', 'SARL', 'Works', 'Group', ''];
const TOWNS =
  'Vancouver Bath Bristol Ulm Zürich Lyon Halifax Seattle Berlin Montréal Łódź Kraków Porto Leeds Toronto Austin'.split(
    ' ',
  );
