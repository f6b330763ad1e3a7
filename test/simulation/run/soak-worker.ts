import type { Some } from './soak-worlds.ts';
import { verdict } from './verdict.ts';

/** Answers each message with the stories of those worlds that broke a promise. */
process.on('message', (some: Some) => {
  void go(some);
});

async function go({ from, until }: Some): Promise<void> {
  const stories: string[] = [];
  for (let seed = from; seed < until; seed += 1) {
    const story = await verdict(seed);
    if (story !== null) stories.push(story);
  }
  process.send?.(stories);
}
