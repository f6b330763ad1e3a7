import type { Pacer } from '../../electron/store/disk/pacer.ts';

/** Time that passes only when somebody waits. */
export class FakePacer implements Pacer {
  waited = 0;

  now(): number {
    return Date.UTC(2026, 10, 22, 3, 35, 39) + this.waited;
  }

  async wait(ms: number): Promise<void> {
    this.waited += ms;
  }

  async yieldToEventLoop(): Promise<void> {
    // Nothing else runs here that would need the air.
  }
}
