import { vi } from 'vitest';

/** Does it, and lets no deadline pass that it sets on the spot: however slow the machine, what it waits for decides. */
export function withoutDeadline<T>(act: () => T): T {
  return passing(0, act);
}

/** Does it, and lets every deadline pass that it sets on the spot. */
export function afterDeadline<T>(act: () => T): T {
  return passing(600_000, act);
}

function passing<T>(ms: number, act: () => T): T {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const done = act();
    vi.advanceTimersByTime(ms);
    return done;
  } finally {
    // No answer that is still to come ever does.
    vi.useRealTimers();
  }
}
