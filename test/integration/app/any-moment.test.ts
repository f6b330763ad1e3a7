import { rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CurrentWorkspace } from '../../../electron/app/current-workspace.ts';
import { nodeFetch } from '../../../electron/browser/fetch.ts';
import type { HostFetch } from '../../../electron/host.ts';
import { HeldLock } from '../../../electron/store/disk/held-lock.ts';
import type { AppStatus } from '../../../shared/contract/status.ts';
import type { Result } from '../../../shared/problem.ts';
import { Moments } from '../../support/moments.ts';
import {
  connected,
  forgetFolder,
  KEY,
  must,
  newFolder,
  runApp,
  salesbinder,
} from '../../support/running-app.ts';
import type { RunningApp } from '../../support/running-app.ts';
import { tell } from '../../support/tell.ts';

// Two engines on one outbox, brought about at each moment there is. Then with a defect planted, so that it is known that
// they would be noticed.

const ACCOUNTS = 2;
const ASKS = { address: 'acme', key: KEY, keepKey: true };

/** One life of the app, with something that happens at one of its moments. */
interface Life {
  readonly moments: readonly string[];
  readonly wrong: readonly string[];
}

/** @param at null: nothing happens */
type Scenario = (at: string | null) => Promise<Life>;

/** At each moment, or each so many-th, until something is wrong. */
async function atEachMoment(scenario: Scenario, step = 1): Promise<Life> {
  const { moments, wrong } = await scenario(null);
  expect(wrong).toEqual([]);
  expect(moments.length).toBeGreaterThan(20);
  for (const at of moments.filter((_, index) => index % step === 0)) {
    const life = await scenario(at);
    if (life.wrong.length > 0) return { moments, wrong: life.wrong.map((one) => `at ${at}: ${one}`) };
  }
  return { moments, wrong };
}

/** A workspace that is closed and another one that is opened touch the disk well over a hundred times. */
const STEP = 11;

async function withAccountsWaiting(run: RunningApp): Promise<void> {
  await connected(run);
  must(await run.app.handlers.setStayOffline({ on: true }));
  for (let number = 1; number <= ACCOUNTS; number += 1) {
    await run.save(`local-account-${number}`, 'customer', { name: `Firm ${number}` });
  }
}

function isLost({ connection }: AppStatus): boolean {
  return connection.is === 'held' && connection.problem.what === 'storage';
}

function isSettled({ counts }: AppStatus): boolean {
  return counts.waiting + counts.sending + counts.checking + counts.needsYou === 0;
}

/** Another process takes the folder; `leaves`: and has gone again before the app looks. */
async function takenAway(
  at: string | null,
  { fetch = nodeFetch, leaves = false }: { fetch?: HostFetch; leaves?: boolean } = {},
): Promise<Life> {
  const site = await salesbinder();
  const folder = await newFolder();
  const moments = new Moments(at, site.origin, () => {
    const owner = join(folder, 'lock.owner');
    if (leaves) rmSync(owner);
    else writeFileSync(owner, JSON.stringify({ pid: process.ppid, host: hostname(), run: 'another run' }));
  });
  const run = await runApp({
    folder,
    origin: site.origin,
    files: moments.files,
    fetch: moments.fetch(fetch),
  });
  const wrong: string[] = [];
  try {
    await withAccountsWaiting(run);
    moments.begin();
    await run.app.handlers.setStayOffline({ on: false });
    await run.until('it has sent all or noticed', async () => {
      const status = await run.status();
      return isLost(status) || isSettled(status);
    });
    moments.end();
    if (moments.happened) {
      const saved = await run.app.handlers.keepDraft(draft());
      if (saved.ok) wrong.push('it says that it saved');
      else if (saved.problem.what !== 'storage' || saved.problem.reason !== 'taken')
        wrong.push(`it says ${JSON.stringify(saved.problem)}`);
      else await run.until('it says that it lost the folder', async () => isLost(await run.status()));
    }
  } finally {
    await run.stop();
    moments.forget();
    await site.stop();
    await forgetFolder(folder);
  }
  return { moments: moments.names, wrong: [...wrong, ...moments.since] };
}

function draft(): Parameters<RunningApp['app']['handlers']['keepDraft']>[0] {
  return {
    localId: 'local-account-9',
    openedAtRevision: 0,
    type: 'customer',
    changed: { name: { from: '', to: 'Typed later' } },
    note: null,
  };
}

/** "Connect" is pressed while it still goes on. */
async function connectedTwice(at: string | null): Promise<Life> {
  const site = await salesbinder();
  const folder = await newFolder();
  const again: Promise<Result<unknown>>[] = [];
  const moments = new Moments(at, site.origin, () => again.push(run.app.handlers.connect(ASKS)));
  const run = await runApp({
    ...{ folder, origin: site.origin, files: moments.files, fetch: moments.fetch(nodeFetch) },
  });
  const wrong: string[] = [];
  try {
    await withAccountsWaiting(run);
    must(await run.app.handlers.practice(null));
    must(await run.app.handlers.setStayOffline({ on: false }));
    moments.begin();
    const first = await run.app.handlers.connect(ASKS);
    await run.until('all is settled', async () => isSettled(await run.status()));
    moments.end();
    for (const answer of [first, ...(await Promise.all(again))]) {
      if (!answer.ok) wrong.push(`a connect fails: ${JSON.stringify(answer.problem)}`);
    }
    await run.until('all is settled', async () => isSettled(await run.status()));
  } finally {
    await run.stop();
    moments.forget();
    await site.stop();
    await forgetFolder(folder);
  }
  const posts = site.log().filter(({ method }) => method === 'POST').length;
  if (posts !== ACCOUNTS) wrong.push(`${posts} creates for ${ACCOUNTS} accounts`);
  return { moments: moments.names, wrong };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('two engines never send from one outbox', () => {
  it.each([
    ['takes the folder', false, 1],
    ['takes the folder and leaves it', true, 3],
  ])('when another process %s, at any moment', async (_, leaves, step) => {
    const { moments, wrong } = await atEachMoment((at) => takenAway(at, { leaves }), step);
    expect(wrong).toEqual([]);
    tell(`the folder taken at one in ${step} of ${moments.length} moments: nothing sent or written since`);
  });

  it('when "Connect" is pressed again, at any moment', async () => {
    const { moments, wrong } = await atEachMoment(connectedTwice, STEP);
    expect(wrong).toEqual([]);
    tell(`connected again at one in ${STEP} of ${moments.length} moments: each account went out once`);
  });
});

describe('it is noticed that an app', () => {
  it('asks nobody before it sends', async () => {
    vi.spyOn(HeldLock.prototype, 'isStillOurs').mockReturnValue(true);
    const { wrong } = await atEachMoment((at) => takenAway(at));
    expect(wrong).toContainEqual(expect.stringContaining('POST'));
  });

  it('asks before it sends, and not again when it is connected', async () => {
    const fetch: HostFetch = (input, init) => nodeFetch(input, init);
    const { wrong } = await atEachMoment((at) => takenAway(at, { fetch }));
    expect(wrong).toContainEqual(expect.stringContaining('POST'));
  });

  it('asks nobody before it writes', async () => {
    vi.spyOn(HeldLock.prototype, 'mayWrite').mockReturnValue(true);
    const { wrong } = await atEachMoment((at) => takenAway(at));
    expect(wrong).toContainEqual(expect.stringContaining('write'));
  });

  it('opens a workspace beside one that is being opened', async () => {
    vi.spyOn(CurrentWorkspace.prototype, 'switching').mockImplementation((work) => work());
    const { wrong } = await atEachMoment(connectedTwice, STEP);
    expect(wrong).not.toEqual([]);
  });
});
