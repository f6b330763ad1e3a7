import type { Browser, Page } from 'playwright-core';

/** One task of the page's main thread. Ms, on the trace's own clock. */
export interface Task {
  readonly at: number;
  readonly wall: number;
  /** The time that the thread really ran; less than `wall` where the machine was busy with something else. */
  readonly cpu: number;
}

export interface Trace {
  readonly tasks: readonly Task[];
  /** When each key went down in the page. */
  readonly keys: readonly number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string; readonly data?: { readonly type?: string } };
}

const CATEGORIES = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** The work of the page's main thread while `work` ran. */
export async function traced(browser: Browser, page: Page, work: () => Promise<void>): Promise<Trace> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const text = (await browser.stopTracing()).toString('utf8');
  const { traceEvents } = JSON.parse(text) as { readonly traceEvents: readonly TraceEvent[] };
  return readTrace(traceEvents);
}

export function readTrace(events: readonly TraceEvent[]): Trace {
  const keys = events.filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown');
  const main = mainThread(events, keys);
  const tasks = events
    .filter((event) => event.name === 'RunTask' && event.dur !== undefined && isOn(event, main))
    .map(({ ts, dur = 0, tdur }) => ({ at: ts / 1_000, wall: dur / 1_000, cpu: (tdur ?? dur) / 1_000 }))
    .toSorted((a, b) => a.at - b.at);
  return { tasks, keys: keys.filter((key) => isOn(key, main)).map(({ ts }) => ts / 1_000) };
}

/** The thread that the keys went to, else the renderer's main thread that ran longest. */
function mainThread(events: readonly TraceEvent[], keys: readonly TraceEvent[]): Thread {
  const [key] = keys;
  if (key !== undefined) return key;
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const busy = (thread: Thread): number =>
    events.reduce((sum, event) => sum + (isOn(event, thread) ? (event.dur ?? 0) : 0), 0);
  const [busiest] = mains.toSorted((a, b) => busy(b) - busy(a));
  if (busiest === undefined) throw new Error('The trace names no main thread');
  return busiest;
}

type Thread = Pick<TraceEvent, 'pid' | 'tid'>;

function isOn(event: Thread, thread: Thread): boolean {
  return event.pid === thread.pid && event.tid === thread.tid;
}
