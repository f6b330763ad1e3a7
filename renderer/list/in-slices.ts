/** Longest that one slice of work may hold up the window, ms: the rest of a frame is for showing it. */
export const SLICE = 4;

/**
 * Does the work a slice at a time: the first at once, the others with frames and keys between them.
 *
 * @returns how to give it up
 */
export function inSlices<T>(work: Generator<void, T>, done: (result: T) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  slice();
  return () => {
    if (timer !== null) clearTimeout(timer);
  };

  function slice(): void {
    const until = performance.now() + SLICE;
    do {
      const step = work.next();
      if (step.done === true) {
        done(step.value);
        return;
      }
    } while (performance.now() < until);
    timer = setTimeout(slice);
  }
}
