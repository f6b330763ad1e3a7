import type { Windows } from '../../shared/limiter.ts';
import { openMirror } from '../../electron/mirror.ts';
import type { Archived } from '../../electron/store/archive-store.ts';
import type { MirrorRow } from '../../electron/store/mirror-store.ts';
import type { OutboxRow } from '../../electron/store/outbox-store.ts';
import { MemoryDisk } from '../support/memory-outbox.ts';
import type { DiskNature } from '../support/memory-outbox.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import type { VirtualTime } from '../support/virtual-clock.ts';
import type { Dice } from './dice.ts';
import { EPOCH } from './accounts-there.ts';
import { Ledger } from './ledger.ts';
import { begin } from './life.ts';
import type { Life } from './life.ts';
import { Oracle } from './oracle.ts';
import type { Plot } from './plot.ts';
import type { SalesBinder } from './salesbinder.ts';
import type { Stage } from './stage.ts';
import { StrictLimits } from './strict-limits.ts';
import type { Caller } from './traffic.ts';
import type { Weather } from './weather.ts';

const MINUTE = 60_000;

/** What all computers of a world have in common. */
export interface Around {
  readonly time: VirtualTime;
  readonly weather: Weather;
  readonly lasts: number;
  readonly plot: Plot;
  readonly server: () => SalesBinder;
  readonly tell: (text: string) => void;
}

/** One installation with its disks, its clock and its judge; each process on it may die at any point. */
export class Computer implements Stage {
  readonly dice: Dice;
  readonly ledger = new Ledger();
  readonly limits = new StrictLimits();
  readonly oracle: Oracle;
  readonly #world: Around;
  readonly #name: string;
  readonly #plot: Plot;
  readonly #outbox: MemoryDisk<OutboxRow>;
  readonly #windows: MemoryDisk<Windows>;
  readonly #mirror: MemoryDisk<MirrorRow>;
  readonly #archive: MemoryDisk<Archived>;
  readonly #chances: Dice;
  #process: Process;
  #clock: VirtualClock | null = null;
  #life: Life | null = null;
  #asleepUntil = 0;
  #runs = 0;
  #points = 0;
  readonly #crashAt: ReadonlySet<number>;
  #ahead: number;
  /** Nothing goes wrong any more. */
  fair = false;
  stayOffline = false;
  /** The key that the person has given. */
  key = 1;

  /** @param name stands before its lines of the story */
  constructor(world: Around, dice: Dice, name: string) {
    this.#world = world;
    this.#name = name;
    this.dice = dice;
    this.#plot = world.plot;
    this.#chances = dice.stream('deaths');
    const { crashes, clockJumps } = world.weather;
    this.#crashAt = new Set(Array.from({ length: crashes }, () => dice.whole(1, 250)));
    this.#ahead = EPOCH + (clockJumps ? dice.whole(-3_600_000, 3_600_000) : 0);
    this.#outbox = new MemoryDisk('outbox', {
      ...this.#disk('outbox'),
      durable: (changes) => this.oracle.durable(changes),
    });
    this.#windows = new MemoryDisk('windows', this.#disk('windows'));
    this.#mirror = new MemoryDisk('mirror', this.#disk('mirror'));
    this.#archive = new MemoryDisk('archive', this.#disk('archive'));
    this.oracle = new Oracle({
      ledger: this.ledger,
      rows: () => this.#outbox.kept,
      now: () => this.time.now,
      server: world.server,
      limits: this.limits,
      tell: (text) => this.tell(text),
    });
    this.#process = { alive: false, watcher: this.oracle, limits: this.limits, point: () => false };
    if (clockJumps) this.#clockJumpsSometimes();
  }

  get time(): VirtualTime {
    return this.#world.time;
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
    return this.time.now < this.#asleepUntil ? null : this.#life;
  }

  /** The key at hand is given to the app. */
  useKey(): void {
    this.#life?.useKey(this.key);
  }

  tell(text: string): void {
    this.#world.tell(`${this.#name}${text}`);
  }

  /** The app is closed as one closes it, and opened again later. */
  async quit(): Promise<void> {
    const life = this.#life;
    const process = this.#process;
    if (life === null) return;
    this.#life = null;
    await life.sync.close();
    await life.accounts.close();
    if (process.alive) this.#die('closed');
  }

  start(): void {
    void this.#start();
  }

  async #start(): Promise<void> {
    this.#runs += 1;
    const run = `run-${this.#runs}`;
    this.tell(`${run} begins`);
    const { oracle: watcher, limits } = this;
    const process: Process = { alive: true, watcher, limits, point: (name) => this.#point(name) };
    this.#process = process;
    this.#clock = new VirtualClock(this.time, run, this.#ahead);
    const clock = this.#clock;
    const mirror = await openMirror(this.#mirror.open(), null);
    const outbox = this.#outbox.open();
    this.oracle.reopened();
    const life = begin({
      ...{ caller: process, clock, outbox, windows: this.#windows.open() },
      ...{ server: this.server, plot: this.#plot, key: this.key, stayOffline: this.stayOffline },
      ...{ mirror, archive: this.#archive.open(), downloads: this.weather.downloads },
      dice: this.dice.stream(run),
    });
    // It may have died within its first moments.
    this.#life = process.alive ? life : null;
  }

  /** A point at which a process can die: around each commit and each request. */
  #point(name: string): boolean {
    this.#points += 1;
    const dies = !this.fair && this.#crashAt.has(this.#points);
    if (dies) this.#die(name);
    return !dies;
  }

  #die(where: string): void {
    this.tell(`dies at ${where}`);
    this.#process.alive = false;
    this.#clock?.stop();
    this.#ahead = this.#clock?.ahead ?? this.#ahead;
    this.#outbox.crash();
    this.#windows.crash();
    this.#mirror.crash();
    this.#archive.crash();
    this.server.hurryUp(this.#process);
    this.limits.untold(this.weather.diskFailures > 0 ? 0 : this.time.now - 1_000);
    this.#life = null;
    if (this.weather.clockJumps && this.#chances.chance(0.6)) this.#ahead += this.#jump();
    this.time.after(this.#chances.whole(200, this.#chances.pick([2_000, 60_000, 100_000])), () =>
      this.start(),
    );
  }

  #clockJumpsSometimes(): void {
    for (let times = this.dice.whole(1, 4); times > 0; times -= 1) {
      const jump = this.#jump();
      const asleep = this.dice.chance(0.4);
      this.time.at(this.dice.whole(0, this.lasts), () => {
        if (this.#life === null) return;
        this.tell(asleep ? 'sleeps' : `the clock jumps by ${jump}`);
        if (asleep) this.#sleep(Math.min(Math.abs(jump), 8 * MINUTE));
        else this.#life.clock.jump(jump);
      });
    }
  }

  #sleep(ms: number): void {
    this.#asleepUntil = this.time.now + ms;
    this.time.suspend(ms);
    this.#life?.clock.slept(ms);
  }

  #jump(): number {
    const most = this.dice.pick([4_000, 110_000, 3_600_000, 40_000_000]);
    return this.dice.whole(-most, most);
  }

  #disk(name: string): Omit<DiskNature<unknown>, 'durable'> {
    const dice = this.dice.stream(`disk/${name}`);
    const { acknowledgedEarly } = this.#plot;
    return {
      after: (ms, run) => void this.time.after(ms, run, 'answer'),
      latency: () => dice.whole(1, 4),
      fails: () =>
        !this.fair && dice.chance(this.weather.diskFailures)
          ? { what: 'storage', reason: 'full', detail: 'ENOSPC' }
          : null,
      survives: () => dice.chance(0.5),
      point: (name) => this.#process.point(name),
      ...(acknowledgedEarly === undefined ? {} : { acknowledgedEarly }),
    };
  }
}

interface Process extends Caller {
  alive: boolean;
}
