import type { Answer, Gateway } from '../../../../electron/salesbinder/gateway.ts';
import type { VirtualTime } from '../../../support/virtual-clock.ts';
import { AccountsThere } from './server-accounts.ts';
import type { Chances } from '../chances.ts';
import { Counter } from './endpoints.ts';
import { Network } from './network.ts';
import type { Call, Caller, Request, Served, Watcher } from './request.ts';
import type { Spell, Weather } from '../fault-plan.ts';

/** SalesBinder and the way to it, in virtual time: strict, forgetful, and truthful unless its weather says otherwise. */
export class SalesBinder {
  readonly there: AccountsThere;
  readonly #time: VirtualTime;
  readonly #weather: Weather;
  readonly #counter: Counter;
  readonly #network: Network;
  #key = 1;
  #fair = false;

  constructor(time: VirtualTime, chances: Chances, weather: Weather, watchers: readonly Watcher[]) {
    this.#time = time;
    this.#weather = weather;
    this.there = new AccountsThere(weather);
    const spell = (is: Spell['is']): Spell | undefined => this.#spell(is);
    this.#counter = new Counter({ there: this.there, time, weather, watchers, spell });
    const fair = (): boolean => this.#fair;
    this.#network = new Network({ time, chances, weather, spell, fair, key: () => this.#key });
  }

  /** The key that is taken. */
  get key(): number {
    return this.#key;
  }

  get requests(): readonly Request[] {
    return this.#network.requests;
  }

  revoke(): void {
    this.#key += 1;
  }

  /** From now on nothing goes wrong any more. */
  clearUp(): void {
    this.#fair = true;
  }

  gateway(caller: Caller, key: number): Gateway {
    const call = <T>(about: Omit<Call, 'key'>, serve: (request: Request) => Served<T>): Promise<Answer<T>> =>
      this.#network.call({ ...about, key }, caller, serve);
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
        call({ verb: 'deleted', type: query.type, remoteId: null, sent: null }, (request) =>
          this.#counter.deleted(request, query),
        ),
    };
  }

  /** The process died: what it had sent still arrives, but soon. */
  hurryUp(dead: Caller): void {
    this.#network.hurryUp(dead);
  }

  #spell(is: Spell['is']): Spell | undefined {
    const { now } = this.#time;
    if (this.#fair) return undefined;
    return this.#weather.spells.find((spell) => spell.is === is && spell.from <= now && now < spell.until);
  }
}
