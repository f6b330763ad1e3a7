import { openMirror } from '../../../../electron/mirror/mirror.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import type { VirtualTime } from '../../../support/virtual-clock.ts';
import { EPOCH } from '../server/server-accounts.ts';
import type { Chances } from '../chances.ts';
import { Disks } from './disks.ts';
import { startApp } from './app-run.ts';
import type { AppRun } from './app-run.ts';
import { Invariants } from '../../judge/invariants.ts';
import type { Mutation } from '../../mutants/mutation.ts';
import type { SalesBinder } from '../server/salesbinder.ts';
import type { Driver } from '../driver.ts';
import type { EventLog } from '../event-log.ts';
import { StrictLimits } from '../server/strict-limits.ts';
import type { Caller } from '../server/request.ts';
import { MachineFaults } from './machine-faults.ts';
import type { FaultPlan } from '../fault-plan.ts';

/** The parts that all computers of a world have in common. */
export interface WorldParts {
  readonly time: VirtualTime;
  readonly chances: Chances;
  readonly faultPlan: FaultPlan;
  readonly lasts: number;
  readonly mutation: Mutation;
  readonly server: () => SalesBinder;
  readonly log: EventLog;
}

/** One installation with its disks, its clock and its judge; each process on it may die at any point. */
export class Computer implements Driver {
  readonly name: string;
  readonly limits = new StrictLimits();
  readonly invariants: Invariants;
  readonly #world: WorldParts;
  readonly #disks: Disks;
  readonly #machineFaults: MachineFaults;
  #process: Process;
  #clock: VirtualClock | null = null;
  #app: AppRun | null = null;
  #runs = 0;
  #ahead: number;
  /** Nothing goes wrong any more. */
  fair = false;
  stayOffline = false;
  /** The key that the person has given. */
  key = 1;

  /** @param name stands before its lines of the log, and before the names of what happens to it */
  constructor(world: WorldParts, name: string) {
    this.#world = world;
    this.name = name;
    const { chances, time, faultPlan, mutation } = world;
    this.#machineFaults = new MachineFaults(world, name);
    this.#ahead = EPOCH + this.#machineFaults.clockWrongBy;
    this.#disks = new Disks({
      ...{ time, chances, name, mutation, point: (where) => this.#process.point(where) },
      failures: () => (this.fair ? 0 : faultPlan.diskFailures),
      outboxIs: (changes) => this.invariants.durable(changes),
      mirrorIs: (changes) => this.invariants.mirrored(changes),
    });
    this.invariants = new Invariants({
      rows: () => this.#disks.outbox.kept,
      mirrorRows: () => this.#disks.mirror.kept,
      now: () => this.time.now,
      server: world.server,
      limits: this.limits,
      report: (text) => this.report(text),
      detail: (text) => world.log.detail(`${name}${text}`),
    });
    this.#process = this.#newProcess(false);
    for (const { at, ms, asleep } of this.#machineFaults.jumps) time.at(at, () => this.#jumps(ms, asleep));
  }

  get time(): VirtualTime {
    return this.#world.time;
  }

  get chances(): Chances {
    return this.#world.chances;
  }

  get faultPlan(): FaultPlan {
    return this.#world.faultPlan;
  }

  get lasts(): number {
    return this.#world.lasts;
  }

  get server(): SalesBinder {
    return this.#world.server();
  }

  /** Null while the app is not running, or the lid is closed. */
  get app(): AppRun | null {
    return this.time.asleep ? null : this.#app;
  }

  /** The key at hand is given to the app. */
  useKey(): void {
    this.#app?.useKey(this.key);
  }

  report(text: string): void {
    this.#world.log.report(`${this.name}${text}`);
  }

  /** The app is closed as one closes it, and opened again later. */
  async quit(): Promise<void> {
    const app = this.#app;
    const process = this.#process;
    if (app === null) return;
    this.#app = null;
    await app.sync.close();
    await app.accounts.close();
    if (process.alive) this.#die('being closed');
  }

  start(): void {
    void this.#start();
  }

  async #start(): Promise<void> {
    this.#runs += 1;
    const run = `run-${this.#runs}`;
    if (this.#runs > 1) this.report(`the app is started again`);
    const process = this.#newProcess(true);
    this.#process = process;
    const clock = new VirtualClock(this.time, run, this.#ahead);
    this.#clock = clock;
    const mirror = await openMirror(this.#disks.mirror.open(), null);
    const outbox = this.#disks.outbox.open();
    this.invariants.reopened();
    const app = startApp({
      ...{ caller: process, clock, outbox, windows: this.#disks.windows.open() },
      ...{
        server: this.server,
        mutation: this.#world.mutation,
        key: this.key,
        stayOffline: this.stayOffline,
      },
      ...{ mirror, archive: this.#disks.archive.open(), downloads: this.faultPlan.downloads },
      rng: this.chances.rng(`${this.name}${run}`),
    });
    // It may have died within its first moments.
    this.#app = process.alive ? app : null;
  }

  #newProcess(alive: boolean): Process {
    const { invariants: observer, limits, name } = this;
    return { name, alive, observer, limits, point: (where) => this.#point(where) };
  }

  /** A point at which a process can die: around each commit and each request. */
  #point(where: string): boolean {
    if (!this.#process.alive) return false;
    const dies = this.#machineFaults.strikesAt(this.time.now, where) && !this.fair;
    if (dies) this.#die(where);
    return !dies;
  }

  #die(where: string): void {
    this.report(`the app dies (${where})`);
    this.#process.alive = false;
    this.#clock?.stop();
    this.#ahead = this.#clock?.ahead ?? this.#ahead;
    this.invariants.dies();
    this.#disks.crash();
    this.server.hurryUp(this.#process);
    this.limits.forgetOverLimit(this.faultPlan.diskFailures > 0 ? 0 : this.time.now - 1_000);
    this.#app = null;
    const { jump, away } = this.#machineFaults.afterDeath();
    this.#ahead += jump;
    this.time.after(away, () => this.start());
  }

  #jumps(ms: number, asleep: boolean): void {
    // A closed lid is opened before the clock is set.
    if (this.app === null) return;
    this.report(asleep ? `the lid is closed for ${ms} ms` : `the clock jumps by ${ms} ms`);
    this.invariants.clockChanged(ms, asleep ? 'asleep' : 'set');
    if (!asleep) return this.app.clock.jump(ms);
    this.app.clock.slept(ms);
    this.time.suspend(ms);
  }
}

interface Process extends Caller {
  alive: boolean;
}
