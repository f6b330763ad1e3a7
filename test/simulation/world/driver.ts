import type { VirtualTime } from '../../support/virtual-clock.ts';
import type { Chances } from './chances.ts';
import type { AppRun } from './computer/app-run.ts';
import type { Invariants } from '../judge/invariants.ts';
import type { SalesBinder } from './server/salesbinder.ts';
import type { FaultPlan } from './fault-plan.ts';

/** The world as the people at one computer see it. */
export interface Driver {
  /** Of the computer. */
  readonly name: string;
  readonly time: VirtualTime;
  readonly chances: Chances;
  readonly faultPlan: FaultPlan;
  /** How long the faults last, ms. */
  readonly lasts: number;
  readonly invariants: Invariants;
  readonly server: SalesBinder;
  /** Null while the app is not running, or the lid is closed. */
  readonly app: AppRun | null;
  stayOffline: boolean;
  /** The key that the person has given. */
  key: number;
  useKey(): void;
  quit(): Promise<void>;
  report(text: string): void;
}
