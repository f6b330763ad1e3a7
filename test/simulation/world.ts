import { VirtualTime } from '../support/virtual-clock.ts';
import { Colleagues } from './colleagues.ts';
import { Computer } from './computer.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import type { Life } from './life.ts';
import { mirrorFaults } from './mirror-truth.ts';
import type { Oracle } from './oracle.ts';
import { NO_PLOT } from './plot.ts';
import type { Plot } from './plot.ts';
import { People } from './people.ts';
import { SalesBinder } from './salesbinder.ts';
import { nameIn, valueFor } from './typing.ts';
import { weatherOf } from './weather.ts';
import type { Weather } from './weather.ts';

const MINUTE = 60_000;
/** After the last fault everything must have settled within this: the longest backoff, block and look several times. */
const QUIET = 45 * MINUTE;
/** So long before the first moment the accounts were made that are there already. */
const LONG_AGO = 3 * 24 * 60 * MINUTE;

export interface WorldOptions {
  readonly seed: number;
  readonly plot?: Plot;
  readonly weather?: Weather;
}

/** One SalesBinder, one or two installations, the people of all, and whatever happens between them: all from one seed. */
export class World {
  readonly time = new VirtualTime();
  readonly trace: string[] = [];
  readonly server: SalesBinder;
  readonly lasts: number;
  readonly weather: Weather;
  readonly computers: readonly Computer[];
  readonly #first: Computer;

  constructor({ seed, plot = NO_PLOT, weather }: WorldOptions) {
    const dice = diceOf(seed);
    this.lasts = dice.whole(2, 7) * MINUTE;
    this.weather = weather ?? weatherOf(dice.stream('weather'), this.lasts);
    const around = {
      ...{ time: this.time, weather: this.weather, lasts: this.lasts, plot },
      ...{ server: () => this.server, tell: (text: string) => this.tell(text) },
    };
    this.#first = new Computer(around, dice, '');
    const second = new Computer(around, dice.stream('second'), 'B: ');
    this.computers = this.weather.computers === 2 ? [this.#first, second] : [this.#first];
    const oracles = this.computers.map(({ oracle }) => oracle);
    this.server = new SalesBinder(this.time, seed, this.weather, oracles);
    this.#fill(dice.stream('long ago'));
    new Colleagues(this.#first).come();
    for (const at of this.weather.revokedAt) this.time.at(at, () => (this.server.key += 1));
    for (const at of this.weather.busyAt) {
      this.time.at(at, () => this.computers.forEach(({ limits }) => limits.block(this.time.now)));
    }
    for (const computer of this.computers) computer.start();
  }

  get life(): Life | null {
    return this.#first.life;
  }

  get oracle(): Oracle {
    return this.#first.oracle;
  }

  /** Every broken promise, on any computer. */
  get broken(): readonly string[] {
    return this.computers.flatMap(({ oracle }) => oracle.broken);
  }

  /** The world from its first moment until everything has settled; then once more, when people have settled theirs. */
  async run(): Promise<void> {
    const people = this.computers.map((computer) => new People(computer));
    for (const each of people) each.begin();
    await this.time.run(this.lasts);
    for (const computer of this.computers) computer.fair = true;
    this.server.clearUp();
    await this.#settle(people);
    for (const each of people) await each.settleAll();
    await this.#settle(people);
    if (this.weather.downloads) await this.#compare();
  }

  tell(text: string): void {
    this.trace.push(`${this.time.now} ${text}`);
  }

  async #settle(people: readonly People[]): Promise<void> {
    const running = (): boolean => this.computers.every(({ life }) => life !== null);
    const calm = (): void => people.forEach((each) => each.calm());
    // A crash, or a closed lid, just before the end.
    if (!running()) await this.time.run(this.time.now + 10 * MINUTE, running);
    const from = this.time.now;
    calm();
    await this.time.run(from + 4 * MINUTE);
    // What an answer from before held back goes on at the next hint, which computers give now and then.
    calm();
    await this.time.run(from + QUIET, () => this.computers.every(({ oracle }) => oracle.allRest()));
    for (const { oracle } of this.computers) oracle.atTheEnd();
  }

  /** Some quiet time later each computer shows what SalesBinder has. */
  async #compare(): Promise<void> {
    for (const { life } of this.computers) life?.sync.refresh();
    await this.time.run(this.time.now + 11 * MINUTE);
    for (const { life, oracle } of this.computers) {
      if (life === null) continue;
      for (const fault of mirrorFaults(life, this.server.there)) oracle.breaks(fault);
    }
  }

  #fill(dice: Dice): void {
    for (let made = 0; made < this.weather.before; made += 1) {
      const type = dice.pick(['customer', 'customer', 'prospect', 'supplier'] as const);
      const values = { name: nameIn(dice), phone: valueFor(dice, 'phone'), email: valueFor(dice, 'email') };
      this.server.there.create(type, values, made * 1_000 - LONG_AGO, null);
    }
  }
}
