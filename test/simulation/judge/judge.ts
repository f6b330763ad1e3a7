import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import type { MirrorRow } from '../../../electron/store/schemas/mirror-store.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { Evidence } from './evidence.ts';
import type { Ledger } from './ledger.ts';
import type { Broken, PromiseName } from './promises.ts';
import type { SalesBinder } from '../world/server/salesbinder.ts';
import type { StrictLimits } from '../world/server/strict-limits.ts';

/** Everything that the judge may look at. */
export interface Watched {
  readonly ledger: Ledger;
  /** What is on the disk. */
  readonly rows: () => ReadonlyMap<string, OutboxRow>;
  readonly mirrorRows: () => ReadonlyMap<string, MirrorRow>;
  /** True time, ms. */
  readonly now: () => number;
  readonly server: () => SalesBinder;
  readonly limits: StrictLimits;
  readonly report: (text: string) => void;
  readonly detail: (text: string) => void;
}

/** What the judges of one computer share: all that may be looked at, the evidence, and the list of broken promises. */
export class Judge {
  readonly broken: Broken[] = [];
  readonly watched: Watched;
  readonly ledger: Ledger;
  readonly evidence: Evidence;

  constructor(watched: Watched) {
    this.watched = watched;
    this.ledger = watched.ledger;
    this.evidence = new Evidence(watched.server);
  }

  get now(): number {
    return this.watched.now();
  }

  get server(): SalesBinder {
    return this.watched.server();
  }

  /** As they are on the disk. */
  get records(): readonly OutboxRecord[] {
    return [...this.watched.rows().values()].flatMap((row) => (row.kind === 'record' ? [row.record] : []));
  }

  breaks(promise: PromiseName, how: string): void {
    this.watched.report(`BROKEN: ${promise}: ${how}`);
    this.broken.push({ promise, how: `${how} (at ${this.now} ms)` });
  }
}
