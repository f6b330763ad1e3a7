import type { FieldKey } from '../../../shared/account.ts';
import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import type { Change } from '../../../electron/store/collection.ts';
import type { Mirrored, MirrorRow } from '../../../electron/store/schemas/mirror-store.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { AppRun } from '../world/computer/app-run.ts';
import type { ServerAccount } from '../world/server/server-accounts.ts';
import type { Request, Observer } from '../world/server/request.ts';
import type { Parts } from './commands.ts';
import { DoubleCreates } from './double-creates.ts';
import { endFaults } from './end-invariants.ts';
import { Judge } from './judge.ts';
import type { Watched } from './judge.ts';
import { MirrorInvariants } from './mirror-invariants.ts';
import type { Broken } from './promises.ts';
import { RecordInvariants } from './record-invariants.ts';
import { RequestInvariants } from './request-invariants.ts';
import { alike, letters } from './server-history.ts';
import type { ServerHistory } from './server-history.ts';

/** The value that a person was shown in a field, and the one they want there. */
export type Wanted = Readonly<Partial<Record<FieldKey, { readonly from: string; readonly to: string }>>>;

/**
 * The judge of one computer. It knows what people typed, what SalesBinder has (the model) and what is on the disk, and
 * nothing of how the app decides. Each broken promise becomes one line.
 */
export class Invariants implements Observer {
  readonly #judge: Judge;
  readonly #records: RecordInvariants;
  readonly #requests: RequestInvariants;
  readonly #mirror: MirrorInvariants;
  /** How often the app was started. */
  #runs = 0;

  constructor(watched: Watched) {
    this.#judge = new Judge(watched);
    this.#records = new RecordInvariants(this.#judge);
    this.#requests = new RequestInvariants(this.#judge);
    this.#mirror = new MirrorInvariants(this.#judge);
  }

  get broken(): readonly Broken[] {
    return this.#judge.broken;
  }

  get history(): ServerHistory {
    return this.#judge.history;
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

  /** A person has everything downloaded again. @returns called when that is done, or the disk refused it */
  throwAway(): (done: boolean) => void {
    this.#mirror.thrownAway = 'yes';
    return (done) => {
      this.#mirror.thrownAway = done ? 'no' : 'perhaps';
    };
  }

  clockChanged(ms: number, is: 'set' | 'asleep'): void {
    this.#judge.clocks.push({ at: this.#judge.now, ms, is });
  }

  /** The process died; what it was writing may be there or not. */
  dies(): void {
    this.#records.dies();
  }

  /** A new process found what is on the disk. */
  reopened(): void {
    this.#runs += 1;
    this.#mirror.thrownAway = 'no';
    this.#records.reopened();
  }

  /**
   * A person tells the app something. @param changes what it may change, by local id
   * @returns called when the app has answered, with whether it did it
   */
  command(changes: ReadonlyMap<string, Parts>, wanted: readonly [string, Wanted] | null = null) {
    if (wanted !== null) {
      const [localId, fields] = wanted;
      for (const [key, { from, to }] of wishesOf(fields)) {
        this.#judge.typed.decide(localId, key, { seen: from, value: to }, this.#judge.now);
      }
    }
    return this.#judge.commands.begin(changes);
  }

  /** Whether the app still owes an answer to a command about it. */
  isTold(localId: string): boolean {
    return this.#judge.commands.isOpen(localId);
  }

  /** "Saved on this computer": all of it stands on the disk; no record of it: what was downloaded has all of it. */
  saved(localId: string, wanted: Wanted, row: Mirrored | null): void {
    const record = this.#judge.record(localId);
    for (const [key, { to }] of wishesOf(wanted)) {
      if (record !== undefined) this.#records.hasSaved(record, key, to);
      else if (!this.#standsThere(row, key, to)) {
        this.#judge.breaks('nothing typed is lost', `${localId} has no ${key} ${JSON.stringify(to)}`);
      }
    }
  }

  /** Typed like what SalesBinder has but for signs: its own spelling stays, and there is nothing to send. */
  #standsThere(row: Mirrored | null, key: FieldKey, typed: string): boolean {
    const there = row?.account.values[key] ?? '';
    return alike(there, typed) || (there !== '' && letters(there) === letters(typed));
  }

  /** "Added to it": what stood in the one stands in the other, but for a name that was there already. */
  merged(sourceId: string, targetId: string): void {
    const source = this.#judge.record(sourceId);
    const target = this.#judge.record(targetId);
    if (source === undefined || target === undefined) {
      return this.#judge.breaks(
        'nothing typed is lost',
        `${sourceId} was added to ${targetId}, and one is gone`,
      );
    }
    for (const [key, { mine }] of Object.entries(source.fields)) {
      const named = key === 'name' && (target.fields.name?.mine ?? '') !== '';
      if (mine.trim() !== '' && !named) this.#records.hasSaved(target, key as FieldKey, mine);
    }
    if (target.note.includes(source.note)) return;
    this.#judge.breaks('nothing typed is lost', `the note of ${sourceId}, added to ${targetId}`);
  }

  /** Whether nothing is left to do without a person. */
  allRest(): boolean {
    return this.#judge.records.every(rests);
  }

  /** Faults have ended and time has passed. */
  atTheEnd(): void {
    for (const record of this.#judge.records) {
      const { localId, state, discarded } = record;
      const stands = `${state.name}${discarded ? ', discarded' : ''}`;
      if (!rests(record)) this.#judge.breaks('everything comes to rest', `${localId} is left ${stands}`);
      if (state.name === 'synced' && !discarded) this.#records.isSent(record);
    }
    this.#refusesNobody();
    for (const pair of new DoubleCreates(this.#judge).all()) {
      this.#judge.breaks('one account for each create', pair);
    }
    for (const violation of this.#judge.watched.limits.violations) {
      this.#judge.breaks('the limits are kept', violation);
    }
  }

  /**
   * A site that takes nothing for a while refuses no account. The first of a run may be alone with its refusal while
   * lists answer: no other one tells that it is everybody's.
   */
  #refusesNobody(): void {
    const refused = this.#judge.records.filter(
      ({ state }) =>
        state.name === 'refused' && state.problem.what === 'refused' && state.problem.status === 402,
    );
    if (refused.length <= this.#runs) return;
    const who = refused.map(({ localId }) => localId).join(' and ');
    this.#judge.breaks('a no to everything refuses nobody', who);
  }

  /** Some quiet time later: this computer shows what SalesBinder has. */
  compare(app: AppRun): void {
    for (const fault of endFaults(app, this.#judge.server, this.#judge.history)) {
      this.#judge.breaks('what is shown is what SalesBinder has', fault);
    }
  }
}

/** Sent, needing a person, or discarded by one. */
function rests({ state, discarded }: OutboxRecord): boolean {
  const asked = state.name === 'unknown' && state.ask !== null;
  const settled = ['synced', 'refused', 'conflict', 'gone'].includes(state.name) || asked;
  return settled || (discarded && state.name === 'waiting');
}

function wishesOf(wanted: Wanted): readonly [FieldKey, { readonly from: string; readonly to: string }][] {
  return Object.entries(wanted) as [FieldKey, { from: string; to: string }][];
}
