import { vi } from 'vitest';

/** Only to end what hangs: a test waits for a state, however long a busy machine takes to come to it. Ms. */
export const PATIENCE = 120_000;

/** Asks until it no longer throws. @returns what it gave then */
export function eventually<T>(ask: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(ask, { timeout: PATIENCE });
}

/** Asks until there is one. @param what for the report of a test that waited in vain */
export function eventuallyThere<T>(
  what: string,
  find: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  return eventually(async () => {
    const found = await find();
    if (found === undefined) throw new Error(`Still no ${what}`);
    return found;
  });
}
