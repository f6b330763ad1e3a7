import ky from 'ky';
import type { AccountType } from '../../../shared/account.ts';
import { classify, redirected, replyOf } from './answers.ts';
import type { Asked, Reply } from './answers.ts';
import { authorization } from './api-key.ts';
import type { Answer, Gateway } from '../gateway.ts';
import { NetworkFailure, networkFailureOf } from '../network-failure.ts';
import { mayCarryKey } from '../origin.ts';
import { readBody } from '../read-body.ts';
import {
  createBody,
  deletedSearch,
  listSearch,
  readCustomer,
  readCustomerWithId,
  readDeletedPage,
  readListPage,
  readViewedWithId,
  updateBody,
} from './wire.ts';
import type { CustomerBody } from './wire.ts';

export interface HttpGatewayOptions {
  /** As originOf gives it. */
  readonly origin: string;
  readonly key: string;
  /** The Host's. May throw NetworkFailure. */
  readonly fetch: typeof globalThis.fetch;
  /** For the whole of an answer, body included, ms. Connecting has its own, shorter limit within the platform's fetch. */
  readonly timeouts?: { readonly answer: number };
  /** Of a body, uncompressed. A page of 200 accounts is some 300 kB. */
  readonly maxBytes?: { readonly one: number; readonly list: number };
}

const TIMEOUTS = { answer: 45_000 };
const MAX_BYTES = { one: 1_000_000, list: 16_000_000 };

/** SalesBinder's API 2.0 over HTTP. Throws only for an origin that the key may not go to: originOf never gives one. */
export function httpGateway(options: HttpGatewayOptions): Gateway {
  if (!mayCarryKey(options.origin))
    throw new Error('The API key goes over https, or to this computer itself');
  const { one, list } = options.maxBytes ?? MAX_BYTES;
  const about = (type: AccountType) => ({ type, page: 1, key: options.key });
  return {
    create: ({ type, values }) =>
      exchange(
        options,
        { method: 'POST', path: 'customers.json', json: createBody(type, values), maxBytes: one },
        { ...about(type), verb: 'create', read: readCustomer },
      ),
    update: (remoteId, { type, values }) =>
      exchange(
        options,
        { method: 'PUT', path: pathOf(remoteId), json: updateBody(values), maxBytes: one },
        { ...about(type), verb: 'update', read: readCustomerWithId(remoteId) },
      ),
    view: (remoteId, type) =>
      exchange(
        options,
        { method: 'GET', path: pathOf(remoteId), maxBytes: one },
        { ...about(type), verb: 'view', read: readViewedWithId(remoteId) },
      ),
    list: (query) =>
      exchange(
        options,
        { method: 'GET', path: `customers.json?${listSearch(query)}`, maxBytes: list },
        { ...about(query.type), page: query.page, verb: 'list', read: readListPage(query) },
      ),
    deleted: (query) =>
      exchange(
        options,
        { method: 'GET', path: `deleted_log.json?${deletedSearch(query)}`, maxBytes: list },
        { ...about(query.type), page: query.page, verb: 'list', read: readDeletedPage(query) },
      ),
  };
}

function pathOf(remoteId: string): string {
  return `customers/${encodeURIComponent(remoteId)}.json`;
}

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly json?: CustomerBody;
  readonly maxBytes: number;
}

async function exchange<T>(options: HttpGatewayOptions, call: Call, asked: Asked<T>): Promise<Answer<T>> {
  if (options.key === '') {
    return { ...SILENCE, problem: { what: 'key', reason: 'missing' }, mayHaveActed: false };
  }
  const { answer } = options.timeouts ?? TIMEOUTS;
  try {
    return classify(await underDeadline(answer, (signal) => send(options, call, signal)), asked);
  } catch (error) {
    return withoutAnswer(networkFailureOf(error));
  }
}

/** Spread, because the types of Node's fetch know no `cache`; Chromium's fetch minds it. */
const RULES = {
  // A followed redirect would carry the key elsewhere, or send a create twice.
  redirect: 'manual',
  credentials: 'omit',
  cache: 'no-store',
} as const;

async function send(options: HttpGatewayOptions, call: Call, signal: AbortSignal): Promise<Reply> {
  const response = await ky(`${options.origin}/api/2.0/${call.path}`, {
    method: call.method,
    headers: {
      Authorization: authorization(options.key),
      Accept: 'application/json',
      ...(call.json && { 'Content-Type': 'application/json' }),
    },
    ...(call.json && { json: call.json }),
    fetch: (input, init) => options.fetch(input, init),
    signal,
    // The outbox alone owns retrying, and the deadline is ours: ky's covers no body.
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    ...RULES,
  });
  return replyOf(response, await readBody(response, call.maxBytes));
}

/** One deadline over everything, kept even when the fetch given to us ignores its signal. */
async function underDeadline<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NetworkFailure('TIMEOUT', { left: true })), ms);
  });
  try {
    return await Promise.race([work(controller.signal), expired]);
  } finally {
    clearTimeout(timer);
    // Ends whatever is still on its way: a slow body, or one that was cut short.
    controller.abort();
  }
}

const SILENCE = { ok: false, serverDate: null, retryAfter: null } as const;

function withoutAnswer({ code, left, redirected: elsewhere }: NetworkFailure): Answer<never> {
  if (elsewhere !== undefined) {
    return { ...SILENCE, problem: redirected(elsewhere.status), mayHaveActed: true };
  }
  const problem = { what: left ? 'lost' : 'unreachable', detail: code } as const;
  return { ...SILENCE, problem, mayHaveActed: left };
}
