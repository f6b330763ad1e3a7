import type { RateWindows } from '../../../../shared/sync/limiter.ts';
import type { Archived } from '../../../../electron/store/schemas/archive-store.ts';
import type { Change } from '../../../../electron/store/collection.ts';
import type { MirrorRow } from '../../../../electron/store/schemas/mirror-store.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import { MemoryDisk } from '../../../support/memory-outbox.ts';
import type { DiskNature } from '../../../support/memory-outbox.ts';
import type { VirtualTime } from '../../../support/virtual-clock.ts';
import type { Chances } from '../chances.ts';
import type { Mutation } from '../../mutants/mutation.ts';

interface DiskParts {
  readonly time: VirtualTime;
  readonly chances: Chances;
  /** Of the computer. */
  readonly name: string;
  readonly mutation: Mutation;
  /** How likely a commit fails now. */
  readonly failures: () => number;
  readonly point: (name: string) => void;
  readonly outboxIs: (changes: readonly Change<OutboxRow>[]) => void;
  readonly mirrorIs: (changes: readonly Change<MirrorRow>[]) => void;
}

/** The four files of one computer. */
export class Disks {
  readonly outbox: MemoryDisk<OutboxRow>;
  readonly windows: MemoryDisk<RateWindows>;
  readonly mirror: MemoryDisk<MirrorRow>;
  readonly archive: MemoryDisk<Archived>;
  readonly #given: DiskParts;

  constructor(given: DiskParts) {
    this.#given = given;
    this.outbox = new MemoryDisk<OutboxRow>('outbox', { ...this.#nature('outbox'), durable: given.outboxIs });
    this.windows = new MemoryDisk<RateWindows>('windows', this.#nature('windows'));
    this.mirror = new MemoryDisk<MirrorRow>('mirror', { ...this.#nature('mirror'), durable: given.mirrorIs });
    this.archive = new MemoryDisk<Archived>('archive', this.#nature('archive'));
  }

  crash(): void {
    for (const disk of [this.outbox, this.windows, this.mirror, this.archive]) disk.crash();
  }

  #nature<Row>(file: keyof NonNullable<Mutation['acknowledgedEarly']>): Omit<DiskNature<Row>, 'durable'> {
    const { time, chances, name, mutation, failures, point } = this.#given;
    const rng = chances.rng(`${name}disk/${file}`);
    const early = mutation.acknowledgedEarly?.[file];
    return {
      after: (ms, run) => void time.after(ms, run, 'answer'),
      latency: () => rng.whole(1, 4),
      fails: (changes) =>
        failures() > 0 && chances.happens(chances.nameFor(`${name}full`, keysOf(file, changes)), failures())
          ? { what: 'storage', reason: 'full', detail: 'ENOSPC' }
          : null,
      survives: () => rng.chance(0.5),
      point,
      ...(early === undefined ? {} : { acknowledgedEarly: early }),
    };
  }
}

function keysOf(file: string, changes: readonly Change<unknown>[]): string {
  return `${file}/${changes.map((one) => ('put' in one ? one.put : `-${one.remove}`)).join()}`;
}
