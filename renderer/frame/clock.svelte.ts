/** How old `now` may be, and how often is looked whether the clock or its zone was changed. Ms. */
const STEP = 30_000;
const LOOK = 1_000;

/** The current time for words like "today", to the half minute, so that little is redrawn for it. */
export class Clock {
  #read: () => number;
  #now: number;
  #offset: number;
  #second: number;

  constructor(read: () => number = Date.now) {
    this.#read = read;
    this.#now = $state(read());
    this.#offset = offsetAt(this.#now);
    this.#second = $state(this.#now);
  }

  /** Local ms, at most half a minute old. */
  get now(): number {
    return this.#now;
  }

  /** Local ms, at most a second old: for what is counted down. Whoever doesn't read it is not redrawn by it. */
  get second(): number {
    return this.#second;
  }

  start(): () => void {
    const timer = setInterval(() => this.#look(), LOOK);
    return () => clearInterval(timer);
  }

  /** Who travels, or sets the clock, reads the new time at once. */
  #look(): void {
    const now = this.#read();
    this.#second = now;
    const offset = offsetAt(now);
    const moved = offset !== this.#offset;
    if (!moved && now >= this.#now && now - this.#now < STEP) return;
    this.#offset = offset;
    // Another moment, whatever the clock says: all words with a time are made anew.
    this.#now = moved && now === this.#now ? now + 1 : now;
  }
}

function offsetAt(now: number): number {
  return new Date(now).getTimezoneOffset();
}
