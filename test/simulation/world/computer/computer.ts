import { openMirror } from '../../../../electron/mirror/mirror.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import type { VirtualTime } from '../../../support/virtual-clock.ts';
import { EPOCH } from '../server/server-accounts.ts';
import type { Chances } from '../chances.ts';
import { Disks } from './disks.ts';
import { Ledger } from '../../judge/ledger.ts';
import { begin } from './app-run.ts';
import type { Life } from './app-run.ts';
import { Oracle } from '../../judge/invariants.ts';
import type { Plot } from '../../mutants/mutation.ts';
import type { SalesBinder } from '../server/salesbinder.ts';
import type { Stage } from '../driver.ts';
import type { Story } from '../event-log.ts';
import { StrictLimits } from '../server/strict-limits.ts';
import type { Caller } from '../server/request.ts';
import { Trouble } from './machine-faults.ts';
import type { Weather } from '../fault-plan.ts';

/** What all computers of a world have in common. */
export interface Around {
  readonly time: VirtualTime;
  readonly chances: Chances;
  readonly weather: Weather;
  readonly lasts: number;
  readonly plot: Plot;
  readonly server: () => SalesBinder;
  readonly story: Story;
}

/** One installation with its disks, its clock and its judge; each process on it may die at any point. */
export class Computer implements Stage {
  readonly name: string;
  readonly ledger = new Ledger();
  readonly limits = new StrictLimits();
  readonly oracle: Oracle;
  readonly #world: Around;
  readonly #disks: Disks;
  readonly #trouble: Trouble;
  #process: Process;
  #clock: VirtualClock | null = null;
  #life: Life | null = null;
  #runs = 0;
  #ahead: number;
  /** Nothing goes wrong any more. */
  fair = false;
  stayOffline = false;
  /** The key that the person has given. */
  key = 1;

  /** @param name stands before its lines of the story, and before the names of what happens to it */
  constructor(world: Around, name: string) {
    this.#world = world;
    this.name = name;
    const { chances, time, weather, plot } = world;
    this.#trouble = new Trouble(world, name);
    this.#ahead = EPOCH + this.#trouble.clockWrongBy;
    this.#disks = new Disks({
      ...{ time, chances, name, plot, point: (where) => this.#process.point(where) },
      failures: () => (this.fair ? 0 : weather.diskFailures),
      outboxIs: (changes) => this.oracle.durable(changes),
      mirrorIs: (changes) => this.oracle.mirrored(changes),
    });
    this.oracle = new Oracle({
      ledger: this.ledger,
      rows: () => this.#disks.outbox.kept,
      mirrorRows: () => this.#disks.mirror.kept,
      now: () => this.time.now,
      server: world.server,
      limits: this.limits,
      tell: (text) => this.tell(text),
      detail: (text) => world.story.detail(`${name}${text}`),
    });
    this.#process = this.#newProcess(false);
    for (const { at, ms, asleep } of this.#trouble.jumps) time.at(at, () => this.#jumps(ms, asleep));
  }

  get time(): VirtualTime {
    return this.#world.time;
  }

  get chances(): Chances {
    return this.#world.chances;
  }

  get weather(): Weather {
    return this.#world.weather;
  }

  get lasts(): number {
    return this.#world.lasts;
  }

  get server(): SalesBinder {
    return this.#world.server();
  }

  /** Null while the app is not running, or the lid is closed. */
  get life(): Life | null {
    return this.time.asleep ? null : this.#life;
  }

  /** The key at hand is given to the app. */
  useKey(): void {
    this.#life?.useKey(this.key);
  }

  tell(text: string): void {
    this.#world.story.tell(`${this.name}${text}`);
  }

  /** The app is closed as one closes it, and opened again later. */
  async quit(): Promise<void> {
    const life = this.#life;
    const process = this.#process;
    if (life === null) return;
    this.#life = null;
    await life.sync.close();
    await life.accounts.close();
    if (process.alive) this.#die('being closed');
  }

  start(): void {
    void this.#start();
  }

  async #start(): Promise<void> {
    this.#runs += 1;
    const run = `run-${this.#runs}`;
    if (this.#runs > 1) this.tell(`the app is started again`);
    const process = this.#newProcess(true);
    this.#process = process;
    const clock = new VirtualClock(this.time, run, this.#ahead);
    this.#clock = clock;
    const mirror = await openMirror(this.#disks.mirror.open(), null);
    const outbox = this.#disks.outbox.open();
    this.oracle.reopened();
    const life = begin({
      ...{ caller: process, clock, outbox, windows: this.#disks.windows.open() },
      ...{ server: this.server, plot: this.#world.plot, key: this.key, stayOffline: this.stayOffline },
      ...{ mirror, archive: this.#disks.archive.open(), downloads: this.weather.downloads },
      dice: this.chances.dice(`${this.name}${run}`),
    });
    // It may have died within its first moments.
    this.#life = process.alive ? life : null;
  }

  #newProcess(alive: boolean): Process {
    const { oracle: watcher, limits, name } = this;
    return { name, alive, watcher, limits, point: (where) => this.#point(where) };
  }

  /** A point at which a process can die: around each commit and each request. */
  #point(where: string): boolean {
    if (!this.#process.alive) return false;
    const dies = this.#trouble.strikesAt(this.time.now, where) && !this.fair;
    if (dies) this.#die(where);
    return !dies;
  }

  #die(where: string): void {
    this.tell(`the app dies (${where})`);
    this.#process.alive = false;
    this.#clock?.stop();
    this.#ahead = this.#clock?.ahead ?? this.#ahead;
    this.oracle.dies();
    this.#disks.crash();
    this.server.hurryUp(this.#process);
    this.limits.untold(this.weather.diskFailures > 0 ? 0 : this.time.now - 1_000);
    this.#life = null;
    const { jump, away } = this.#trouble.afterDeath();
    this.#ahead += jump;
    this.time.after(away, () => this.start());
  }

  #jumps(ms: number, asleep: boolean): void {
    // A closed lid is opened before the clock is set.
    if (this.life === null) return;
    this.tell(asleep ? `the lid is closed for ${ms} ms` : `the clock jumps by ${ms} ms`);
    this.oracle.evidence.clocks.push({ at: this.time.now, ms, is: asleep ? 'asleep' : 'set' });
    if (!asleep) return this.life.clock.jump(ms);
    this.life.clock.slept(ms);
    this.time.suspend(ms);
  }
}

interface Process extends Caller {
  alive: boolean;
}
