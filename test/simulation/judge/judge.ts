import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { MirrorRow } from '../../../electron/store/schemas/mirror-store.ts';
import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import type { SalesBinder } from '../world/server/salesbinder.ts';
import type { StrictLimits } from '../world/server/strict-limits.ts';
import { Commands } from './commands.ts';
import type { Broken, PromiseName } from './promises.ts';
import { ServerHistory } from './server-history.ts';
import { Typed } from './typed.ts';

/** Everything that the judge may look at. */
export interface Watched {
  /** The records on the disk. */
  readonly rows: () => ReadonlyMap<string, OutboxRow>;
  readonly mirrorRows: () => ReadonlyMap<string, MirrorRow>;
  /** True time, ms. */
  readonly now: () => number;
  readonly server: () => Pick<SalesBinder, 'accounts' | 'requests'>;
  readonly limits: StrictLimits;
  readonly report: (text: string) => void;
  readonly detail: (text: string) => void;
}

/**
 * The facts that all invariants of one computer share: what people did, what SalesBinder had, and the broken promises.
 */
export class Judge {
  readonly broken: Broken[] = [];
  readonly watched: Watched;
  readonly commands = new Commands();
  readonly typed = new Typed();
  readonly history: ServerHistory;
  /** By local id: how often a person created again what was deleted there. */
  readonly generations = new Map<string, number>();
  /** Which record ever had which account, each as `${localId}/${remoteId}`. */
  readonly had = new Set<string>();
  /** The jumps of this computer's clocks. */
  readonly clocks: { readonly at: number; readonly ms: number; readonly is: 'set' | 'asleep' }[] = [];

  constructor(watched: Watched) {
    this.watched = watched;
    this.history = new ServerHistory(watched.server);
  }

  get now(): number {
    return this.watched.now();
  }

  get server(): Pick<SalesBinder, 'accounts' | 'requests'> {
    return this.watched.server();
  }

  /** As they are on the disk. */
  get records(): readonly OutboxRecord[] {
    return [...this.watched.rows().values()].flatMap((row) => (row.kind === 'record' ? [row.record] : []));
  }

  record(localId: string): OutboxRecord | undefined {
    return this.records.find((one) => one.localId === localId);
  }

  /** One record has become part of another. */
  join(from: string, to: string): void {
    this.commands.join(from, to);
    this.typed.join(from, to);
    this.history.join(from, to);
  }

  breaks(promise: PromiseName, how: string): void {
    this.watched.report(`BROKEN: ${promise}: ${how}`);
    this.broken.push({ promise, how: `${how} (at ${this.now} ms)` });
  }
}
