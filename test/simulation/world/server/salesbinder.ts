import type { Answer, Gateway } from '../../../../electron/salesbinder/gateway.ts';
import type { VirtualTime } from '../../../support/virtual-clock.ts';
import { ServerAccounts } from './server-accounts.ts';
import type { Chances } from '../chances.ts';
import { Endpoints } from './endpoints.ts';
import { Network } from './network.ts';
import type { Call, Caller, Request, Served, Observer } from './request.ts';
import type { FaultPeriod, FaultPlan } from '../fault-plan.ts';

/** SalesBinder and the way to it, in virtual time: strict, forgetful, and truthful unless the fault plan says otherwise. */
export class SalesBinder {
  readonly accounts: ServerAccounts;
  readonly #time: VirtualTime;
  readonly #faultPlan: FaultPlan;
  readonly #endpoints: Endpoints;
  readonly #network: Network;
  #key = 1;
  #fair = false;

  constructor(time: VirtualTime, chances: Chances, faultPlan: FaultPlan, observers: readonly Observer[]) {
    this.#time = time;
    this.#faultPlan = faultPlan;
    this.accounts = new ServerAccounts(faultPlan);
    const period = (is: FaultPeriod['is']): FaultPeriod | undefined => this.#period(is);
    this.#endpoints = new Endpoints({ accounts: this.accounts, time, faultPlan, observers, period });
    const fair = (): boolean => this.#fair;
    this.#network = new Network({ time, chances, faultPlan, period, fair, key: () => this.#key });
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
      create: ({ type, values: sent }) =>
        call({ verb: 'create', type, remoteId: null, sent }, (request) =>
          this.#endpoints.create(request, type, sent),
        ),
      update: (remoteId, { type, values: sent }) =>
        call({ verb: 'update', type, remoteId, sent }, (request) =>
          this.#endpoints.update(request, remoteId, sent),
        ),
      view: (remoteId, type) =>
        call({ verb: 'view', type, remoteId, sent: null }, (request) =>
          this.#endpoints.view(request, remoteId),
        ),
      list: (query) =>
        call({ verb: 'list', type: query.type, remoteId: null, sent: null, query }, (request) =>
          this.#endpoints.list(request, query),
        ),
      deleted: (query) =>
        call({ verb: 'deleted', type: query.type, remoteId: null, sent: null }, (request) =>
          this.#endpoints.deleted(request, query),
        ),
    };
  }

  /** The process died: what it had sent still arrives, but soon. */
  hurryUp(dead: Caller): void {
    this.#network.hurryUp(dead);
  }

  #period(is: FaultPeriod['is']): FaultPeriod | undefined {
    const { now } = this.#time;
    if (this.#fair) return undefined;
    return this.#faultPlan.periods.find(
      (period) => period.is === is && period.from <= now && now < period.until,
    );
  }
}
