import type { Answer, Gateway } from '../../electron/salesbinder/gateway.ts';
import { ServerAccounts, EPOCH } from '../simulation/world/server/server-accounts.ts';
import { Endpoints } from '../simulation/world/server/endpoints.ts';
import { rngOf } from '../support/rng.ts';
import { StrictLimits } from '../simulation/world/server/strict-limits.ts';
import type { Request, Served, Verb } from '../simulation/world/server/request.ts';
import { NO_FAULTS } from '../simulation/world/fault-plan.ts';
import type { VirtualTime } from '../support/virtual-clock.ts';
import { SEED } from './accounts.ts';

/** From sending to the whole answer, ms. */
export interface RoundTrip {
  readonly least: number;
  readonly most: number;
}

/** A SalesBinder in virtual time that counts strictly, never fails, and answers within a known time. */
export class StrictSite {
  readonly accounts = new ServerAccounts(NO_FAULTS);
  readonly limits = new StrictLimits();
  /** Told of each request as it leaves. */
  asked: (verb: Verb) => void = () => undefined;
  readonly #time: VirtualTime;
  readonly #trip: RoundTrip;
  readonly #rng = rngOf(SEED, 'answers');
  readonly #endpoints: Endpoints;

  constructor(time: VirtualTime, trip: RoundTrip) {
    this.#time = time;
    this.#trip = trip;
    const { accounts } = this;
    this.#endpoints = new Endpoints({
      accounts,
      time,
      faultPlan: NO_FAULTS,
      observers: [],
      period: () => undefined,
    });
  }

  /** @param alive whether the process that asks is still there: answers to a dead one reach nobody */
  gateway(alive: () => boolean = () => true): Gateway {
    const ask = <T>(verb: Verb, serve: (request: Request) => Served<T>): Promise<Answer<T>> =>
      this.#ask(verb, alive, serve);
    return {
      create: ({ type, values }) => ask('create', (request) => this.#endpoints.create(request, type, values)),
      update: (id, { values }) => ask('update', (request) => this.#endpoints.update(request, id, values)),
      view: (id) => ask('view', (request) => this.#endpoints.view(request, id)),
      list: (query) => ask('list', (request) => this.#endpoints.list(request, query)),
      deleted: (query) => ask('deleted', (request) => this.#endpoints.deleted(request, query)),
    };
  }

  #ask<T>(verb: Verb, alive: () => boolean, serve: (request: Request) => Served<T>): Promise<Answer<T>> {
    this.asked(verb);
    const half = this.#rng.whole(this.#trip.least, this.#trip.most) / 2;
    return new Promise((resolve) => {
      this.#time.after(half, () => {
        const answer = this.#serve(serve);
        this.#time.after(half, () => (alive() ? resolve(answer) : undefined), 'answer');
      });
    });
  }

  #serve<T>(serve: (request: Request) => Served<T>): Answer<T> {
    const serverDate = Math.floor((EPOCH + this.#time.now) / 1_000) * 1_000;
    const served: Served<T> = this.limits.arrives(this.#time.now)
      ? serve(blankRequest())
      : { problem: { what: 'over-limit' }, mayHaveActed: false };
    if ('value' in served) return { ok: true, value: served.value, serverDate };
    return { ok: false, ...served, retryAfter: null, serverDate };
  }
}

function blankRequest(): Request {
  return {
    ...{ no: 0, from: '', verb: 'create', type: 'customer', remoteId: null, sent: null, leftAt: 0 },
    ...{ arrivedAt: null, committedAt: null, account: null, answeredAt: null },
    ...{ accepted: false, saysOnly: false, harmless: false, untrue: false, shown: [] },
  };
}
