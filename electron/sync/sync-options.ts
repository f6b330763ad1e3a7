import type { Limit } from '../../shared/limiter.ts';
import type { Accounts } from '../accounts.ts';
import type { Clock } from '../clock.ts';
import type { Mirror } from '../mirror.ts';
import type { Gateway } from '../salesbinder/gateway.ts';
import type { WindowsStore } from './turns.ts';
import type { Way } from './way.ts';

/** What the loop is given to work with. */
export interface SyncOptions {
  readonly accounts: Accounts;
  readonly windows: WindowsStore;
  readonly clock: Clock;
  readonly random: () => number;
  /** Divides looks, backoff and cool-downs; 1 is ordinary. */
  readonly hurry: number;
  readonly stayOffline: boolean;
  /** Null: there is no key yet. */
  readonly gateway: Gateway | null;
  readonly limits: readonly Limit[];
  /** Left out: nothing is downloaded. */
  readonly mirror?: Mirror;
  /** Left out: a new account is compared with nothing. */
  readonly alike?: Way['alike'];
}
