import type { AccountType } from '../../../shared/account.ts';
import { keyEcho } from '../key-echo.ts';
import type { AnswerProblem } from '../../../shared/problem.ts';
import { COOL_DOWN_AT_MOST } from '../../../shared/sync/waits.ts';
import type { Answer } from '../gateway.ts';
import { whyRefused } from './api-key.ts';
import { refusalOf } from './refusal.ts';
import { isObject } from './wire.ts';

/**
 * The meaning of each answer: one pure table, and the only place that reads a status code.
 * The rows are those of the design's "What each answer means".
 */

/** An answer that arrived whole. */
export interface Reply {
  readonly status: number;
  readonly contentType: string | null;
  /** The `Date` and `Retry-After` headers as they came. */
  readonly date: string | null;
  readonly retryAfter: string | null;
  /** Null: longer than any true answer, or not text. */
  readonly body: string | null;
}

export function replyOf(response: Pick<Response, 'status' | 'headers'>, body: string | null): Reply {
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    date: response.headers.get('date'),
    retryAfter: response.headers.get('retry-after'),
    body,
  };
}

export interface Asked<T> {
  readonly verb: 'create' | 'update' | 'view' | 'list';
  readonly type: AccountType;
  /** List only: from page 2 on, a 404 is how SalesBinder says that there are no more. */
  readonly page: number;
  /** The one that was sent: for what a 401 means, and so that no answer's echo of it gets any further. */
  readonly key: string;
  /** Takes what was asked for out of a 2xx's JSON; null when it isn't there. */
  readonly read: (json: unknown) => T | null;
}

interface Verdict {
  readonly problem: AnswerProblem;
  readonly mayHaveActed: boolean;
}

/** Never throws, whatever arrived; says ok only to a 2xx that is JSON, holds what was asked for and says no more. */
export function classify<T>(reply: Reply, asked: Asked<T>): Answer<T> {
  const serverDate = httpDate(reply.date);
  const value = accepted(reply, asked);
  if (value !== null) return { ok: true, value, serverDate };
  const retryAfter = reply.status === 429 ? retryAfterOf(reply.retryAfter, serverDate) : null;
  // Of the parsed texts, too: an escape hides a key from whoever reads the body as it came.
  const echo = keyEcho(asked.key);
  const body = reply.body === null ? null : echo.without(reply.body);
  return {
    ok: false,
    serverDate,
    retryAfter,
    ...verdict({ ...reply, body }, echo.inside(jsonOf(reply)), asked),
  };
}

function accepted<T>(reply: Reply, asked: Asked<T>): T | null {
  if (!isSuccess(reply.status)) return null;
  const json = jsonOf(reply);
  return isWrite(asked) && !saysSaved(json) ? null : asked.read(json);
}

/** @param json undefined when it is none */
function verdict(reply: Reply, json: unknown, asked: Asked<unknown>): Verdict {
  const { status } = reply;
  if (isSuccess(status)) return unclear(notSaved(reply, json, asked));
  // A redirect after a POST can be how a server says "saved": it may have acted.
  if (status >= 300 && status < 400) return unclear(redirected(status));
  if (status === 511) return unclear({ what: 'portal', status });
  if (status === 408 || (status >= 500 && status < 600)) return unclear({ what: 'trouble', status });
  // A request that a middle box refuses has not reached SalesBinder, as a rule; nobody can tell for sure.
  if (isMiddleBox(reply, asked)) return unclear({ what: isWrite(asked) ? 'blocked' : 'portal', status });
  if (status >= 400 && status < 500) return saidNo(clientProblem(reply, json, asked));
  return unclear({ what: 'lost', detail: 'BAD_STATUS' });
}

function clientProblem(reply: Reply, json: unknown, asked: Asked<unknown>): AnswerProblem {
  const { status } = reply;
  switch (status) {
    case 401:
      return { what: 'key', reason: whyRefused(asked.key) };
    case 403:
      return { what: 'forbidden', type: asked.type };
    case 404: {
      // SalesBinder answers in JSON; a page of HTML comes from whatever else lives at this address.
      const fromTheApi = json !== undefined || (reply.body?.trim() === '' && !isHtml(reply));
      const canBeMissing = asked.verb === 'update' || asked.verb === 'view' || asked.page > 1;
      return fromTheApi && canBeMissing ? { what: 'not-found' } : nothingHere(status, asked);
    }
    case 405:
      return nothingHere(status, asked);
    // A proxy of this network asks who is there; SalesBinder has not seen the request.
    case 407:
      return { what: 'portal', status };
    case 429:
      return { what: 'over-limit' };
    default:
      return refusalOf(status, json, reply.body ?? '');
  }
}

/** For a redirect that the platform reported instead of handing it over, too. */
export function redirected(status: number): AnswerProblem {
  return { what: 'redirected', status, permanent: status === 301 || status === 308 };
}

function saidNo(problem: AnswerProblem): Verdict {
  return { problem, mayHaveActed: false };
}

function unclear(problem: AnswerProblem): Verdict {
  return { problem, mayHaveActed: true };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function isWrite({ verb }: Asked<unknown>): boolean {
  return verb === 'create' || verb === 'update';
}

/**
 * SalesBinder's pages show "Saved"; CakePHP's own REST example says "Saved" or "Error", sends the account back either
 * way and leaves the status at 200. So the word is asked for, and that no error stands beside it.
 */
function saysSaved(json: unknown): boolean {
  if (!isObject(json) || typeof json['message'] !== 'string') return false;
  const { customer } = json;
  const errors = [
    json['errors'],
    json['Errors'],
    json['error'],
    isObject(customer) ? customer['errors'] : null,
  ];
  return /^\s*saved\b[\s.!]*$/i.test(json['message']) && errors.every(isNothing);
}

function isNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === false || value === '';
}

/** A success that holds no account that was saved: what it says instead, or that it says nothing. */
function notSaved(reply: Reply, json: unknown, asked: Asked<unknown>): AnswerProblem {
  const { status } = reply;
  const empty = reply.body?.trim() === '' && !isHtml(reply);
  if (json === undefined && !empty) return { what: 'portal', status };
  if (!isWrite(asked) || json === undefined) return { what: 'unclear', status };
  const refusal = refusalOf(status, withoutSaved(json), '');
  const says = refusal.message !== '' || Object.keys(refusal.fields).length > 0;
  return says ? { ...refusal, unsure: true } : { what: 'unclear', status };
}

/** "Saved" is no reason, whatever stands beside it. */
function withoutSaved(json: unknown): unknown {
  if (!isObject(json) || typeof json['message'] !== 'string' || !/^\s*saved\b/i.test(json['message']))
    return json;
  const { message: _, ...beside } = json;
  return beside;
}

/**
 * SalesBinder answers in JSON: a page is a middle box's word (a firewall, a proxy, a hotel's Wi-Fi). Where nothing else
 * was asked for than whether SalesBinder is there at all, a page that isn't there says that it is not.
 */
function isMiddleBox(reply: Reply, asked: Asked<unknown>): boolean {
  const { status } = reply;
  if (status < 400 || status >= 500 || [407, 408, 429].includes(status)) return false;
  if ((status === 404 || status === 405) && !isWrite(asked)) return false;
  return isHtml(reply) || /^\s*<(?:!doctype|html|\?xml)/i.test(reply.body ?? '');
}

/** To a question it means that SalesBinder is somewhere else; a write was refused by whatever stands in its place. */
function nothingHere(status: number, asked: Asked<unknown>): AnswerProblem {
  return { what: isWrite(asked) ? 'blocked' : 'wrong-address', status };
}

/** Undefined when the body is not JSON. Text before it (a PHP warning) makes it something else; a BOM doesn't. */
function jsonOf(reply: Reply): unknown {
  if (reply.body === null || isHtml(reply)) return undefined;
  try {
    return JSON.parse(reply.body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function isHtml(reply: Reply): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(reply.contentType ?? '');
}

/** A hostile or broken server must not silence us for longer than a day. */
const LONGEST_RETRY_AFTER = COOL_DOWN_AT_MOST;

/** Milliseconds: seconds, or a date against the answer's own clock (never against this computer's). */
function retryAfterOf(header: string | null, serverDate: number | null): number | null {
  const text = header?.trim() ?? '';
  const until = httpDate(text);
  const wait = /^\d+$/.test(text)
    ? Number(text) * 1000
    : until !== null && serverDate !== null
      ? until - serverDate
      : null;
  return wait === null ? null : Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER);
}

/** HTTP's one date format, as milliseconds; Date.parse alone takes too much for a date. */
function httpDate(header: string | null): number | null {
  if (header === null || !/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(header))
    return null;
  const time = Date.parse(header);
  return Number.isNaN(time) ? null : time;
}
