import type { Windows } from '../../shared/limiter.ts';
import type { OutboxRow } from '../../electron/store/outbox-store.ts';
import { MemoryDisk } from '../support/memory-outbox.ts';
import type { DiskNature } from '../support/memory-outbox.ts';
import { VirtualClock, VirtualTime } from '../support/virtual-clock.ts';
import { Colleagues } from './colleagues.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { EPOCH } from './accounts-there.ts';
import { Ledger } from './ledger.ts';
import { begin } from './life.ts';
import type { Life } from './life.ts';
import { Oracle } from './oracle.ts';
import { NO_PLOT } from './plot.ts';
import type { Plot } from './plot.ts';
import { People } from './people.ts';
import { SalesBinder } from './salesbinder.ts';
import type { Stage } from './stage.ts';
import type { Caller } from './traffic.ts';
import { weatherOf } from './weather.ts';
import type { Weather } from './weather.ts';

const MINUTE = 60_000;
/** After the last fault everything must have settled within this: the longest backoff, block and look several times. */
const QUIET = 45 * MINUTE;

export interface WorldOptions {
  readonly seed: number;
  readonly plot?: Plot;
  readonly weather?: Weather;
}

/** One installation, one SalesBinder, the people of both, and whatever happens between them: all from one seed. */
export class World implements Stage {
  readonly time = new VirtualTime();
  readonly ledger = new Ledger();
  readonly trace: string[] = [];
  readonly oracle: Oracle;
  readonly server: SalesBinder;
  readonly dice: Dice;
  readonly lasts: number;
  readonly weather: Weather;
  readonly #plot: Plot;
  readonly #outbox: MemoryDisk<OutboxRow>;
  readonly #windows: MemoryDisk<Windows>;
  readonly #chances: Dice;
  #process: Process = { alive: false, point: () => false };
  #clock: VirtualClock | null = null;
  #life: Life | null = null;
  #asleepUntil = 0;
  #runs = 0;
  #points = 0;
  readonly #crashAt: ReadonlySet<number>;
  #ahead: number;
  #fair = false;
  stayOffline = false;
  /** The key that the person has given. */
  key = 1;

  constructor({ seed, plot, weather }: WorldOptions) {
    this.dice = diceOf(seed);
    this.#plot = plot ?? NO_PLOT;
    this.#chances = this.dice.stream('deaths');
    this.lasts = this.dice.whole(2, 7) * MINUTE;
    this.weather = weather ?? weatherOf(this.dice.stream('weather'), this.lasts);
    const { crashes, clockJumps } = this.weather;
    this.#crashAt = new Set(Array.from({ length: crashes }, () => this.dice.whole(1, 250)));
    this.#ahead = EPOCH + (clockJumps ? this.dice.whole(-3_600_000, 3_600_000) : 0);
    this.#outbox = new MemoryDisk('outbox', {
      ...this.#disk(),
      durable: (changes) => this.oracle.durable(changes),
    });
    this.#windows = new MemoryDisk('windows', this.#disk());
    this.oracle = new Oracle({
      ledger: this.ledger,
      rows: () => this.#outbox.kept,
      now: () => this.time.now,
      server: () => this.server,
      tell: (text) => this.tell(text),
    });
    this.server = new SalesBinder(this.time, seed, this.weather, this.oracle);
    new Colleagues(this).come();
    for (const at of this.weather.revokedAt) this.time.at(at, () => (this.server.key += 1));
    for (const at of this.weather.busyAt) this.time.at(at, () => this.server.limits.block(this.time.now));
    if (clockJumps) this.#clockJumpsSometimes();
    this.#start();
  }

  /** Null while the app is not running, or the lid is closed. */
  get life(): Life | null {
    return this.time.now < this.#asleepUntil ? null : this.#life;
  }

  /** The world from its first moment until everything has settled; then once more, when people have settled theirs. */
  async run(): Promise<void> {
    const people = new People(this);
    people.begin();
    await this.time.run(this.lasts);
    this.#fair = true;
    this.server.clearUp();
    await this.#settle(() => people.calm());
    await people.settleAll();
    await this.#settle(() => people.calm());
  }

  /** The key at hand is given to the app. */
  useKey(): void {
    this.#life?.useKey(this.key);
  }

  tell(text: string): void {
    this.trace.push(`${this.time.now} ${text}`);
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

  async #settle(calm: () => void): Promise<void> {
    // A crash, or a closed lid, just before the end.
    if (this.life === null) await this.time.run(this.time.now + 10 * MINUTE, () => this.life !== null);
    const from = this.time.now;
    calm();
    await this.time.run(from + 4 * MINUTE);
    // What an answer from before held back goes on at the next hint, which computers give now and then.
    calm();
    await this.time.run(from + QUIET, () => this.oracle.allRest());
    this.oracle.atTheEnd();
  }

  #start(): void {
    this.#runs += 1;
    const run = `run-${this.#runs}`;
    this.tell(`${run} begins`);
    const process: Process = { alive: true, point: (name) => this.#point(name) };
    this.#process = process;
    this.#clock = new VirtualClock(this.time, run, this.#ahead);
    const outbox = this.#outbox.open();
    this.oracle.reopened();
    const life = begin({
      ...{ caller: process, clock: this.#clock, outbox, windows: this.#windows.open() },
      ...{ server: this.server, plot: this.#plot, key: this.key, stayOffline: this.stayOffline },
      dice: this.dice.stream(run),
    });
    // It may have died within its first moments.
    this.#life = process.alive ? life : null;
  }

  /** A point at which a process can die: around each commit and each request. */
  #point(name: string): boolean {
    this.#points += 1;
    const dies = !this.#fair && this.#crashAt.has(this.#points);
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
    this.server.hurryUp();
    this.server.limits.untold(this.weather.diskFailures > 0 ? 0 : this.time.now - 1_000);
    this.#life = null;
    if (this.weather.clockJumps && this.#chances.chance(0.6)) this.#ahead += this.#jump();
    this.time.after(this.#chances.whole(200, this.#chances.pick([2_000, 60_000, 100_000])), () =>
      this.#start(),
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

  #disk(): Omit<DiskNature<unknown>, 'durable'> {
    const dice = this.dice.stream('disk');
    const { acknowledgedEarly } = this.#plot;
    return {
      after: (ms, run) => void this.time.after(ms, run, 'answer'),
      latency: () => dice.whole(1, 4),
      fails: () =>
        !this.#fair && dice.chance(this.weather.diskFailures)
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
