import type { Answer } from '../../../../electron/salesbinder/gateway.ts';
import type { VirtualTime } from '../../../support/virtual-clock.ts';
import { EPOCH } from './server-accounts.ts';
import type { Chances } from '../chances.ts';
import { afterwards, closed, heardFrom, lost, oddAnswer, portal, trouble, wordsOf } from './request.ts';
import type { Call, Caller, Request, Served, Trip } from './request.ts';
import type { Fate, FaultPeriod, FaultPlan } from '../fault-plan.ts';

const PATIENCE = 45_000;
const LATEST_COMMIT = 119_000;
/** Requests with this in a value are stopped by a firewall before SalesBinder. */
const POISON = '<script';
/** And of requests with this nobody ever hears again. */
const FOREVER_LOST = '§lost§';
/** And those with this are never answered: the app waits for as long as it does. */
const HANGS = '§hangs§';
/** To a request with this SalesBinder always answers with an error. */
const TROUBLES = '§500§';

interface NetworkParts {
  readonly time: VirtualTime;
  readonly chances: Chances;
  readonly faultPlan: FaultPlan;
  readonly period: (is: FaultPeriod['is']) => FaultPeriod | undefined;
  /** Whether nothing goes wrong any more. */
  readonly fair: () => boolean;
  /** The key that is taken. */
  readonly key: () => number;
}

/** The way to SalesBinder and back: what becomes of each request, and when. */
export class Network {
  readonly requests: Request[] = [];
  readonly #parts: NetworkParts;
  readonly #time: VirtualTime;
  readonly #onTheWay = new Map<Request, { readonly caller: Caller; readonly arrive: () => void }>();

  constructor(parts: NetworkParts) {
    this.#parts = parts;
    this.#time = parts.time;
  }

  call<T>(about: Call, caller: Caller, serve: (request: Request) => Served<T>): Promise<Answer<T>> {
    return new Promise((resolve) => {
      if (!caller.alive || !caller.point(`${about.verb}: before`)) return;
      const trip = this.#leave(about, caller);
      caller.observer.leaves(trip.request);
      const blocked = this.#onTheWayThere(trip);
      if (blocked !== null) {
        this.#answer(trip, trip.up + trip.down, blocked, resolve);
        return;
      }
      caller.point(`${about.verb}: left`);
      this.#travel(trip, about, serve, resolve);
    });
  }

  /** The process died: what it had sent still arrives, but soon. */
  hurryUp(dead: Caller): void {
    for (const [{ no }, { caller, arrive }] of this.#onTheWay) {
      if (caller === dead) this.#time.after(this.#parts.chances.rng(`last ${no}`).whole(0, 100), arrive);
    }
  }

  #leave(about: Call, caller: Caller): Trip {
    const { verb, type, remoteId, sent } = about;
    const { chances, faultPlan } = this.#parts;
    const no = this.requests.length + 1;
    const name = chances.nameFor(`${caller.name}${verb}`, likeThis(about, caller));
    const fate = this.#fate(name, sent !== null);
    const request: Request = {
      ...{ no, from: caller.name, verb, type, remoteId, sent, leftAt: this.#time.now },
      ...{ arrivedAt: null, committedAt: null, account: null, answeredAt: null },
      saysOnly: fate === 'says-only' && verb === 'update',
      ...{ accepted: false, harmless: false, untrue: false, shown: [] },
    };
    this.requests.push(request);
    const rng = chances.rng(name);
    const slow = this.#parts.period('slow') !== undefined;
    const usual = faultPlan.rush ? 60 : 800;
    const leg = (): number => (slow ? rng.whole(200, 26_000) : rng.whole(5, usual));
    const up = valuesIn(sent).includes(HANGS) ? PATIENCE : leg();
    return { request, fate, up, down: leg(), caller, rng };
  }

  #fate(name: string, writes: boolean): Fate {
    const { chances, faultPlan, fair } = this.#parts;
    const strikes = !fair() && chances.happens(name, writes ? faultPlan.badWrites : faultPlan.badReads);
    return strikes ? chances.rng(`${name}/fate`).pick(faultPlan.fates) : 'fine';
  }

  /** A request that never reaches SalesBinder. */
  #onTheWayThere({ fate, request }: Trip): Served<never> | null {
    if (this.#parts.period('unreachable') !== undefined) {
      return { problem: { what: 'unreachable', detail: 'ENOTFOUND' }, mayHaveActed: false };
    }
    if (this.#parts.period('portal') !== undefined) return portal();
    const text = valuesIn(request.sent);
    if (text.includes(POISON)) {
      return { problem: { what: 'blocked', status: 403 }, mayHaveActed: true };
    }
    if (text.includes(TROUBLES)) return trouble();
    if (text.includes(FOREVER_LOST) || text.includes(HANGS)) return lost();
    if (fate === 'reset-before' || fate === 'lost-before') return lost();
    if (fate === 'error-before' || fate === 'page-before') return oddAnswer(fate, request.sent !== null);
    return fate === 'trouble-before' ? trouble() : null;
  }

  #travel<T>(
    trip: Trip,
    about: Call,
    serve: (request: Request) => Served<T>,
    resolve: (answer: Answer<T>) => void,
  ): void {
    const { request, fate, up, down, rng } = trip;
    let arrived = false;
    const arrive = (): void => {
      if (arrived) return;
      arrived = true;
      this.#onTheWay.delete(request);
      request.arrivedAt = this.#time.now;
      const refusal = this.#atTheDoor(about, trip.caller, request.leftAt);
      if (refusal !== null) return this.#answer(trip, down, refusal, resolve);
      if (fate === 'late' && request.sent !== null) {
        this.#time.after(rng.whole(0, LATEST_COMMIT), () => void serve(request));
        return this.#answer(trip, down, lost(), resolve);
      }
      const served = serve(request);
      this.#answer(trip, down, afterwards(fate, served, request.sent !== null), resolve);
    };
    this.#onTheWay.set(request, { caller: trip.caller, arrive });
    this.#time.after(Math.min(up, PATIENCE), arrive);
  }

  /** SalesBinder's answer before it looks at the request. */
  #atTheDoor({ type, sent, key, query }: Call, { limits }: Caller, leftAt: number): Served<never> | null {
    if (!limits.arrives(this.#time.now, leftAt))
      return { problem: { what: 'over-limit' }, mayHaveActed: false };
    if (query?.filter?.by === 'name' && query.filter.name.includes(POISON)) {
      return { problem: { what: 'portal', status: 403 }, mayHaveActed: true };
    }
    if (this.#parts.period('trouble') !== undefined) return trouble();
    if (key !== this.#parts.key())
      return { problem: { what: 'key', reason: 'refused' }, mayHaveActed: false };
    if (this.#parts.period('closed') !== undefined) return closed();
    if (this.#parts.period('read-only') !== undefined && sent !== null) return closed();
    const forbidden = this.#parts.period('forbidden');
    const forbids = forbidden?.is === 'forbidden' && (sent !== null || !forbidden.mayBeSeen);
    return forbids && forbidden.type === type
      ? { problem: { what: 'forbidden', type }, mayHaveActed: false }
      : null;
  }

  #answer<T>(trip: Trip, ms: number, served: Served<T>, resolve: (answer: Answer<T>) => void): void {
    const { request, caller, rng } = trip;
    const servedAt = this.#time.now;
    const late = servedAt + ms - request.leftAt > PATIENCE;
    const given = late ? lost() : served;
    const read = (): void => {
      if (!caller.alive || !caller.point(`${request.verb}: answer`)) return;
      request.answeredAt = this.#time.now;
      caller.observer.answered(request, 'value' in given ? 'ok' : wordsOf(given.problem, trip.fate));
      if ('value' in given) {
        request.accepted = true;
        if (request.account !== null) caller.observer.sees(request, request.account, servedAt);
        for (const { id, asOf } of request.shown) caller.observer.sees(request, id, asOf);
        resolve({ ok: true, value: given.value, serverDate: this.#date() });
        return;
      }
      const { problem, mayHaveActed } = given;
      request.harmless = !mayHaveActed;
      // A portal's own clock is its own affair.
      const wrongBy = problem.what === 'portal' ? rng.whole(-21_600, 21_600) * 1_000 : 0;
      const serverDate = heardFrom(problem) ? this.#date() + wrongBy : null;
      const retryAfter = problem.what === 'over-limit' && rng.chance(0.5) ? 90_000 : null;
      if (problem.what === 'over-limit') caller.limits.sawOverLimit(this.#time.now, retryAfter);
      resolve({ ok: false, problem, mayHaveActed, retryAfter, serverDate });
    };
    this.#time.at(late ? request.leftAt + PATIENCE : servedAt + ms, read, 'answer');
  }

  #date(): number {
    return Math.floor((EPOCH + this.#time.now + this.#parts.faultPlan.serverAhead) / 1_000) * 1_000;
  }
}

function valuesIn(sent: Request['sent']): string {
  return Object.values(sent ?? {}).join(' ');
}

/** The traits by which two requests of a computer are the same, so that leaving out another changes neither's fate. */
function likeThis({ verb, type, sent, query }: Call, { name }: Caller): string {
  return `${name}${verb}/${type}/${JSON.stringify(sent)}/${query?.filter?.by ?? ''}`;
}
