import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer } from './endpoints.ts';
import type { Fault, FaultRule } from './faults.ts';
import type { Keeper } from './keeper.ts';
import { arrive, NOTHING_COUNTED } from './limits.ts';
import type { Counter, Limits } from './limits.ts';
import { failure } from './replies.ts';
import type { Reply } from './replies.ts';
import { bodyOf, headOf } from './requests.ts';
import type { PracticeRequest } from './requests.ts';
import type { Site } from './site.ts';

/** A line of the request log; `status` is null until it is answered. */
export interface LoggedRequest extends PracticeRequest {
  readonly status: number | 'dropped' | null;
}

export interface ExchangeParts {
  readonly keeper: Keeper;
  readonly limits: Limits | null;
  readonly maxBytes: number;
  key(): string;
  rule: FaultRule;
  now(): number;
  newId(): string;
  wait(ms: number): Promise<void>;
}

export interface Exchange {
  handle(message: IncomingMessage, response: ServerResponse): void;
  log(): readonly LoggedRequest[];
  counted(): Counter;
  forget(): void;
  /** Nothing that still waits for its time is done any more. */
  stop(): void;
}

/** So that an app left open for weeks does not fill its memory. */
const MAX_LOG = 10_000;
const PLAIN: Fault = { does: 'it', answers: 'its-own' };

/** From the first line of a request to the last byte of its answer: count, read, go wrong, act, answer. */
export function exchange(parts: ExchangeParts): Exchange {
  let log: LoggedRequest[] = [];
  let counter = NOTHING_COUNTED;
  let stopped = false;

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const head = headOf(message, parts.key(), parts.now());
    // Counted on arrival, before a byte of the body is read, whatever comes of it.
    const over = countIn(head.at);
    const request = { ...head, ...(await bodyOf(message, head.path, parts.maxBytes)) };
    const note = enter(request);
    const reply = await replyTo(request, over);
    note(reply === 'never' ? 'dropped' : reply.status);
    send(response, reply, parts.now());
  }

  async function replyTo(request: PracticeRequest, over: boolean): Promise<Reply | 'never'> {
    if (over) return failure(429, request.path);
    if (request.unreadable === 'cut-short') return 'never';
    try {
      return await goThrough(request, parts.rule(request) ?? PLAIN);
    } catch (error) {
      // A practice server that dies would look like a fault of the app's own.
      return failure(500, request.path, error instanceof Error ? error.name : 'unknown');
    }
  }

  async function goThrough(request: PracticeRequest, fault: Fault): Promise<Reply | 'never'> {
    if (typeof fault.does === 'object') {
      void parts
        .wait(fault.does.afterMs)
        .then(() => act(request))
        .catch(() => undefined);
      return fault.answers;
    }
    await pause(fault.delayMs);
    const own = fault.does === 'it' ? await act(request) : turn(parts.keeper.site(), request).reply;
    await pause(fault.holdMs);
    return fault.answers === 'its-own' ? own : fault.answers;
  }

  function act(request: PracticeRequest): Promise<Reply> {
    return parts.keeper.change((site) => {
      const after = stopped ? { site, reply: failure(500, request.path) } : turn(site, request);
      return { site: after.site, result: after.reply };
    });
  }

  const turn = (site: Site, request: PracticeRequest) =>
    answer(site, request, { now: parts.now(), newId: parts.newId });
  const pause = (ms = 0) => (ms > 0 ? parts.wait(ms) : Promise.resolve());

  function countIn(at: number): boolean {
    if (parts.limits === null) return false;
    const arrived = arrive(counter, parts.limits, at);
    counter = arrived.counter;
    return arrived.over;
  }

  function enter(request: PracticeRequest): (status: LoggedRequest['status']) => void {
    const entry: { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] } = { ...request, status: null };
    log.push(entry);
    if (log.length > MAX_LOG) log = log.slice(-MAX_LOG / 2);
    return (status) => (entry.status = status);
  }

  return {
    handle: (message, response) => void serve(message, response).catch(() => response.destroy()),
    log: () => [...log],
    counted: () => counter,
    forget: () => {
      log = [];
      counter = NOTHING_COUNTED;
    },
    stop: () => (stopped = true),
  };
}

function send(response: ServerResponse, reply: Reply | 'never', now: number): void {
  if (reply === 'never') {
    response.destroy();
    return;
  }
  // The date is the server's own clock's: the app measures its skew by it.
  response.sendDate = false;
  response.writeHead(reply.status, {
    ...reply.headers,
    Date: new Date(now).toUTCString(),
    'Content-Length': Buffer.byteLength(reply.body),
  });
  response.end(reply.body);
}
