import { VirtualTime } from '../../support/virtual-clock.ts';
import { Chances } from './chances.ts';
import { scheduleColleagues } from './people/colleagues.ts';
import { Computer } from './computer/computer.ts';
import { rngOf } from '../../support/rng.ts';
import type { AppRun } from './computer/app-run.ts';

import type { Invariants } from '../judge/invariants.ts';
import { NO_MUTATION } from '../mutants/mutation.ts';
import type { Mutation } from '../mutants/mutation.ts';
import { People } from './people/people.ts';
import type { Broken } from '../judge/promises.ts';
import { SalesBinder } from './server/salesbinder.ts';
import { EventLog } from './event-log.ts';
import { typedName, typedValue } from './people/typed-values.ts';
import { drawFaultPlan } from './fault-plan.ts';
import type { FaultPlan } from './fault-plan.ts';

const MINUTE = 60_000;
/** After the last fault everything must have settled within this: the longest backoff, block and look several times. */
const QUIET = 45 * MINUTE;
/** So long before the first moment the accounts were made that are there already. */
const LONG_AGO = 3 * 24 * 60 * MINUTE;

export interface WorldOptions {
  readonly seed: number;
  /** The names of what may happen; left out: anything. */
  readonly only?: ReadonlySet<string> | null;
  readonly mutation?: Mutation;
  readonly faultPlan?: FaultPlan;
}

/** One SalesBinder, one or two installations, the people of all, and whatever happens between them: all from one seed. */
export class World {
  readonly time = new VirtualTime();
  readonly chances: Chances;
  readonly log: EventLog;
  readonly server: SalesBinder;
  readonly lasts: number;
  readonly faultPlan: FaultPlan;
  readonly computers: readonly Computer[];
  readonly #first: Computer;

  constructor({ seed, only = null, mutation = NO_MUTATION, faultPlan }: WorldOptions) {
    const chances = new Chances(seed, only);
    this.chances = chances;
    this.log = new EventLog(this.time);
    this.lasts = rngOf(seed).whole(2, 7) * MINUTE;
    this.faultPlan = faultPlan ?? drawFaultPlan(chances, this.lasts);
    const around = {
      ...{ time: this.time, chances, faultPlan: this.faultPlan, lasts: this.lasts, mutation },
      ...{ server: () => this.server, log: this.log },
    };
    this.#first = new Computer(around, '');
    this.computers =
      this.faultPlan.computers === 2 ? [this.#first, new Computer(around, 'B:')] : [this.#first];
    const observers = this.computers.map(({ invariants }) => invariants);
    this.server = new SalesBinder(this.time, chances, this.faultPlan, observers);
    this.#fill();
    scheduleColleagues(this.#first);
    for (const at of this.faultPlan.revokedAt) this.time.at(at, () => this.#revoke());
    for (const at of this.faultPlan.busyAt) {
      this.time.at(at, () => this.computers.forEach(({ limits }) => limits.block(this.time.now)));
    }
    for (const computer of this.computers) computer.start();
  }

  /** What is on its way then is answered late, and by the old key. */
  #revoke(): void {
    this.server.revoke();
    const { newKeyAfter } = this.faultPlan;
    if (newKeyAfter === null) return;
    this.time.after(newKeyAfter, () => {
      for (const computer of this.computers) {
        computer.key = this.server.key;
        computer.useKey();
      }
    });
  }

  get app(): AppRun | null {
    return this.#first.app;
  }

  get invariants(): Invariants {
    return this.#first.invariants;
  }

  /** Every broken promise, on any computer. */
  get broken(): readonly Broken[] {
    return this.computers.flatMap(({ invariants }) => invariants.broken);
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
    if (this.faultPlan.downloads) await this.#compare();
  }

  async #settle(people: readonly People[]): Promise<void> {
    const running = (): boolean => this.computers.every(({ app }) => app !== null);
    const calm = (): void => people.forEach((each) => each.endFaults());
    // A crash, or a closed lid, just before the end.
    if (!running()) await this.time.run(this.time.now + 10 * MINUTE, running);
    const from = this.time.now;
    calm();
    await this.time.run(from + 4 * MINUTE);
    // Work that an answer from before held back goes on at the next hint, which computers give now and then.
    calm();
    await this.time.run(from + QUIET, () => this.computers.every(({ invariants }) => invariants.allRest()));
    for (const { invariants } of this.computers) invariants.atTheEnd();
  }

  /** Some quiet time later each computer shows what SalesBinder has. */
  async #compare(): Promise<void> {
    for (const { app } of this.computers) app?.sync.refresh();
    await this.time.run(this.time.now + 11 * MINUTE);
    for (const { app, invariants } of this.computers) if (app !== null) invariants.compare(app);
  }

  #fill(): void {
    for (let made = 0; made < this.faultPlan.before; made += 1) {
      const rng = this.chances.rng(`before${made}`);
      const type = rng.pick(['customer', 'customer', 'prospect', 'supplier'] as const);
      const values = {
        name: typedName(rng),
        phone: typedValue(rng, 'phone'),
        email: typedValue(rng, 'email'),
      };
      this.server.accounts.create(type, values, made * 1_000 - LONG_AGO, null);
    }
  }
}
