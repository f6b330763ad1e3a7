/** One contender's samples, a list a round. */
export type Rounds = readonly (readonly number[])[];

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Between two neighbours it is divided in proportion. Throws for no values: that would be a figure out of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error('No values');
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * The median over the rounds of ours over theirs, each round's share taken first: what slows the machine for a while
 * slows both of a round and leaves their ratio alone.
 */
export function pairedRatio(ours: Rounds, theirs: Rounds, share = 0.5): number {
  if (ours.length !== theirs.length) throw new Error('Rounds without a partner');
  return median(ours.map((round, index) => quantile(round, share) / quantile(theirs[index] ?? [], share)));
}

/** Paired rounds: in each of them every contender has its turn, and another one begins each time. */
export async function inRounds<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, () => Promise<readonly number[]>>>,
): Promise<Readonly<Record<Name, Rounds>>> {
  const names = Object.keys(contenders) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    (readonly number[])[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    const from = round % names.length;
    for (const name of [...names.slice(from), ...names.slice(0, from)]) {
      samples[name].push(await contenders[name]());
    }
  }
  return samples;
}

/**
 * How long the work on each takes, ms. There is a moment between two, as there is in life: what somebody does after
 * having said that it is done must not count as part of the next.
 */
export async function timedApart<T>(
  given: readonly T[],
  work: (one: T) => unknown,
): Promise<readonly number[]> {
  const samples: number[] = [];
  for (const one of given) {
    const from = performance.now();
    await work(one);
    samples.push(performance.now() - from);
    await moment();
  }
  return samples;
}

function moment(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 2));
}
