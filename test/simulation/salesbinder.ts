import type { Answer, AnswerProblem, Gateway } from '../../electron/salesbinder/gateway.ts';
import type { VirtualTime } from '../support/virtual-clock.ts';
import { AccountsThere, EPOCH } from './accounts-there.ts';
import { Counter } from './counter.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { afterwards, heardFrom, lost, portal, trouble } from './traffic.ts';
import type { Call, Caller, Request, Served, Trip, Watcher } from './traffic.ts';
import type { Spell, Weather } from './weather.ts';

const PATIENCE = 45_000;
const LATEST_COMMIT = 119_000;

/** SalesBinder and the way to it, in virtual time: strict, forgetful, and truthful unless its weather says otherwise. */
export class SalesBinder {
  readonly there: AccountsThere;
  readonly requests: Request[] = [];
  /** Requests with this in a value are stopped by a firewall before SalesBinder. */
  readonly poison = '<script';
  /** And of requests with this nobody ever hears again. */
  readonly lost = '§lost§';
  key = 1;
  readonly #time: VirtualTime;
  readonly #dice: Dice;
  readonly #seed: number;
  readonly #weather: Weather;
  readonly #onTheWay = new Map<Request, { readonly caller: Caller; readonly arrive: () => void }>();
  readonly #counter: Counter;
  #fair = false;

  constructor(time: VirtualTime, seed: number, weather: Weather, watchers: readonly Watcher[]) {
    this.#time = time;
    this.#seed = seed;
    this.#dice = diceOf(seed, 'network');
    this.#weather = weather;
    this.there = new AccountsThere(weather);
    this.#counter = new Counter({
      ...{ there: this.there, time, weather, watchers, dice: this.#dice },
      spell: (is) => this.#spell(is),
    });
  }

  /** From now on nothing goes wrong any more. */
  clearUp(): void {
    this.#fair = true;
  }

  /** Whether a list was untruthful at some time in between. */
  liedBetween(from: number, until: number): boolean {
    return this.#weather.spells.some(
      (spell) => ['stale', 'empty', 'short'].includes(spell.is) && spell.from <= until && spell.until >= from,
    );
  }

  gateway(caller: Caller, key: number): Gateway {
    const call = <T>(about: Omit<Call, 'key'>, serve: (request: Request) => Served<T>): Promise<Answer<T>> =>
      this.#call({ ...about, key }, caller, serve);
    return {
      create: (type, sent) =>
        call({ verb: 'create', type, remoteId: null, sent }, (request) =>
          this.#counter.create(request, type, sent),
        ),
      update: (remoteId, type, sent) =>
        call({ verb: 'update', type, remoteId, sent }, (request) =>
          this.#counter.update(request, remoteId, sent),
        ),
      view: (remoteId, type) =>
        call({ verb: 'view', type, remoteId, sent: null }, (request) =>
          this.#counter.view(request, remoteId),
        ),
      list: (query) =>
        call({ verb: 'list', type: query.type, remoteId: null, sent: null, query }, (request) =>
          this.#counter.list(request, query),
        ),
      deleted: (query) =>
        call({ verb: 'deleted', type: query.type, remoteId: null, sent: null }, () =>
          this.#counter.deleted(query),
        ),
    };
  }

  /** The process died: what it had sent still arrives, but soon. */
  hurryUp(dead: Caller): void {
    for (const { caller, arrive } of this.#onTheWay.values()) {
      if (caller === dead) this.#time.after(this.#dice.whole(0, 100), arrive);
    }
  }

  #call<T>(about: Call, caller: Caller, serve: (request: Request) => Served<T>): Promise<Answer<T>> {
    return new Promise((resolve) => {
      if (!caller.alive || !caller.point(`${about.verb}: before`)) return;
      const trip = this.#leave(about, caller);
      const { request } = trip;
      caller.watcher.leaves(request);
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
        shown: [],
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
      const refusal = this.#atTheDoor(about, trip.caller);
      if (refusal !== null) return this.#answer(trip, down, refusal, resolve);
      if (fate === 'late' && request.sent !== null) {
        this.#time.after(this.#dice.whole(0, LATEST_COMMIT), () => void serve(request));
        return this.#answer(trip, down, lost(), resolve);
      }
      const served = serve(request);
      this.#answer(trip, down, afterwards(fate, served), resolve);
    };
    this.#onTheWay.set(request, { caller: trip.caller, arrive });
    this.#time.after(Math.min(up, PATIENCE), arrive);
  }

  /** What SalesBinder says before it looks at what was asked. */
  #atTheDoor({ type, key, query }: Call, { limits }: Caller): Served<never> | null {
    if (!limits.arrives(this.#time.now)) return { problem: { what: 'over-limit' }, mayHaveActed: false };
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
      caller.watcher.trace(`${request.no} ${'value' in given ? 'ok' : given.problem.what}`);
      if ('value' in given) {
        request.accepted = true;
        if (request.account !== null) caller.watcher.sees(request.account, servedAt);
        for (const { id, asOf } of request.shown) caller.watcher.sees(id, asOf);
        resolve({ ok: true, value: given.value, serverDate: this.#date() });
        return;
      }
      const { problem, mayHaveActed } = given;
      request.harmless = !mayHaveActed;
      const serverDate = heardFrom(problem) ? this.#date() + this.#wrongBy(problem) : null;
      const retryAfter = problem.what === 'over-limit' && this.#dice.chance(0.5) ? 90_000 : null;
      if (problem.what === 'over-limit') caller.limits.told(this.#time.now, retryAfter);
      resolve({ ok: false, problem, mayHaveActed, retryAfter, serverDate });
    };
    this.#time.at(late ? request.leftAt + PATIENCE : servedAt + ms, read, 'answer');
  }

  #spell(is: Spell['is']): Spell | undefined {
    const { now } = this.#time;
    if (this.#fair) return undefined;
    return this.#weather.spells.find((spell) => spell.is === is && spell.from <= now && now < spell.until);
  }

  /** A portal's own clock is its own affair. */
  #wrongBy({ what }: AnswerProblem): number {
    return what === 'portal' ? this.#dice.whole(-21_600, 21_600) * 1_000 : 0;
  }

  #date(): number {
    return Math.floor((EPOCH + this.#time.now + this.#weather.serverAhead) / 1_000) * 1_000;
  }
}
