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
  readonly mirror: Mirror;
  /** Asked once more before a new account is sent: what it looks like; null when nothing. */
  readonly alike: SyncContext['alike'];
}
