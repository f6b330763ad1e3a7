/** The current time for words like "today", to the half minute, so that little is redrawn for it. */
export class Clock {
  #read: () => number;
  #now: number;

  constructor(read: () => number = Date.now) {
    this.#read = read;
    this.#now = $state(read());
  }

  /** Local ms, at most half a minute old. */
  get now(): number {
    return this.#now;
  }

  start(): () => void {
    const timer = setInterval(() => (this.#now = this.#read()), 30_000);
    return () => clearInterval(timer);
  }
}
