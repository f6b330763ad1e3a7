import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { openAccounts } from '../../electron/accounts.ts';
import { comparedAccounts } from '../../electron/compared.ts';
import { openDuplicates } from '../../electron/duplicates.ts';
import { openMirror } from '../../electron/mirror.ts';
import { nodeFiles } from '../../electron/store/files.ts';
import { openMirrorStore } from '../../electron/store/mirror-store.ts';
import { openOutbox } from '../../electron/store/outbox-store.ts';
import { realPace } from '../../electron/store/pace.ts';
import type { Place } from '../../electron/store/open-collection.ts';
import { systemClock } from '../../electron/clock.ts';
import type { Result } from '../../shared/problem.ts';
import { hostAccount, hostAccounts } from './host-accounts.ts';

/**
 * Where the host's time and memory go with many accounts, part by part. Needs --expose-gc:
 *
 *     node --expose-gc --import tsx test/bench/host-open.ts [accounts] [rounds]
 */
const ACCOUNTS = Number(process.argv[2] ?? 100_000);
const ROUNDS = Number(process.argv[3] ?? 5);
const PAGE = 200;
const MB = 1_000_000;

const folder = await mkdtemp(join(tmpdir(), 'fieldbinder-host-'));
const place: Place = { files: nodeFiles, pace: realPace, folder: join(folder, 'desk') };
await mkdir(place.folder);
try {
  const bytes = await fill();
  print('JSON of the accounts', bytes / MB, 'MB');
  await opening();
  await memory(bytes);
  await blocks();
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** In pages, as a download does. @returns bytes of the same accounts as one JSON text */
async function fill(): Promise<number> {
  const accounts = hostAccounts(ACCOUNTS);
  const text = JSON.stringify(accounts);
  await writeFile(join(folder, 'plain.json'), text);
  const store = value(await openMirrorStore(place)).collection;
  const mirror = await openMirror(store, null);
  for (let from = 0; from < ACCOUNTS; from += PAGE) {
    value(await mirror.put(accounts.slice(from, from + PAGE)));
  }
  await mirror.close();
  for (const name of await nodeFiles.list(place.folder)) {
    print(`  ${name}`, (await stat(join(place.folder, name))).size / MB, 'MB');
  }
  return Buffer.byteLength(text);
}

async function opening(): Promise<void> {
  const [bare, ours, shares, longest]: [number[], number[], number[], number[]] = [[], [], [], []];
  const work: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    globalThis.gc?.();
    const cpu = cpuTime();
    const begun = performance.now();
    const parsed = JSON.parse((await readFile(join(folder, 'plain.json'))).toString('utf8')) as unknown[];
    bare.push(performance.now() - begun);
    const bareWork = cpuTime() - cpu;
    if (parsed.length !== ACCOUNTS) throw new Error('Not what was written');
    parsed.length = 0;
    globalThis.gc?.();
    const watch = await watchLoop();
    const before = performance.eventLoopUtilization();
    const cpuBefore = cpuTime();
    const from = performance.now();
    const store = value(await openMirrorStore(place)).collection;
    const mirror = await openMirror(store, null);
    ours.push(performance.now() - from);
    work.push((cpuTime() - cpuBefore) / bareWork);
    shares.push(performance.eventLoopUtilization(before).utilization * 100);
    longest.push(await watch());
    if (mirror.accounts.size !== ACCOUNTS) throw new Error('Not what was written');
    await mirror.close();
  }
  print('read + decode + JSON.parse', median(bare), 'ms');
  print('opening the mirror', median(ours), 'ms');
  print('  over the bare parse', median(ours.map((ms, round) => ms / (bare[round] ?? ms))), 'x');
  print('  the same in processor time, on a busy machine the truer one', median(work), 'x');
  print('  main thread', median(shares), '%');
  print('  longest block', Math.max(...longest), 'ms');
}

async function memory(bytes: number): Promise<void> {
  const empty = await atRest();
  let peak = empty;
  const sample = (): void => {
    peak = Math.max(peak, held());
  };
  const pace = { ...realPace, breathe: () => (sample(), realPace.breathe()) };
  const store = value(await openMirrorStore({ ...place, pace })).collection;
  const mirror = await openMirror(store, null);
  sample();
  const opened = await atRest();
  const outbox = value(await openOutbox(place)).collection;
  const accounts = openAccounts(outbox, systemClock(), { mirror, archive: null });
  const begun = performance.now();
  const watch = await watchLoop();
  const duplicates = openDuplicates(comparedAccounts(accounts, mirror), pace.breathe);
  await duplicates.likely({ localId: 'nobody-yet', values: { name: 'Nobody yet' } });
  print('duplicates, filled after', performance.now() - begun, 'ms');
  print('  longest block', await watch(), 'ms');
  const indexed = await atRest();
  print('memory: mirror', (opened - empty) / MB, 'MB');
  print('memory: duplicates', (indexed - opened) / MB, 'MB');
  print('  retained over the JSON', (indexed - empty) / bytes, 'x');
  print('  peak over the JSON', (peak - empty) / bytes, 'x');
  duplicates.close();
  await accounts.close();
  await mirror.close();
}

async function blocks(): Promise<void> {
  const mirror = await openMirror(value(await openMirrorStore(place)).collection, null);
  const pages = (from: number) => Array.from({ length: PAGE }, (_, at) => hostAccount(from + at, 9));
  const worst: number[] = [];
  for (let from = 0; from < ACCOUNTS; from += PAGE) {
    const page = pages(from);
    const watch = await watchLoop();
    value(await mirror.put(page));
    worst.push(await watch());
  }
  print('a page of 200, longest block (compactions included)', Math.max(...worst), 'ms');
  print('  median of all pages', median(worst), 'ms');
  print('memory after each account changed', (await atRest()) / MB, 'MB');
  const watch = await watchLoop();
  value(await mirror.throwAway(new Set()));
  print('throwing all away, longest block', await watch(), 'ms');
  await mirror.close();
}

/** Ms, of all threads. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function watchLoop(): Promise<() => Promise<number>> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await wait(3);
  histogram.reset();
  await wait(3);
  return async () => {
    await wait(3);
    histogram.disable();
    return Math.max(histogram.max / 1e6 - 1, 0);
  };
}

async function atRest(): Promise<number> {
  for (let time = 0; time < 3; time += 1) {
    globalThis.gc?.();
    await wait(20);
  }
  return held();
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function median(of: readonly number[]): number {
  return of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

function print(what: string, figure: number, unit: string): void {
  process.stdout.write(`${what.padEnd(60)} ${figure.toFixed(2).padStart(9)} ${unit}\n`);
}
