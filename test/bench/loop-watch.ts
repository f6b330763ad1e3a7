import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { IntervalHistogram } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** Long enough for the timer behind the histogram to have run on time a few times. Ms. */
const LEAD = 30;

/** The longest time that the main thread kept everything else waiting, at 1 ms resolution. */
export class LoopWatch {
  readonly #histogram: IntervalHistogram;
  /** The time of the timer itself with nothing to do, ms. */
  readonly #baseline: number;

  private constructor(histogram: IntervalHistogram, baseline: number) {
    this.#histogram = histogram;
    this.#baseline = baseline;
  }

  static async begin(): Promise<LoopWatch> {
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    await wait(LEAD);
    const baseline = histogram.percentile(50) / 1e6;
    histogram.reset();
    // The first tick after this only sets the time from which the next is measured.
    await wait(5);
    return new LoopWatch(histogram, baseline);
  }

  /** Ms, the baseline subtracted. */
  async end(): Promise<number> {
    // The work that holds the thread now is counted when the timer runs next.
    await wait(5);
    this.#histogram.disable();
    return Math.max(this.#histogram.max / 1e6 - this.#baseline, 0);
  }
}
