import type { Clock } from '../../electron/clock.ts';

/** Whose moment it is: the world's goes on while the computer sleeps, its timers and answers wait. */
type Whose = 'world' | 'timer' | 'answer';

interface Moment {
  at: number;
  readonly order: number;
  readonly whose: Whose;
  readonly run: () => void;
  cancelled: boolean;
}

/** The one true time of a simulated world, ms since it began. It moves only from one moment to the next. */
export class VirtualTime {
  #now = 0;
  #order = 0;
  /** When the lid that was closed last is opened again. */
  #opens = 0;
  /** Sorted, the next one last. */
  #moments: Moment[] = [];

  get now(): number {
    return this.#now;
  }

  /** Whether the lid is closed. */
  get asleep(): boolean {
    return this.#now < this.#opens;
  }

  /** @returns cancels it */
  at(when: number, run: () => void, whose: Whose = 'world'): () => void {
    this.#order += 1;
    const at = this.#awake(Math.max(when, this.#now), whose);
    const moment = { at, order: this.#order, whose, run, cancelled: false };
    const place = this.#moments.findLastIndex((other) => later(other, moment));
    this.#moments.splice(place + 1, 0, moment);
    return () => {
      moment.cancelled = true;
    };
  }

  after(ms: number, run: () => void, whose: Whose = 'world'): () => void {
    return this.at(this.#now + ms, run, whose);
  }

  /** The computer's lid is closed for so long: its timers stand still, answers are read when it opens. */
  suspend(ms: number): void {
    const opens = this.#now + ms;
    this.#opens = Math.max(this.#opens, opens);
    for (const moment of this.#moments) {
      if (moment.whose === 'timer') moment.at += ms;
      if (moment.whose === 'answer') moment.at = Math.max(moment.at, opens);
    }
    this.#moments.sort((a, b) => b.at - a.at || b.order - a.order);
  }

  #awake(at: number, whose: Whose): number {
    if (whose === 'world' || this.#opens <= this.#now) return at;
    return whose === 'timer' ? at + this.#opens - this.#now : Math.max(at, this.#opens);
  }

  /** Lets every promise settle, then goes to the next moment. @returns false when there is none up to `until` */
  async step(until: number): Promise<boolean> {
    await settled();
    let next = this.#moments.at(-1);
    while (next?.cancelled === true) {
      this.#moments.pop();
      next = this.#moments.at(-1);
    }
    if (next === undefined || next.at > until) return false;
    this.#moments.pop();
    this.#now = next.at;
    next.run();
    return true;
  }

  /** Runs until then, or until `enough` says so after a moment. */
  async run(until: number, enough: () => boolean = () => false): Promise<void> {
    while (await this.step(until)) if (enough()) return;
    this.#now = Math.max(this.#now, until);
  }
}

/** One run of the app: its monotonic time begins with it, its wall clock may be wrong and may jump. */
export class VirtualClock implements Clock {
  readonly run: string;
  readonly #time: VirtualTime;
  readonly #startedAt: number;
  readonly #cancels = new Set<() => void>();
  #ahead: number;
  #slept = 0;
  #stopped = false;

  /** @param ahead how far the wall clock is ahead of the true time, ms */
  constructor(time: VirtualTime, run: string, ahead: number) {
    this.#time = time;
    this.#startedAt = time.now;
    this.#ahead = ahead;
    this.run = run;
  }

  get ahead(): number {
    return this.#ahead;
  }

  now(): number {
    return this.#time.now + this.#ahead;
  }

  mono(): number {
    return this.#time.now - this.#startedAt - this.#slept;
  }

  after(ms: number, callback: () => void): () => void {
    if (this.#stopped) return () => undefined;
    // Timers fire a little late, never early.
    const forget = this.#time.after(
      Math.max(1, Math.ceil(ms)),
      () => {
        this.#cancels.delete(cancel);
        callback();
      },
      'timer',
    );
    const cancel = (): void => {
      this.#cancels.delete(cancel);
      forget();
    };
    this.#cancels.add(cancel);
    return cancel;
  }

  jump(ms: number): void {
    this.#ahead += ms;
  }

  /** The lid was closed for so long: the monotonic clock did not see it. */
  slept(ms: number): void {
    this.#slept += ms;
  }

  /** The process is gone: none of its timers fires any more. */
  stop(): void {
    this.#stopped = true;
    for (const cancel of [...this.#cancels]) cancel();
  }
}

/** After this, nothing is left to do until time passes: promises settle before the next turn of the loop. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function later(a: Moment, b: Moment): boolean {
  return a.at > b.at || (a.at === b.at && a.order > b.order);
}
