import type { Chances } from '../chances.ts';
import type { Weather } from '../fault-plan.ts';

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

interface Given {
  readonly chances: Chances;
  readonly weather: Weather;
  readonly lasts: number;
}

/** What one computer has to suffer: crashes at any await, clocks that jump, a lid that is closed. */
export class Trouble {
  readonly jumps: readonly Jump[];
  /** Ms. */
  readonly clockWrongBy: number;
  readonly #crashes: readonly Crash[];
  readonly #chances: Chances;
  readonly #weather: Weather;
  readonly #name: string;
  #deaths = 0;

  constructor({ chances, weather, lasts }: Given, name: string) {
    this.#chances = chances;
    this.#weather = weather;
    this.#name = name;
    this.#crashes = chances.some(`${name}crash`, weather.crashes).map((crash) => {
      const dice = chances.dice(crash);
      const from = dice.whole(0, lasts);
      // One file has it and the other has not yet.
      if (dice.chance(0.3)) return { from, where: dice.pick(BETWEEN), points: dice.whole(1, 3) };
      return dice.chance(0.5)
        ? { from: 0, where: null, points: dice.whole(1, 250) }
        : { from, where: null, points: dice.whole(1, 20) };
    });
    const times = weather.clockJumps ? chances.dice(`${name}jumps`).whole(1, 4) : 0;
    this.jumps = chances.some(`${name}jump`, times).map((one) => this.#jump(one, lasts));
    const wrong = weather.clockJumps && chances.happens(`${name}wrong-clock`);
    this.clockWrongBy = wrong ? chances.dice(`${name}clock`).whole(-3_600_000, 3_600_000) : 0;
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
    const dice = this.#chances.dice(death);
    const away = dice.whole(200, dice.pick([2_000, 60_000, 100_000]));
    const set = this.#weather.clockJumps && this.#chances.happens(`${death}.clock-set`, 0.6);
    return { away, jump: set ? this.#by(death) : 0 };
  }

  #jump(name: string, lasts: number): Jump {
    const dice = this.#chances.dice(name);
    const at = dice.whole(0, lasts);
    const ms = this.#by(name);
    const asleep = dice.chance(0.4);
    return { at, asleep, ms: asleep ? Math.min(Math.abs(ms), 8 * MINUTE) : ms };
  }

  #by(name: string): number {
    const dice = this.#chances.dice(`${name}/by`);
    const most = dice.pick([4_000, 110_000, 3_600_000, 40_000_000]);
    return dice.whole(-most, most);
  }
}
