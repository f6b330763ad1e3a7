import type { Some } from './soak-worlds.ts';
import { failureOf } from './failure.ts';

/** Answers each message with the failures of those worlds that broke a promise. */
process.on('message', (some: Some) => {
  void go(some);
});

async function go({ from, until }: Some): Promise<void> {
  const failures: string[] = [];
  for (let seed = from; seed < until; seed += 1) {
    const log = await failureOf(seed);
    if (log !== null) failures.push(log);
  }
  process.send?.(failures);
}
