/** SalesBinder's two windows as the strictest reading has them: each request counts when it arrives, refused ones too. */
export class StrictLimits {
  #arrivals: number[] = [];
  readonly #violations: string[] = [];
  #blockedUntil = 0;
  #bans = 0;
  #quietUntil = 0;
  #overLimitAt = 0;

  /** Each time the windows were exceeded, or a request left during a wait that the app had read of. */
  get violations(): readonly string[] {
    return this.#violations;
  }

  /** @param leftAt a request that left before the wait was read breaks nothing  @returns whether it is served */
  arrives(now: number, leftAt = now): boolean {
    this.#arrivals = this.#arrivals.filter((at) => at > now - 60_000);
    const short = this.#arrivals.filter((at) => at > now - 10_000).length;
    const long = this.#arrivals.length;
    this.#arrivals.push(now);
    if (now < this.#quietUntil && leftAt >= this.#overLimitAt)
      this.#violations.push(`asked at ${now}, while it should wait until ${this.#quietUntil}`);
    if (now < this.#blockedUntil) return false;
    if (short < 15 && long < 50) return true;
    this.#violations.push(`${short + 1} in 10 s, ${long + 1} in 60 s at ${now}`);
    this.block(now);
    return false;
  }

  /** A block of a minute, longer each time; also when other programs used up what all share. */
  block(now: number): void {
    this.#bans += 1;
    this.#blockedUntil = now + 60_000 * Math.min(this.#bans, 5);
  }

  /** The app has read a 429. */
  sawOverLimit(now: number, retryAfter: number | null): void {
    this.#overLimitAt = now;
    this.#quietUntil = now + Math.max(60_000, retryAfter ?? 0);
  }

  /** The app died: what it read after `since` it cannot have written down. */
  forgetOverLimit(since: number): void {
    if (this.#overLimitAt >= since) this.#quietUntil = 0;
  }
}
