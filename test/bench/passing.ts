import type { VirtualTime } from '../support/virtual-clock.ts';

const HOURS = 10 * 3_600_000;

/** Virtual time goes on until that is so, and not a moment longer. Throws when it never is. */
export async function passUntil(time: VirtualTime, enough: () => boolean): Promise<void> {
  const latest = time.now + HOURS;
  for (;;) {
    // The work that a moment set off is done before the next moment.
    await new Promise((resolve) => void setImmediate(resolve));
    if (enough()) return;
    if (!(await time.step(latest))) throw new Error('It never came to that');
  }
}

/** Virtual time goes on while this is waited for. */
export async function passing<T>(time: VirtualTime, work: Promise<T>): Promise<T> {
  let ended = false;
  const done = work.finally(() => {
    ended = true;
  });
  done.catch(() => undefined);
  await passUntil(time, () => ended);
  return done;
}

export async function passUntilAt(time: VirtualTime, when: number): Promise<void> {
  time.at(when, () => undefined);
  await passUntil(time, () => time.now >= when);
}
