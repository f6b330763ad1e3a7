import type { AccountType, RemoteAccount, Values } from '../../shared/account.ts';
import type {
  Answer,
  AnswerProblem,
  Gateway,
  ListPage,
  ListQuery,
} from '../../electron/salesbinder/gateway.ts';
import type { VirtualTime } from '../support/virtual-clock.ts';
import { AccountsThere, EPOCH, latest, stamp } from './accounts-there.ts';
import type { Row, There } from './accounts-there.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { StrictLimits } from './strict-limits.ts';
import type { Fate, Spell, Weather } from './weather.ts';

export type Verb = 'create' | 'update' | 'view' | 'list';

/** One request, from leaving this computer to its answer; kept for the oracle. Times are true ms. */
export interface Request {
  readonly no: number;
  readonly verb: Verb;
  readonly type: AccountType;
  readonly remoteId: string | null;
  readonly sent: Values | null;
  readonly leftAt: number;
  arrivedAt: number | null;
  /** When what it wrote was there, and where. */
  committedAt: number | null;
  account: string | null;
  /** When its answer was read by the app. */
  answeredAt: number | null;
  accepted: boolean;
  /** The app was told, or could tell, that nothing came of it. */
  harmless: boolean;
}

/** One run of the app, as seen from the network. */
export interface Caller {
  readonly alive: boolean;
  /** A point at which the process could die. @returns whether it lives on */
  point(name: string): boolean;
}

export interface Watcher {
  leaves(request: Request): void;
  writes(request: Request, account: There): void;
  /** A full answer about one account reached the app. */
  sees(id: string, servedAt: number): void;
  trace(text: string): void;
}

/** What the network does with one request. */
interface Trip {
  readonly request: Request;
  readonly fate: Fate;
  readonly up: number;
  readonly down: number;
  readonly caller: Caller;
}

type Served<T> = { readonly value: T } | { readonly problem: AnswerProblem; readonly mayHaveActed: boolean };

const PATIENCE = 45_000;
const LATEST_COMMIT = 119_000;

/** SalesBinder and the way to it, in virtual time: strict, forgetful, and truthful unless its weather says otherwise. */
export class SalesBinder {
  readonly there: AccountsThere;
  readonly limits = new StrictLimits();
  readonly requests: Request[] = [];
  /** Requests with this in a value are stopped by a firewall before SalesBinder. */
  readonly poison = '<script';
  /** And of requests with this nobody ever hears again. */
  readonly lost = '§lost§';
  key = 1;
  readonly #time: VirtualTime;
  readonly #dice: Dice;
  readonly #seed: number;
  readonly #watcher: Watcher;
  readonly #weather: Weather;
  readonly #onTheWay = new Map<Request, () => void>();
  #fair = false;

  constructor(time: VirtualTime, seed: number, weather: Weather, watcher: Watcher) {
    this.#time = time;
    this.#seed = seed;
    this.#dice = diceOf(seed, 'network');
    this.#watcher = watcher;
    this.#weather = weather;
    this.there = new AccountsThere(weather);
  }

  /** From now on nothing goes wrong any more. */
  clearUp(): void {
    this.#fair = true;
  }

  /** Whether a list was untruthful at some time in between. */
  liedBetween(from: number, until: number): boolean {
    return this.#weather.spells.some(
      (spell) => (spell.is === 'stale' || spell.is === 'empty') && spell.from <= until && spell.until >= from,
    );
  }

  gateway(caller: Caller, key: number): Gateway {
    const call = <T>(about: Omit<Call, 'key'>, serve: (request: Request) => Served<T>): Promise<Answer<T>> =>
      this.#call({ ...about, key }, caller, serve);
    return {
      create: (type, sent) =>
        call({ verb: 'create', type, remoteId: null, sent }, (request) => this.#create(request, type, sent)),
      update: (remoteId, type, sent) =>
        call({ verb: 'update', type, remoteId, sent }, (request) => this.#update(request, remoteId, sent)),
      view: (remoteId, type) =>
        call({ verb: 'view', type, remoteId, sent: null }, (request) => this.#view(request, remoteId)),
      list: (query) =>
        call({ verb: 'list', type: query.type, remoteId: null, sent: null, query }, () => this.#list(query)),
      deleted: () => Promise.reject(new Error('not asked here')),
    };
  }

  /** The process died: what it had sent still arrives, but soon. */
  hurryUp(): void {
    for (const arrive of this.#onTheWay.values()) this.#time.after(this.#dice.whole(0, 100), arrive);
  }

  #call<T>(about: Call, caller: Caller, serve: (request: Request) => Served<T>): Promise<Answer<T>> {
    return new Promise((resolve) => {
      if (!caller.alive || !caller.point(`${about.verb}: before`)) return;
      const trip = this.#leave(about, caller);
      const { request } = trip;
      this.#watcher.leaves(request);
      const blocked = this.#onTheWayThere(trip);
      if (blocked !== null) {
        this.#answer(trip, trip.up + trip.down, blocked, resolve);
        return;
      }
      caller.point(`${about.verb}: left`);
      this.#travel(trip, about, serve, resolve);
    });
  }

  #leave({ verb, type, remoteId, sent }: Call, caller: Caller): Trip {
    const no = this.requests.length + 1;
    const request: Request = {
      ...{ no, verb, type, remoteId, sent, leftAt: this.#time.now },
      ...{
        arrivedAt: null,
        committedAt: null,
        account: null,
        answeredAt: null,
        accepted: false,
        harmless: false,
      },
    };
    this.requests.push(request);
    const dice = diceOf(this.#seed, `request/${no}`);
    const writes = sent !== null;
    const bad = writes ? this.#weather.badWrites : this.#weather.badReads;
    const fate = !this.#fair && dice.chance(bad) ? dice.pick(this.#weather.fates) : 'fine';
    const slow = this.#spell('slow') !== undefined;
    const usual = this.#weather.rush ? 60 : 800;
    const leg = (): number => (slow ? dice.whole(200, 26_000) : dice.whole(5, usual));
    return { request, fate, up: leg(), down: leg(), caller };
  }

  /** What never reaches SalesBinder. */
  #onTheWayThere({ fate, request }: Trip): Served<never> | null {
    if (this.#spell('unreachable') !== undefined) {
      return { problem: { what: 'unreachable', detail: 'ENOTFOUND' }, mayHaveActed: false };
    }
    if (this.#spell('portal') !== undefined) return portal();
    const text = Object.values(request.sent ?? {}).join(' ');
    if (text.includes(this.poison)) {
      return { problem: { what: 'forbidden', type: request.type }, mayHaveActed: false };
    }
    if (text.includes(this.lost)) return lost();
    if (fate === 'reset-before' || fate === 'lost-before') return lost();
    if (fate === 'trouble-before') return trouble();
    return null;
  }

  #travel<T>(
    trip: Trip,
    about: Call,
    serve: (request: Request) => Served<T>,
    resolve: (answer: Answer<T>) => void,
  ): void {
    const { request, fate, up, down } = trip;
    let arrived = false;
    const arrive = (): void => {
      if (arrived) return;
      arrived = true;
      this.#onTheWay.delete(request);
      request.arrivedAt = this.#time.now;
      const refusal = this.#atTheDoor(about);
      if (refusal !== null) return this.#answer(trip, down, refusal, resolve);
      if (fate === 'late' && request.sent !== null) {
        this.#time.after(this.#dice.whole(0, LATEST_COMMIT), () => void serve(request));
        return this.#answer(trip, down, lost(), resolve);
      }
      const served = serve(request);
      this.#answer(trip, down, afterwards(fate, served), resolve);
    };
    this.#onTheWay.set(request, arrive);
    this.#time.after(Math.min(up, PATIENCE), arrive);
  }

  /** What SalesBinder says before it looks at what was asked. */
  #atTheDoor({ type, key, query }: Call): Served<never> | null {
    if (!this.limits.arrives(this.#time.now)) return { problem: { what: 'over-limit' }, mayHaveActed: false };
    if (query?.filter?.by === 'name' && query.filter.name.includes(this.poison)) {
      return { problem: { what: 'forbidden', type }, mayHaveActed: false };
    }
    if (this.#spell('trouble') !== undefined) return trouble();
    if (key !== this.key) return { problem: { what: 'key', reason: 'refused' }, mayHaveActed: false };
    const forbidden = this.#spell('forbidden');
    return forbidden?.is === 'forbidden' && forbidden.type === type
      ? { problem: { what: 'forbidden', type }, mayHaveActed: false }
      : null;
  }

  #answer<T>(trip: Trip, ms: number, served: Served<T>, resolve: (answer: Answer<T>) => void): void {
    const { request, caller } = trip;
    const servedAt = this.#time.now;
    const late = servedAt + ms - request.leftAt > PATIENCE;
    const given = late ? lost() : served;
    const read = (): void => {
      if (!caller.alive || !caller.point(`${request.verb}: answer`)) return;
      request.answeredAt = this.#time.now;
      this.#watcher.trace(`${request.no} ${'value' in given ? 'ok' : given.problem.what}`);
      if ('value' in given) {
        request.accepted = true;
        if (request.account !== null) this.#watcher.sees(request.account, servedAt);
        resolve({ ok: true, value: given.value, serverDate: this.#date() });
        return;
      }
      const { problem, mayHaveActed } = given;
      request.harmless = !mayHaveActed;
      const serverDate = heardFrom(problem) ? this.#date() : null;
      const retryAfter = problem.what === 'over-limit' && this.#dice.chance(0.5) ? 90_000 : null;
      if (problem.what === 'over-limit') this.limits.told(this.#time.now, retryAfter);
      resolve({ ok: false, problem, mayHaveActed, retryAfter, serverDate });
    };
    this.#time.at(late ? request.leftAt + PATIENCE : servedAt + ms, read, 'answer');
  }

  #create(request: Request, type: AccountType, sent: Values): Served<RemoteAccount> {
    const refusal = this.#refusal(sent, null);
    if (refusal !== null) return refusal;
    const account = this.there.create(type, sent, this.#time.now, request.no);
    this.#wrote(request, account);
    const echo = this.#row(account);
    const mentioned = Object.entries(echo.values).filter(([key]) => key in sent);
    return { value: { ...echo, values: Object.fromEntries(mentioned) } };
  }

  #update(request: Request, remoteId: string, sent: Values): Served<RemoteAccount> {
    const account = this.there.byId.get(remoteId);
    if (account === undefined || account.deletedAt !== null) return NOT_FOUND;
    const refusal = this.#refusal(sent, remoteId);
    if (refusal !== null) return refusal;
    this.there.update(account, sent, this.#time.now, request.no);
    this.#wrote(request, account);
    return { value: this.#row(account) };
  }

  #view(request: Request, remoteId: string): Served<RemoteAccount> {
    const account = this.there.byId.get(remoteId);
    if (account === undefined || account.deletedAt !== null) return NOT_FOUND;
    request.account = remoteId;
    // The documented sample of "View" has no context.
    return { value: { ...this.#row(account), type: this.#dice.chance(0.5) ? null : account.type } };
  }

  #list(query: ListQuery): Served<ListPage> {
    if (this.#spell('empty') !== undefined) return { value: { count: 0, page: 1, pages: 0, accounts: [] } };
    const asOf = this.#spell('stale')?.from ?? this.#time.now;
    const rows = this.there.find(query, asOf, this.#weather.serverAhead);
    const pages = Math.ceil(rows.length / query.pageLimit);
    if (query.page > 1 && query.page > pages) return NOT_FOUND;
    const accounts = rows
      .slice((query.page - 1) * query.pageLimit, query.page * query.pageLimit)
      .map((one) => this.#row(one));
    return { value: { count: rows.length, page: query.page, pages, accounts } };
  }

  #wrote(request: Request, account: There): void {
    request.committedAt = this.#time.now;
    request.account = account.id;
    this.#watcher.writes(request, account);
  }

  #refusal(sent: Values, self: string | null): Served<never> | null {
    const against = this.there.refuses(sent, self);
    if (against === null) return null;
    const { field, unique } = against;
    const fields = { [field]: unique ? 'This value is already in use' : 'The provided value is invalid' };
    return {
      problem: { what: 'refused', status: 422, message: '', fields, ...(unique ? { unique } : {}) },
      mayHaveActed: false,
    };
  }

  #row({ id, number, type, versions }: Row): RemoteAccount {
    const { serverAhead } = this.#weather;
    const first = versions[0]?.at ?? 0;
    const { values, at } = latest({ versions });
    return {
      ...{ id, number, type, values },
      created: stamp(first, serverAhead),
      modified: stamp(at, serverAhead),
    };
  }

  #spell(is: Spell['is']): Spell | undefined {
    const { now } = this.#time;
    if (this.#fair) return undefined;
    return this.#weather.spells.find((spell) => spell.is === is && spell.from <= now && now < spell.until);
  }

  #date(): number {
    return Math.floor((EPOCH + this.#time.now + this.#weather.serverAhead) / 1_000) * 1_000;
  }
}

interface Call {
  readonly verb: Verb;
  readonly type: AccountType;
  readonly remoteId: string | null;
  readonly sent: Values | null;
  readonly key: number;
  readonly query?: ListQuery;
}

const NOT_FOUND: Served<never> = { problem: { what: 'not-found' }, mayHaveActed: false };

/** What was done, and what the app is told of it. */
function afterwards<T>(fate: Fate, served: Served<T>): Served<T> {
  if (fate === 'lost-after' || fate === 'late') return lost();
  if (fate === 'trouble-after') return trouble();
  return fate === 'portal-after' ? portal() : served;
}

function lost(): Served<never> {
  return { problem: { what: 'lost', detail: 'ECONNRESET' }, mayHaveActed: true };
}

function trouble(): Served<never> {
  return { problem: { what: 'trouble', status: 502 }, mayHaveActed: true };
}

function portal(): Served<never> {
  return { problem: { what: 'portal', status: 200 }, mayHaveActed: true };
}

function heardFrom({ what }: AnswerProblem): boolean {
  return what !== 'unreachable' && what !== 'lost' && what !== 'portal';
}
