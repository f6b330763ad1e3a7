import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { startPractice } from '../../../electron/practice/practice.ts';
import type { Practice, PracticeOptions } from '../../../electron/practice/practice.ts';
import { EMPTY_SITE } from '../../../electron/practice/site.ts';
import type { Site } from '../../../electron/practice/site.ts';

export const KEY = 'the-practice-key';
export const ACCOUNTS = '/api/2.0/customers.json';

/** A practice site of the test's own: empty, without limits, and gone when the test is. */
export async function startSite(options: Partial<PracticeOptions> = {}): Promise<Practice> {
  const practice = await startPractice({ key: KEY, seeded: false, limits: null, ...options });
  onTestFinished(() => practice.stop());
  return practice;
}

export interface Heard {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The body as JSON; undefined when it is not. */
  readonly json: unknown;
}

export interface Call {
  readonly method?: string;
  /** An object goes as JSON, text as it is. */
  readonly body?: object | string;
  readonly key?: string | null;
}

/** One request, as a client of the API makes it. Rejects when the line is cut. */
export async function call(
  practice: Practice,
  path: string,
  { method, body, key = KEY }: Call = {},
): Promise<Heard> {
  const response = await fetch(`${practice.origin}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      'Content-Type': path.includes('.xml') ? 'application/xml' : 'application/json',
      ...(key === null ? {} : { Authorization: `Basic ${Buffer.from(`${key}:x`).toString('base64')}` }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Creates an account and gives its id. */
export async function create(practice: Practice, fields: object): Promise<string> {
  const { json } = await call(practice, ACCOUNTS, { body: customer(fields) });
  return (json as { customer: { id: string } }).customer.id;
}

export function customer(fields: object): { readonly customer: object } {
  return { customer: { context_id: '2', name: 'Acme', ...fields } };
}

export function namesOf(heard: Heard): readonly string[] {
  const { customers } = heard.json as { customers: readonly (readonly { name: string }[])[] };
  return customers.flat().map((account) => account.name);
}

/** A clock that stands still until it is moved. */
export function clockAt(iso: string) {
  let now = Date.parse(iso);
  return {
    now: () => now,
    pass: (ms: number) => void (now += ms),
  };
}

/** Time passes only when the test says so: everything that waits is let go at once. */
export function heldTime() {
  let waiting: { readonly ms: number; readonly go: () => void }[] = [];
  return {
    wait: (ms: number) => new Promise<void>((go) => void waiting.push({ ms, go })),
    waits: () => waiting.map(({ ms }) => ms),
    letGo: () => {
      const due = waiting;
      waiting = [];
      due.forEach(({ go }) => {
        go();
      });
    },
  };
}

/** A place to keep the site that holds a copy, as a file would. */
export function shelf(first: unknown = null) {
  let kept = first;
  return {
    read: () => Promise.resolve(structuredClone(kept)),
    write: (site: Site) => {
      kept = structuredClone(site);
      return Promise.resolve();
    },
    kept: () => kept,
  };
}

export function siteWithNumber(nextNumber: number): Site {
  return { ...EMPTY_SITE, nextNumber };
}

/** Turns the event loop until it is so; the runner's own time limit is the only clock. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn();
}

export function nextTurn(): Promise<void> {
  return new Promise((turn) => setImmediate(turn));
}

/** Sends a request's head and the beginning of its body, and leaves it there. The caller ends the socket. */
export async function halfRequest(practice: Practice): Promise<Socket> {
  const socket = connect(Number(new URL(practice.origin).port), '127.0.0.1');
  await once(socket, 'connect');
  const head = `POST ${ACCOUNTS} HTTP/1.1\r\nHost: ${new URL(practice.origin).host}\r\nContent-Length: 99\r\n\r\n`;
  await new Promise<void>((sent) => socket.write(`${head}{"cust`, () => sent()));
  return socket;
}
