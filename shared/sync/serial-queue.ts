/** Runs one piece of work after another, in the order in which they were given. */
export type SerialQueue = <T>(work: () => Promise<T>) => Promise<T>;

/** @returns a queue of its own; work that fails rejects for whoever gave it, and the next begins all the same */
export function serialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}
