import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startPractice } from '../../electron/practice/practice.ts';
import { DeskPage, KEY } from '../support/desk-page.ts';
import { browserShell, closeChromium } from '../support/shell-browser.ts';
import { siteOfSame, fillFolder } from './window-accounts.ts';
import { watchFrames, watchLoading, watchTyping } from './window-probe.ts';
import type { Loading } from './window-probe.ts';
import { traced } from './window-trace.ts';
import type { Trace } from './window-trace.ts';

/** How the window does in a real Chromium over the real host, with so many downloaded accounts. Ms, unless said. */
export interface WindowFigures {
  readonly accounts: number;
  /** Everything that the main thread ran from one key to the next, painting included; keys are 150 ms apart. */
  readonly keystrokeMedianMs: number;
  readonly keystrokeP95Ms: number;
  /** Of 1: the first frame after a key began within 1.5 refresh periods and had the right rows. */
  readonly paintedNextFrameShare: number;
  /**
   * Of 1: frames of a scroll that came more than 1.5 refresh periods after the one before. Chromium without a screen
   * paints with the processor: where others have it, or it has few cores, this counts the machine and not the window.
   */
  readonly droppedFrameShare: number;
  /** Of 1: frames of a scroll in which some place of the list showed nothing. */
  readonly blankFrameShare: number;
  /** Medians over several loads, from the navigation's beginning. */
  readonly firstPaintMs: number;
  readonly firstSearchableMs: number;
  readonly allSearchableMs: number;
  /** The longest task of the main thread while rows arrive. */
  readonly longestLoadingTaskMs: number;
  /** The longest while somebody types, scrolls, sorts and saves, and a page of 200 comes every second or so. */
  readonly longestTaskMs: number;
  readonly longestSortTaskMs: number;
  /** JavaScript heap of the window after a collection, MB. */
  readonly heapMB: number;
}

const LOADS = 5;
/** Chromium without a screen refreshes at 60 Hz. */
const REFRESH = 1_000 / 60;

/** Opens browser mode over a folder of its own and drives it. Slow: half a minute, and more for many accounts. */
export async function measureWindow(accounts: number): Promise<WindowFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'fieldbinder-window-'));
  const site = await startPractice({ key: KEY, seeded: false, saved: siteOfSame(accounts) });
  try {
    await fillFolder(folder, accounts);
    const shell = await browserShell.open({
      folder,
      salesbinder: site.origin,
      beforeLoad: (page) => watch(page, accounts),
    });
    const desk = new DeskPage(shell);
    desk.page.setDefaultTimeout(60_000);
    try {
      return await measured(desk, accounts);
    } finally {
      await shell.quit();
    }
  } finally {
    await closeChromium();
    await site.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function watch(page: Page, accounts: number): Promise<void> {
  // The tool that runs TypeScript here may leave calls of this helper in the functions that travel to the page.
  await page.addInitScript({ content: 'globalThis.__name ??= (named) => named' });
  await page.addInitScript(watchLoading, accounts);
}

async function measured(desk: DeskPage, accounts: number): Promise<WindowFigures> {
  const { page } = desk;
  const browser = page.context().browser();
  if (browser === null) throw new Error('No browser');
  await loaded(page);
  const loads: Loading[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    await page.reload();
    loads.push(await loaded(page));
  }
  const loading = await traced(browser, page, async () => {
    await page.reload();
    await loaded(page);
  });
  const heapMB = await heapOf(page);
  const typing = await traced(browser, page, () => type(page));
  const strokes = await page.evaluate(() => {
    window.probe.judge();
    return window.probe.strokes;
  });
  const frames = await scroll(page, accounts);
  const sorting = await traced(browser, page, () => sort(desk));
  const busy = await traced(browser, page, () => everythingAtOnce(desk));
  const work = workOfKeys(typing);
  return {
    accounts,
    keystrokeMedianMs: quantile(work, 0.5),
    keystrokeP95Ms: quantile(work, 0.95),
    paintedNextFrameShare: share(strokes, ({ toFrame, shown }) => shown && toFrame <= REFRESH * 1.5),
    droppedFrameShare: share(frames.intervals, (interval) => interval > REFRESH * 1.5),
    blankFrameShare: frames.intervals.length === 0 ? 0 : frames.blank / frames.intervals.length,
    firstPaintMs: quantile(
      loads.map((load) => load.firstPaint),
      0.5,
    ),
    firstSearchableMs: quantile(
      loads.map((load) => load.firstRow),
      0.5,
    ),
    allSearchableMs: quantile(
      loads.map((load) => load.allRows),
      0.5,
    ),
    longestLoadingTaskMs: longest(loading),
    longestTaskMs: longest(busy),
    longestSortTaskMs: longest(sorting),
    heapMB,
  };
}

async function loaded(page: Page): Promise<Loading> {
  await page.waitForFunction(() => window.probe.allRows > 0);
  return page.evaluate(() => ({
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    firstRow: window.probe.firstRow,
    allRows: window.probe.allRows,
  }));
}

const TYPED = ['harbour books', 'zurich 604', 'acme t', 'info@falcon', 'cop', '99', 'xyzzy'];

/** As a fast typist: words, and all of it taken back each time. */
async function type(page: Page): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search accounts' });
  await search.focus();
  await page.evaluate(watchTyping);
  for (const words of TYPED) {
    await page.keyboard.type(words, { delay: 150 });
    await page.keyboard.press('ControlOrMeta+a', { delay: 150 });
    await page.keyboard.press('Backspace', { delay: 150 });
    await page.waitForTimeout(150);
  }
}

async function scroll(page: Page, accounts: number) {
  if (accounts === 0) return { intervals: [], blank: 0 };
  const cdp = await page.context().newCDPSession(page);
  await page.evaluate(watchFrames);
  for (const yDistance of [-6_000, -30_000, 20_000]) {
    await cdp.send('Input.synthesizeScrollGesture', { x: 600, y: 500, yDistance, speed: 6_000 });
  }
  const frames = await page.evaluate(() => window.probe.frames);
  await page.evaluate(() => {
    window.probe.frames = { intervals: [], blank: 0 };
  });
  await cdp.detach();
  return frames;
}

async function sort({ page }: DeskPage): Promise<void> {
  for (const column of ['Name', 'Name', 'City', 'Status']) {
    const head = page.getByRole('columnheader', { name: column });
    const before = await head.getAttribute('aria-sort');
    await head.getByRole('button').click();
    await page.waitForFunction(
      ([name, was]) => {
        const heads = [...document.querySelectorAll('[role="columnheader"]')];
        return heads.find((one) => one.textContent.trim() === name)?.getAttribute('aria-sort') !== was;
      },
      [column, before] as const,
    );
    await page.waitForTimeout(300);
  }
}

/** Typing, scrolling and saving while a download brings pages of 200. */
async function everythingAtOnce(desk: DeskPage): Promise<void> {
  const { page } = desk;
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await page.getByRole('switch', { name: 'Stay offline' }).click();
  for (let round = 0; round < 4; round += 1) {
    await page.getByRole('searchbox', { name: 'Search accounts' }).focus();
    await page.keyboard.type('harb', { delay: 120 });
    for (let step = 0; step < 12; step += 1) {
      await page.mouse.move(600, 500);
      await page.mouse.wheel(0, 400);
      await page.waitForTimeout(30);
    }
    await page.getByRole('searchbox', { name: 'Search accounts' }).fill('');
    const name = `New at the booth ${String(round)}`;
    await desk.capture({ type: 'Prospect', main: { 'Business name': name } });
    await page.keyboard.press('Escape');
  }
}

async function heapOf(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return usedSize / 1_048_576;
}

/** The main thread's work from each key to the next. The thread's own time: others may have had the processor. */
function workOfKeys({ keys, tasks }: Trace): readonly number[] {
  return keys.slice(0, -1).map((key, index) => {
    const next = keys[index + 1] ?? key;
    // The task that dispatches a key began before the key.
    const own = tasks.filter((task) => task.at + task.wall > key && task.at + task.wall <= next);
    return own.reduce((sum, task) => sum + task.cpu, 0);
  });
}

function longest({ tasks }: Trace): number {
  return tasks.reduce((most, task) => Math.max(most, task.cpu), 0);
}

function quantile(values: readonly number[], of: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0;
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.length === 0 ? 1 : all.filter(holds).length / all.length;
}
