import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import type { Change } from '../../../electron/store/collection.ts';
import type { Mirrored, MirrorRow } from '../../../electron/store/schemas/mirror-store.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { ServerAccount } from '../world/server/server-accounts.ts';
import { Judge } from './judge.ts';
import type { Watched } from './judge.ts';
import { judgeTheEnd, rests } from './end-judge.ts';
import type { Evidence } from './evidence.ts';
import type { Entry } from './entry.ts';
import { MirrorJudge } from './mirror-judge.ts';
import type { Broken, PromiseName } from './promises.ts';
import { RecordJudge } from './record-judge.ts';
import { RequestJudge } from './request-judge.ts';
import type { Request, Observer } from '../world/server/request.ts';

/**
 * The judge of one computer. It knows what people typed (the ledger), what SalesBinder has (the model) and what is on
 * the disk, and nothing of how the app decides. Each broken promise becomes one line.
 */
export class Invariants implements Observer {
  readonly evidence: Evidence;
  readonly #judge: Judge;
  readonly #records: RecordJudge;
  readonly #requests: RequestJudge;
  readonly #mirror: MirrorJudge;

  constructor(watched: Watched) {
    this.#judge = new Judge(watched);
    this.evidence = this.#judge.evidence;
    this.#records = new RecordJudge(this.#judge);
    this.#requests = new RequestJudge(this.#judge);
    this.#mirror = new MirrorJudge(this.#judge);
  }

  get broken(): readonly Broken[] {
    return this.#judge.broken;
  }

  leaves(request: Request): void {
    this.#requests.leaves(request);
  }

  answered(request: Request, how: string): void {
    this.#requests.answered(request, how);
  }

  sees(request: Request, id: string, servedAt: number | null): void {
    this.#requests.sees(request, id, servedAt);
  }

  writes(request: Request, account: ServerAccount): void {
    this.#requests.writes(request, account);
  }

  /** After each change of the outbox on the disk. */
  durable(changes: readonly Change<OutboxRow>[]): void {
    this.#records.durable(changes);
  }

  /** After each change of the mirror on the disk. */
  mirrored(changes: readonly Change<MirrorRow>[]): void {
    this.#mirror.durable(changes);
  }

  /** A person has everything downloaded again. */
  throwsAway(): void {
    this.#mirror.thrownAway = 'yes';
  }

  /** That is done, or the disk would not have it. */
  hasThrownAway(done: boolean): void {
    this.#mirror.thrownAway = done ? 'no' : 'perhaps';
  }

  /** After a person was told something. */
  look(record: OutboxRecord): void {
    this.#records.judge(record);
  }

  /** The process died; what it was writing may be there or not. */
  dies(): void {
    this.#records.dies();
  }

  /** A new process found what is on the disk. */
  reopened(): void {
    this.#mirror.thrownAway = 'no';
    this.#records.reopened();
  }

  startsOver(entry: Entry, record: OutboxRecord): void {
    this.#records.startsOver(entry, record);
  }

  takesBack(entry: Entry, record: OutboxRecord): void {
    this.#records.takesBack(entry, record);
  }

  /** Saved, and no record of it: what was downloaded has all of it already. */
  isThere(entry: Entry, row: Mirrored | null): void {
    this.#records.isThere(entry, row);
  }

  /** Whether nothing is left to do without a person. */
  allRest(): boolean {
    return this.#judge.records.every(rests);
  }

  /** Faults have ended and time has passed. */
  atTheEnd(): void {
    judgeTheEnd(this.#judge);
    for (const violation of this.#judge.watched.limits.violations) {
      this.breaks('the limits are kept', violation);
    }
  }

  breaks(promise: PromiseName, how: string): void {
    this.#judge.breaks(promise, how);
  }
}
