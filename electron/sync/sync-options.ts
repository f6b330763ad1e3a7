import type { Limit } from '../../shared/sync/limiter.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Gateway } from '../salesbinder/gateway.ts';
import type { RateWindowsStore } from './rate-limiter.ts';
import type { SyncContext } from './context.ts';

/** What the loop is given to work with. */
export interface SyncOptions {
  readonly accounts: Accounts;
  readonly windows: RateWindowsStore;
  readonly clock: Clock;
  readonly random: () => number;
  /** Divides looks, backoff and cool-downs; 1 is ordinary. */
  readonly timeScale: number;
  readonly stayOffline: boolean;
  /** Null: there is no key yet. */
  readonly gateway: Gateway | null;
  readonly limits: readonly Limit[];
  /** Left out: nothing is downloaded. */
  readonly mirror?: Mirror;
  /** Left out: a new account is compared with nothing. */
  readonly alike?: SyncContext['alike'];
}
