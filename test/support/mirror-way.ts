import { openAccounts } from '../../electron/accounts/accounts.ts';
import type { Accounts } from '../../electron/accounts/accounts.ts';
import type { Mirror } from '../../electron/mirror/mirror.ts';
import type { Answer, Gateway, Listed, ListQuery } from '../../electron/salesbinder/gateway.ts';
import type { Archived } from '../../electron/store/schemas/archive-store.ts';
import type { OutboxRow } from '../../electron/store/schemas/outbox-store.ts';
import { Pull } from '../../electron/sync/pull/pull.ts';
import { BatchPreflight } from '../../electron/sync/send/batch-preflight.ts';
import { waitsAt } from '../../shared/sync/waits.ts';
import { RequestOrder } from '../../electron/sync/request-order.ts';
import type { SyncContext } from '../../electron/sync/context.ts';
import type { AccountType } from '../../shared/account.ts';
import type { AnswerProblem } from '../../shared/problem.ts';
import { inMemory, memoryMirror } from './memory-mirror.ts';
import { T0 } from './records.ts';

/** A SalesBinder of lists: what it has, in the order in which it lists it, and what it buried. Stamps in epoch ms. */
export class Lists {
  rows: Listed[] = [];
  /** Those that no list shows, though they are there. */
  archive: Listed[] = [];
  buried: { readonly id: string; readonly type: AccountType }[] = [];
  now = T0;
  /** Whether answers say what time it is there. */
  dated = true;
  /** Lines of the customers' log that depend on when it is asked from; epoch seconds. */
  log: (query: { readonly since: number }) => readonly string[] = () => [];
  /** The deleted log's answer instead of its lines. */
  logFails: AnswerProblem | null = null;
  readonly asked: string[] = [];
  /** Asked first; null: as it is. */
  bend: (query: ListQuery) => { count?: number; rows?: readonly Listed[]; problem?: AnswerProblem } | null =
    () => null;

  readonly gateway: Gateway = {
    create: () => Promise.reject(new Error('not asked here')),
    update: () => Promise.reject(new Error('not asked here')),
    view: (remoteId) => {
      this.asked.push(`view ${remoteId}`);
      const row = [...this.rows, ...this.archive].find((one) => one.id === remoteId);
      return Promise.resolve(row === undefined ? this.#failed({ what: 'not-found' }) : this.#answer(row));
    },
    list: (query) => Promise.resolve(this.#list(query)),
    deleted: ({ type, since }) => {
      this.asked.push(`deleted ${type}`);
      if (this.logFails !== null) return Promise.resolve(this.#failed(this.logFails));
      const buried = this.buried.filter((one) => one.type === type).map((one) => one.id);
      const deleted = type === 'customer' ? [...buried, ...this.log({ since })] : buried;
      return Promise.resolve(this.#answer({ count: deleted.length, page: 1, pages: 1, deleted }));
    },
  };

  #list(
    query: ListQuery,
  ): Answer<{ count: number; page: number; pages: number; accounts: readonly Listed[] }> {
    const { type, page, pageLimit, filter } = query;
    this.asked.push(`${type} ${String(page)}${filter === undefined ? '' : ' changed'}`);
    const since = filter?.by === 'modifiedSince' ? filter.epochSeconds * 1_000 : 0;
    const mine = this.rows.filter((row) => row.type === type && Date.parse(row.modified ?? '') > since);
    const bent = this.bend(query);
    if (bent?.problem !== undefined) return this.#failed(bent.problem);
    const rows = bent?.rows ?? mine.slice((page - 1) * pageLimit, page * pageLimit);
    const count = bent?.count ?? mine.length;
    if (page > 1 && rows.length === 0 && bent === null) return this.#failed({ what: 'not-found' });
    return this.#answer({ count, page, pages: Math.ceil(count / pageLimit), accounts: rows });
  }

  #answer<T>(value: T): Answer<T> {
    return { ok: true, value, serverDate: this.dated ? this.now : null };
  }

  #failed<T>(problem: AnswerProblem): Answer<T> {
    return { ok: false, problem, serverDate: this.now, retryAfter: null, mayHaveActed: false };
  }
}

export interface MirrorRig {
  readonly context: SyncContext;
  readonly mirror: Mirror;
  readonly accounts: Accounts;
  readonly lists: Lists;
  readonly batchPreflight: BatchPreflight;
  readonly archive: ReadonlyMap<string, Archived>;
  now: number;
  /** How often a refresh was wished for before sending. */
  cameFirst: number;
  /** A local id. */
  onScreen: string | null;
}

export function mirrorRig(): MirrorRig {
  const lists = new Lists();
  const clock = {
    now: () => rig.now,
    mono: () => rig.now - T0,
    run: 'run-1',
    after: () => () => undefined,
  };
  const archive = inMemory<Archived>();
  const mirror = memoryMirror();
  const accounts = openAccounts(inMemory<OutboxRow>(), clock, { mirror, archive });
  const order = new RequestOrder(mirror);
  const permit = (): ReturnType<SyncContext['gatekeeper']['permit']> =>
    Promise.resolve({ ask: (request) => request(lists.gateway), release: () => undefined });
  const heldTypes = new Set<AccountType>();
  const context: SyncContext = {
    ...{ accounts, mirror },
    time: { clock, random: () => 0.5, waits: waitsAt(1) },
    gatekeeper: {
      ...{ order, permit, wait: () => 0, serverNow: () => lists.now },
      instant: () => ({ wall: rig.now, mono: rig.now - T0, run: 'run-1', skew: 0 }),
      probe: async (type) => {
        const answer = await lists.gateway.list({ type, page: 1, pageLimit: 1 });
        if (answer.ok) rig.batchPreflight.heard({ mirror }, type, answer.value.accounts);
        return answer;
      },
    },
    link: {
      heldTypes,
      hold: () => undefined,
      coolDown: () => Promise.resolve(),
      holdType: (type) => heldTypes.add(type),
      failed: () => [],
      served: () => undefined,
    },
    agenda: {
      get shown() {
        return rig.onScreen;
      },
    },
  };
  const rig: MirrorRig = {
    context,
    mirror,
    accounts,
    lists,
    batchPreflight: new BatchPreflight(() => (rig.cameFirst += 1)),
    archive: archive.rows,
    now: T0,
    onScreen: null,
    cameFirst: 0,
  };
  return rig;
}

export interface PullRig extends MirrorRig {
  readonly pull: Pull;
  /** One round, to its end; its time has come. */
  round(): Promise<void>;
}

/** @param rows what SalesBinder lists at first */
export function pullRig(...rows: readonly Listed[]): PullRig {
  const rig = mirrorRig();
  rig.lists.rows = [...rows];
  const pull = new Pull(rig.context, () => undefined);
  return Object.assign(rig, {
    pull,
    async round() {
      rig.now += pull.wait();
      while (pull.wait() === 0) await pull.next();
    },
  });
}

export function listed(id: string, over: Partial<Listed> = {}): Listed {
  const stamp = '2026-08-01T08:00:00+00:00';
  return {
    id,
    number: 1,
    type: 'customer',
    values: { name: id, phone: '1' },
    created: stamp,
    modified: stamp,
    ...over,
  };
}
