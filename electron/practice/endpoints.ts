import { checkCreate, checkEdit, customerOf } from './checks.ts';
import { findAccounts, findDeleted } from './listing.ts';
import type { Found } from './listing.ts';
import { failure, formatOf, refusal, reply } from './replies.ts';
import type { Format, Reply } from './replies.ts';
import type { PracticeRequest } from './requests.ts';
import { buried, createdBody, editedBody, listed, viewBody } from './shapes.ts';
import { add, edit, find, remove } from './site.ts';
import type { PracticeAccount, Site, SomeValues } from './site.ts';

/** A request's effect on the site, and its answer: pure but for the new id it may ask for. */
export interface Turn {
  readonly site: Site;
  readonly reply: Reply;
}

export interface Moment {
  /** Server's clock, ms. */
  readonly now: number;
  newId(): string;
  /** What the database keeps of values, whatever the answer says. */
  readonly keeps: (values: SomeValues) => SomeValues;
}

/** API 2.0: customers.json|xml, customers/{id}.json|xml and deleted_log.json under /api/2.0/. */
export function answer(site: Site, request: PracticeRequest, moment: Moment): Turn {
  const { path } = request;
  const same = (given: Reply): Turn => ({ site, reply: given });
  if (request.auth !== 'right') return same(failure(401, path));
  if (request.unreadable === 'too-big') return same(failure(413, path));
  const format = formatOf(path);
  if (/^\/api\/2\.0\/customers\.(json|xml)$/.test(path)) return onAccounts(site, request, format, moment);
  const id = /^\/api\/2\.0\/customers\/([A-Za-z0-9-]+)\.(?:json|xml)$/.exec(path)?.[1];
  if (id !== undefined) return onAccount(site, request, format, find(site, id), moment);
  if (path !== '/api/2.0/deleted_log.json') return same(failure(404, path));
  if (request.method !== 'GET') return same(notAllowed(path, 'GET'));
  return same(paged(request, findDeleted(site, request.query), 'deletedlog', buried));
}

function onAccounts(site: Site, request: PracticeRequest, format: Format, moment: Moment): Turn {
  const { method, path, query } = request;
  if (method === 'POST') return create(site, request, format, moment);
  // Only add and edit have an XML page.
  if (method !== 'GET' || format === 'xml') {
    return { site, reply: notAllowed(path, format === 'xml' ? 'POST' : 'GET, POST') };
  }
  const compact = query['compact'] === 'true';
  const rows = paged(request, findAccounts(site, query), 'customers', (account) => listed(account, compact));
  return { site, reply: rows };
}

function create(site: Site, request: PracticeRequest, format: Format, moment: Moment): Turn {
  const customer = request.unreadable === null ? customerOf(request.body) : null;
  if (customer === null) return { site, reply: failure(400, request.path, 'no customer in the body') };
  const checked = checkCreate(customer);
  if (!checked.ok) return { site, reply: refusal(format, checked.errors) };
  const { contextId, values, sent } = checked.value;
  const kept = moment.keeps(values);
  const added = add(site, { id: moment.newId(), contextId, values: kept, at: secondsOf(moment.now) });
  return { site: added.site, reply: reply(200, format, createdBody(as(added.account, values), sent)) };
}

function onAccount(
  site: Site,
  request: PracticeRequest,
  format: Format,
  account: PracticeAccount | undefined,
  { now, keeps }: Moment,
): Turn {
  const { method, path } = request;
  const allowed = format === 'xml' ? ['PUT'] : ['GET', 'PUT', 'DELETE'];
  if (!allowed.includes(method)) return { site, reply: notAllowed(path, allowed.join(', ')) };
  if (account === undefined) return { site, reply: failure(404, path) };
  if (method === 'GET') return { site, reply: reply(200, format, viewBody(account)) };
  // The body of a delete's answer is not documented.
  if (method === 'DELETE') {
    return { site: remove(site, account, secondsOf(now)), reply: reply(200, format, { message: 'Deleted' }) };
  }
  const customer = request.unreadable === null ? customerOf(request.body) : null;
  if (customer === null) return { site, reply: failure(400, path, 'no customer in the body') };
  const checked = checkEdit(customer);
  if (!checked.ok) return { site, reply: refusal(format, checked.errors) };
  const edited = edit(site, account, keeps(checked.value), secondsOf(now));
  return { site: edited.site, reply: reply(200, format, editedBody(as(edited.account, checked.value))) };
}

/** As the answer to a write shows it: with what was sent. */
function as(account: PracticeAccount, sent: SomeValues): PracticeAccount {
  return { ...account, values: { ...account.values, ...sent } };
}

/** Lists are nested, one array in another, and their counters are text (the official samples). */
function paged<T>(request: PracticeRequest, found: Found<T>, name: string, shape: (row: T) => object): Reply {
  if (found.is === 'past-the-end') return failure(404, request.path);
  if (found.is === 'bad-parameter') return failure(400, request.path, found.name);
  const { count, page, pages, rows } = found;
  return reply(200, 'json', {
    count: String(count),
    page: String(page),
    pages: String(pages),
    [name]: [rows.map(shape)],
  });
}

function notAllowed(path: string, allowed: string): Reply {
  const plain = failure(405, path);
  return { ...plain, headers: { ...plain.headers, Allow: allowed } };
}

export function secondsOf(ms: number): number {
  return Math.floor(ms / 1000);
}
