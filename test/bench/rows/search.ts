import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { findChromium } from '../../../build/find-chromium.ts';
import { rowOf } from '../../../shared/contract/projections.ts';
import type { Row } from '../../../shared/contract/contract.ts';
import { mirroredAccounts } from '../accounts.ts';
import { bundlePage } from '../bundles.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Order } from '../order.ts';
import type { Searcher } from '../page/search-page.ts';
import { inRounds, quantile } from '../statistics.ts';
import type { Rounds } from '../statistics.ts';

const here = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = 3;
const LIBRARIES = ['minisearch/dist/umd/index.js', '@leeoniya/ufuzzy/dist/uFuzzy.iife.min.js'];

const PAGE = 'https://bench.example/';
const ISOLATED = {
  'Content-Type': 'text/html',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** A person's queries, key by key: names, a town, a part of a number, something that is not there. */
const TYPED = ['harbour pine', 'café molière', 'berlin', '555-01', 'gmbh 99', 'einkauf', 'zzz'];

const SHARES = [
  ['median', 0.5],
  ['p95', 0.95],
] as const;

type Given = Pick<Order, 'accounts' | 'scratch'>;

/**
 * The time that a keystroke in the search holds up a real Chromium for, without the painting of the rows; and what it
 * would if everything were found at once, as the libraries do it.
 */
export async function measureSearch(given: Given): Promise<readonly Figure[]> {
  const run = await searched(given, ['ours', 'ours, whole', 'MiniSearch', 'uFuzzy']);
  const of = (who: Searcher, share: number): number => quantile((run[who] ?? []).flat(), share);
  return SHARES.flatMap(([named, share]) => {
    const key = of('ours', share);
    const peers = { MiniSearch: of('MiniSearch', share), uFuzzy: of('uFuzzy', share) };
    return [
      figure({
        name: `search, own work of a key, ${named}`,
        unit: 'ms',
        ours: key,
        goals: [atMost(key, 8, '≤ 8 ms')],
      }),
      figure({
        name: `search, everything found, ${named}`,
        unit: 'ms',
        ours: of('ours, whole', share),
        peers,
      }),
    ];
  });
}

/** Ours alone, ms a key. */
export async function keystroke(given: Given): Promise<number> {
  const run = await searched(given, ['ours']);
  return quantile((run['ours'] ?? []).flat(), 0.95);
}

type Run = Readonly<Record<string, Rounds>>;

async function searched({ accounts, scratch }: Given, who: readonly Searcher[]): Promise<Run> {
  const script = await bundlePage(join(scratch, 'page'));
  const rows = rowsOf(accounts);
  const queries = TYPED.flatMap(keyByKey);
  return inChromium(async (page) => {
    for (const library of LIBRARIES) await page.addScriptTag({ path: join(here, 'node_modules', library) });
    await page.addScriptTag({ path: script });
    await page.evaluate(([all, names]) => window.searchBench.load(all, names), [rows, who] as const);
    const wrong = await page.evaluate((texts) => window.searchBench.wrong(texts), TYPED);
    if (wrong.length > 0) throw new Error(`Not found right: ${wrong.join(', ')}`);
    const typing = (name: Searcher) => () =>
      page.evaluate(([each, given]) => window.searchBench.type(each, given), [name, queries] as const);
    return inRounds<string>(ROUNDS, Object.fromEntries(who.map((name) => [name, typing(name)])));
  });
}

function keyByKey(text: string): readonly string[] {
  return Array.from({ length: text.length }, (_, index) => text.slice(0, index + 1));
}

/** The rows as the host makes them. */
function rowsOf(accounts: number): readonly Row[] {
  return mirroredAccounts(accounts).flatMap(
    (mirrored) =>
      rowOf({
        localId: mirrored.account.id,
        record: undefined,
        draft: undefined,
        archivedThere: false,
        downloaded: mirrored.account,
      }) ?? [],
  );
}

async function inChromium<T>(work: (page: Page) => Promise<T>): Promise<T> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
  const browser = await chromium.launch({ executablePath: await findChromium(), args });
  try {
    const page = await browser.newPage();
    // An isolated page's clock is fine enough (5 µs, not 100) for a single key.
    await page.route(PAGE, (route) => route.fulfill({ body: '<!doctype html>', headers: ISOLATED }));
    await page.goto(PAGE);
    return await work(page);
  } finally {
    await browser.close();
  }
}
