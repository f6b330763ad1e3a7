import type { Chances } from '../chances.ts';
import type { FaultPlan } from '../fault-plan.ts';

const MINUTE = 60_000;

const BETWEEN = [
  'mirror: durable',
  'mirror: durable',
  'windows: durable',
  'archive: durable',
  'outbox: durable',
];

interface Jump {
  readonly at: number;
  readonly ms: number;
  readonly asleep: boolean;
}

interface Crash {
  readonly from: number;
  /** Only points of this name count; null: all. */
  readonly where: string | null;
  /** So many of them from then on. */
  points: number;
}

interface FaultParts {
  readonly chances: Chances;
  readonly faultPlan: FaultPlan;
  readonly lasts: number;
}

/** The faults of one computer: crashes at any await, clocks that jump, a lid that is closed. */
export class MachineFaults {
  readonly jumps: readonly Jump[];
  /** Ms. */
  readonly clockWrongBy: number;
  readonly #crashes: readonly Crash[];
  readonly #chances: Chances;
  readonly #faultPlan: FaultPlan;
  readonly #name: string;
  #deaths = 0;

  constructor({ chances, faultPlan, lasts }: FaultParts, name: string) {
    this.#chances = chances;
    this.#faultPlan = faultPlan;
    this.#name = name;
    this.#crashes = chances.some(`${name}crash`, faultPlan.crashes).map((crash) => {
      const rng = chances.rng(crash);
      const from = rng.whole(0, lasts);
      // One file has it and the other has not yet.
      if (rng.chance(0.3)) return { from, where: rng.pick(BETWEEN), points: rng.whole(1, 3) };
      return rng.chance(0.5)
        ? { from: 0, where: null, points: rng.whole(1, 250) }
        : { from, where: null, points: rng.whole(1, 20) };
    });
    const times = faultPlan.clockJumps ? chances.rng(`${name}jumps`).whole(1, 4) : 0;
    this.jumps = chances.some(`${name}jump`, times).map((one) => this.#jump(one, lasts));
    const wrong = faultPlan.clockJumps && chances.happens(`${name}wrong-clock`);
    this.clockWrongBy = wrong ? chances.rng(`${name}clock`).whole(-3_600_000, 3_600_000) : 0;
  }

  /** Asked at each point at which a process can die. */
  strikesAt(now: number, point: string): boolean {
    const armed = this.#crashes.filter(
      ({ from, where, points }) => from <= now && points > 0 && (where === null || where === point),
    );
    for (const crash of armed) crash.points -= 1;
    return armed.some(({ points }) => points === 0);
  }

  /** How long it is away, ms, and how far its clock was set meanwhile. */
  afterDeath(): { readonly jump: number; readonly away: number } {
    this.#deaths += 1;
    const death = `${this.#name}death${this.#deaths}`;
    const rng = this.#chances.rng(death);
    const away = rng.whole(200, rng.pick([2_000, 60_000, 100_000]));
    const set = this.#faultPlan.clockJumps && this.#chances.happens(`${death}.clock-set`, 0.6);
    return { away, jump: set ? this.#by(death) : 0 };
  }

  #jump(name: string, lasts: number): Jump {
    const rng = this.#chances.rng(name);
    const at = rng.whole(0, lasts);
    const ms = this.#by(name);
    const asleep = rng.chance(0.4);
    return { at, asleep, ms: asleep ? Math.min(Math.abs(ms), 8 * MINUTE) : ms };
  }

  #by(name: string): number {
    const rng = this.#chances.rng(`${name}/by`);
    const most = rng.pick([4_000, 110_000, 3_600_000, 40_000_000]);
    return rng.whole(-most, most);
  }
}
