/** One line of `out/bench.json` and of the table. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  /** The best that the machine or the rules allow, in the same unit; null where there is no such thing. */
  readonly limit: number | null;
  /** Others at the same work in the same run, in the same unit. */
  readonly peers: Readonly<Record<string, number>>;
  /** Ours over the limit, or, where there is none, over the best peer. Null: nothing to compare with. */
  readonly ratio: number | null;
  /** In words; null: stated, not judged. */
  readonly goal: string | null;
  /** Null: not judged. */
  readonly met: boolean | null;
}

/** The goal of one figure; a figure may have several. `met` null: can't be told on this machine. */
export interface Goal {
  readonly says: string;
  readonly met: boolean | null;
}

export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly limit?: number;
  readonly peers?: Readonly<Record<string, number>>;
  /** Where rounds were paired: the median of their ratios. Else the two figures are divided. */
  readonly ratio?: number | null;
  readonly goals?: readonly Goal[];
}

export function figure({ name, unit, ours, limit, peers = {}, ratio, goals = [] }: Measured): Figure {
  return {
    ...{ name, unit, ours, limit: limit ?? null, peers },
    ratio: ratio === undefined ? dividedBy(ours, limit ?? best(peers)) : ratio,
    goal: goals.length === 0 ? null : goals.map(({ says }) => says).join('; '),
    met: together(goals),
  };
}

export function atMost(value: number | null, most: number, says: string): Goal {
  return { says, met: value === null ? null : value <= most };
}

export function atLeast(value: number, least: number, says: string): Goal {
  return { says, met: value >= least };
}

/** The quickest (or smallest) peer's figure. */
function best(peers: Readonly<Record<string, number>>): number | null {
  const figures = Object.values(peers);
  return figures.length === 0 ? null : Math.min(...figures);
}

function dividedBy(ours: number, other: number | null): number | null {
  return other === null || other === 0 ? null : ours / other;
}

/** One that failed fails all; one that can't be told leaves the rest undecided. */
function together(goals: readonly Goal[]): boolean | null {
  if (goals.some(({ met }) => met === false)) return false;
  return goals.length === 0 || goals.some(({ met }) => met === null) ? null : true;
}
