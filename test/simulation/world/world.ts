import { VirtualTime } from '../../support/virtual-clock.ts';
import { Chances } from './chances.ts';
import { colleaguesCome } from './people/colleagues.ts';
import { Computer } from './computer/computer.ts';
import { diceOf } from '../../support/rng.ts';
import type { Life } from './computer/app-run.ts';
import { endFaults } from '../judge/end-truth.ts';
import type { Oracle } from '../judge/invariants.ts';
import { NO_PLOT } from '../mutants/mutation.ts';
import type { Plot } from '../mutants/mutation.ts';
import { People } from './people/people.ts';
import type { Broken } from '../judge/promises.ts';
import { SalesBinder } from './server/salesbinder.ts';
import { Story } from './event-log.ts';
import { nameIn, valueFor } from './people/typed-values.ts';
import { weatherOf } from './fault-plan.ts';
import type { Weather } from './fault-plan.ts';

const MINUTE = 60_000;
/** After the last fault everything must have settled within this: the longest backoff, block and look several times. */
const QUIET = 45 * MINUTE;
/** So long before the first moment the accounts were made that are there already. */
const LONG_AGO = 3 * 24 * 60 * MINUTE;

export interface WorldOptions {
  readonly seed: number;
  /** The names of what may happen; left out: anything. */
  readonly only?: ReadonlySet<string> | null;
  readonly plot?: Plot;
  readonly weather?: Weather;
}

/** One SalesBinder, one or two installations, the people of all, and whatever happens between them: all from one seed. */
export class World {
  readonly time = new VirtualTime();
  readonly chances: Chances;
  readonly story: Story;
  readonly server: SalesBinder;
  readonly lasts: number;
  readonly weather: Weather;
  readonly computers: readonly Computer[];
  readonly #first: Computer;

  constructor({ seed, only = null, plot = NO_PLOT, weather }: WorldOptions) {
    const chances = new Chances(seed, only);
    this.chances = chances;
    this.story = new Story(this.time);
    this.lasts = diceOf(seed).whole(2, 7) * MINUTE;
    this.weather = weather ?? weatherOf(chances, this.lasts);
    const around = {
      ...{ time: this.time, chances, weather: this.weather, lasts: this.lasts, plot },
      ...{ server: () => this.server, story: this.story },
    };
    this.#first = new Computer(around, '');
    this.computers = this.weather.computers === 2 ? [this.#first, new Computer(around, 'B:')] : [this.#first];
    const oracles = this.computers.map(({ oracle }) => oracle);
    this.server = new SalesBinder(this.time, chances, this.weather, oracles);
    this.#fill();
    colleaguesCome(this.#first);
    for (const at of this.weather.revokedAt) this.time.at(at, () => this.server.revoke());
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
  get broken(): readonly Broken[] {
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
      for (const fault of endFaults(life, this.server, oracle.evidence)) {
        oracle.breaks('what is shown is what SalesBinder has', fault);
      }
    }
  }

  #fill(): void {
    for (let made = 0; made < this.weather.before; made += 1) {
      const dice = this.chances.dice(`before${made}`);
      const type = dice.pick(['customer', 'customer', 'prospect', 'supplier'] as const);
      const values = { name: nameIn(dice), phone: valueFor(dice, 'phone'), email: valueFor(dice, 'email') };
      this.server.there.create(type, values, made * 1_000 - LONG_AGO, null);
    }
  }
}
