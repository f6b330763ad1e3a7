import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { secondsOf } from './endpoints.ts';
import { Exchange } from './exchange.ts';
import type { LoggedRequest } from './exchange.ts';
import { firstOf, NO_FAULTS, switched } from './faults.ts';
import type { FaultRule, Faults } from './faults.ts';
import { inTurn } from './in-turn.ts';
import { keep, parseSite } from './keeper.ts';
import type { Keeper, SavedSite } from './keeper.ts';
import { keptLess } from './kept-less.ts';
import { DOCUMENTED_LIMITS } from './limits.ts';
import type { Limits } from './limits.ts';
import { listenOn } from './listener.ts';
import type { Listener } from './listener.ts';
import { seedSite } from './seed.ts';
import { edit, EMPTY_SITE, find, makeCustomer, remove } from './site.ts';
import type { PracticeAccount, Site, SomeValues } from './site.ts';

/**
 * A SalesBinder in the app: API 2.0's accounts on 127.0.0.1, with the documented envelopes and limits, and
 * switches to misbehave. It is a newcomer's practice workspace and the tests' strict server.
 */
export interface PracticeOptions {
  /** The one API key that is let in. */
  readonly key: string;
  /** 0, the default, is any free one. */
  readonly port?: number;
  /** The server's clock, ms since 1970. */
  readonly now?: () => number;
  /** A new account's uuid. */
  readonly newId?: () => string;
  /** Passes the time of delays and late commits, ms. */
  readonly wait?: (ms: number) => Promise<void>;
  /** False: an empty site. */
  readonly seeded?: boolean;
  /** Null: none. */
  readonly limits?: Limits | null;
  /** How long an answer takes with `slow` on, ms. */
  readonly slowMs?: number;
  /** A request's body may be this long. */
  readonly maxBytes?: number;
  readonly faults?: Partial<Faults>;
  /** Asked before the switches, see `plan`. */
  readonly rule?: FaultRule;
  /** Where the site lives between two runs; without it, in memory. */
  readonly saved?: SavedSite;
}

export interface Practice {
  readonly origin: string;
  /**
   * Where the site came from. `unreadable`: what was saved is no site, so it began anew, and what was saved is
   * untouched until the first change: set it aside before letting anyone in.
   */
  readonly began: 'new' | 'saved' | 'unreadable';
  readonly faults: Faults;
  /** Resolves to the switches in force: `offline` stays on when somebody took the port meanwhile. */
  setFaults(faults: Partial<Faults>): Promise<Faults>;
  /** A rule for single requests, asked before the switches; null ends it. */
  plan(rule: FaultRule | null): void;
  /** As when a new key is generated in SalesBinder: the old one is no longer let in. */
  setKey(key: string): void;
  /** In order of their numbers. */
  accounts(): readonly PracticeAccount[];
  /** The requests, in the order in which they were complete; without the key. */
  log(): readonly LoggedRequest[];
  /** How many requests were answered 429 for the limits, and how often a limit was overrun. */
  readonly rejections: number;
  readonly violations: number;
  /** As a colleague would in SalesBinder. An unknown id rejects: a slip in the caller. */
  edit(id: string, values: SomeValues): Promise<void>;
  remove(id: string): Promise<void>;
  /** As when a prospect is invoiced: a customer from then on. */
  makeCustomer(id: string): Promise<void>;
  /** The first accounts again; nothing logged, nothing counted. The switches stay. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Rejects when the given port can't be had or `saved` fails. */
export async function startPractice(options: PracticeOptions): Promise<Practice> {
  const clock = { now: options.now ?? Date.now, newId: options.newId ?? randomUUID };
  const fresh = () => (options.seeded === false ? EMPTY_SITE : seedSite(secondsOf(clock.now()), clock.newId));
  const { site, began } = await firstSite(options.saved, fresh);
  const keeper = keep(site, (after) => options.saved?.write(after) ?? Promise.resolve());
  const ways: Ways = { key: options.key, planned: options.rule ?? null, faults: NO_FAULTS };
  const slowMs = options.slowMs ?? 4_000;
  const desk = new Exchange({
    keeper,
    limits: options.limits === undefined ? DOCUMENTED_LIMITS : options.limits,
    maxBytes: options.maxBytes ?? 1_000_000,
    key: () => ways.key,
    rule: (request) => firstOf(ways.planned ?? (() => null), switched(ways.faults, slowMs))(request),
    keeps: (values) => (ways.faults.keepsLess ? keptLess(values) : values),
    wait: options.wait ?? ((ms) => sleep(ms, undefined, { ref: false })),
    ...clock,
  });
  const listener = await listenOn(options.port ?? 0, (message, response) => desk.serve(message, response));
  const practice = assemble({ keeper, ways, desk, listener, began, fresh, now: clock.now });
  await practice.setFaults(options.faults ?? {});
  return practice;
}

/** The settings that can be changed while it runs. */
interface Ways {
  key: string;
  planned: FaultRule | null;
  faults: Faults;
}

interface Parts {
  readonly keeper: Keeper;
  readonly ways: Ways;
  readonly desk: Exchange;
  readonly listener: Listener;
  readonly began: Practice['began'];
  readonly fresh: () => Site;
  readonly now: () => number;
}

function assemble({ keeper, ways, desk, listener, began, fresh, now }: Parts): Practice {
  const oneByOne = inTurn();
  const change = (step: (site: Site) => Site) =>
    keeper.change((site) => ({ site: step(site), result: undefined }));
  const at = () => secondsOf(now());
  return {
    origin: `http://127.0.0.1:${listener.port}`,
    began,
    get faults() {
      return ways.faults;
    },
    setFaults: (faults) => oneByOne(() => setFaults(faults, ways, listener)),
    plan: (rule) => void (ways.planned = rule),
    setKey: (key) => void (ways.key = key),
    accounts: () => keeper.site().accounts,
    log: () => desk.log,
    get rejections() {
      return desk.counter.rejections;
    },
    get violations() {
      return desk.counter.violations;
    },
    edit: (id, values) => change((site) => edit(site, known(site, id), values, at()).site),
    remove: (id) => change((site) => remove(site, known(site, id), at())),
    makeCustomer: (id) => change((site) => makeCustomer(site, known(site, id), at())),
    reset: async () => {
      await change(fresh);
      desk.forget();
    },
    stop: async () => {
      desk.stop();
      await oneByOne(() => listener.shut());
      // Whatever was being kept is kept before the files are closed.
      await change((site) => site);
    },
  };
}

async function setFaults(wanted: Partial<Faults>, ways: Ways, listener: Listener): Promise<Faults> {
  const faults = { ...ways.faults, ...wanted };
  if (faults.offline) await listener.shut();
  const open = !faults.offline && (await listener.open());
  ways.faults = { ...faults, offline: !open };
  return ways.faults;
}

async function firstSite(
  saved: SavedSite | undefined,
  fresh: () => Site,
): Promise<{ readonly site: Site; readonly began: Practice['began'] }> {
  const kept = await saved?.read();
  if (kept === undefined || kept === null) {
    const site = fresh();
    // Kept at once: the same accounts, with the same ids and stamps, are there the next time.
    await saved?.write(site);
    return { site, began: 'new' };
  }
  const site = parseSite(kept);
  return site === null ? { site: fresh(), began: 'unreadable' } : { site, began: 'saved' };
}

function known(site: Site, id: string): PracticeAccount {
  const account = find(site, id);
  if (account === undefined) throw new Error(`The practice site has no account ${id}`);
  return account;
}
