import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer } from './endpoints.ts';
import type { Turn } from './endpoints.ts';
import type { Fault, FaultRule } from './faults.ts';
import type { Keeper } from './keeper.ts';
import { arrive, NOTHING_COUNTED } from './limits.ts';
import type { Counter, Limits } from './limits.ts';
import { failure } from './replies.ts';
import type { Reply } from './replies.ts';
import { bodyOf, headOf } from './requests.ts';
import type { PracticeRequest } from './requests.ts';
import type { Site, SomeValues } from './site.ts';

/** A line of the request log; `status` is null until it is answered. */
export interface LoggedRequest extends PracticeRequest {
  readonly status: number | 'dropped' | null;
}

export interface ExchangeParts {
  readonly keeper: Keeper;
  readonly limits: Limits | null;
  readonly maxBytes: number;
  readonly key: () => string;
  readonly rule: FaultRule;
  readonly now: () => number;
  readonly newId: () => string;
  readonly keeps: (values: SomeValues) => SomeValues;
  readonly wait: (ms: number) => Promise<void>;
}

/** So that an app left open for weeks does not fill its memory. */
const MAX_LOG = 10_000;
const PLAIN: Fault = { does: 'it', answers: 'its-own' };

/** From the first line of a request to the last byte of its answer: count, read, go wrong, act, answer. */
export class Exchange {
  readonly #parts: ExchangeParts;
  #log: Mutable<LoggedRequest>[] = [];
  #counter = NOTHING_COUNTED;
  #stopped = false;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  get log(): readonly LoggedRequest[] {
    return [...this.#log];
  }

  get counter(): Counter {
    return this.#counter;
  }

  forget(): void {
    this.#log = [];
    this.#counter = NOTHING_COUNTED;
  }

  /** Nothing that still waits for its time is done any more. */
  stop(): void {
    this.#stopped = true;
  }

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const stranger = refusalOfStranger(message);
    if (stranger !== null) {
      response.writeHead(stranger, { Connection: 'close', 'Content-Length': 0 }).end();
      return;
    }
    const head = headOf(message, this.#parts.key(), this.#parts.now());
    // Counted on arrival, before a byte of the body is read, whatever comes of it.
    const over = this.#countIn(head.at);
    const request = { ...head, ...(await bodyOf(message, head.path, this.#parts.maxBytes)) };
    const entry = this.#enter(request);
    const reply = over ? failure(429, request.path) : await this.#replyTo(request);
    entry.status = reply === 'never' ? 'dropped' : reply.status;
    send(response, reply, this.#parts.now());
  }

  async #replyTo(request: PracticeRequest): Promise<Reply | 'never'> {
    if (request.unreadable === 'cut-short') return 'never';
    try {
      return await this.#goThrough(request, this.#parts.rule(request) ?? PLAIN);
    } catch (error) {
      // A practice server that dies would look like a fault of the app's own.
      return failure(500, request.path, error instanceof Error ? error.name : 'unknown');
    }
  }

  async #goThrough(request: PracticeRequest, fault: Fault): Promise<Reply | 'never'> {
    if (typeof fault.does === 'object') {
      void this.#actLate(request, fault.does.afterMs);
      return fault.answers;
    }
    await this.#pause(fault.delayMs);
    const own =
      fault.does === 'it' ? await this.#act(request) : this.#turn(this.#parts.keeper.site(), request).reply;
    await this.#pause(fault.holdMs);
    return fault.answers === 'its-own' ? own : fault.answers;
  }

  async #actLate(request: PracticeRequest, afterMs: number): Promise<void> {
    await this.#pause(afterMs);
    // Nobody is there any more to be told that it failed.
    await this.#act(request).catch(() => undefined);
  }

  #act(request: PracticeRequest): Promise<Reply> {
    return this.#parts.keeper.change((site) => {
      const after = this.#stopped ? { site, reply: failure(500, request.path) } : this.#turn(site, request);
      return { site: after.site, result: after.reply };
    });
  }

  #turn(site: Site, request: PracticeRequest): Turn {
    return answer(site, request, {
      now: this.#parts.now(),
      newId: this.#parts.newId,
      keeps: this.#parts.keeps,
    });
  }

  #pause(ms = 0): Promise<void> {
    return ms > 0 ? this.#parts.wait(ms) : Promise.resolve();
  }

  #countIn(at: number): boolean {
    if (this.#parts.limits === null) return false;
    const { counter, over } = arrive(this.#counter, this.#parts.limits, at);
    this.#counter = counter;
    return over;
  }

  #enter(request: PracticeRequest): Mutable<LoggedRequest> {
    const entry = { ...request, status: null };
    if (this.#log.length >= MAX_LOG) this.#log = this.#log.slice(-MAX_LOG / 2);
    this.#log.push(entry);
    return entry;
  }
}

/**
 * The status for whoever is not a program on this computer that was given this address: a page in a browser, whose
 * requests carry an origin or say that they come from elsewhere, or a name that somebody pointed at 127.0.0.1. They are
 * not counted, not logged and never read. Null: let in.
 */
function refusalOfStranger({ headers, socket }: IncomingMessage): 403 | 421 | null {
  const port = String(socket.localPort);
  if (headers.host !== `127.0.0.1:${port}` && headers.host !== `localhost:${port}`) return 421;
  const site = headers['sec-fetch-site'];
  return headers.origin !== undefined || site === 'cross-site' || site === 'same-site' ? 403 : null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

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
    // A kept connection that `offline` has just cut would look, to whoever uses it next, like a lost answer.
    Connection: 'close',
    'Content-Length': Buffer.byteLength(reply.body),
  });
  response.end(reply.body);
}
