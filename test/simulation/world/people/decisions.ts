import type { FieldKey, RemoteAccount } from '../../../../shared/account.ts';
import type { PersonEvent } from '../../../../shared/outbox/event.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import type { Rng } from '../../../support/rng.ts';
import { letGo, released } from '../../judge/entry.ts';
import type { Entry } from '../../judge/entry.ts';
import type { AppRun } from '../computer/app-run.ts';
import type { Driver } from '../driver.ts';
import type { FormEditor } from './form-editor.ts';
import { typedValue } from './typed-values.ts';

type Choices = Extract<PersonEvent, { is: 'conflict-settled' }>['choices'];

/** What people decide about an account: to let it go, to take that back, and what they are asked. */
export class Decisions {
  readonly #driver: Driver;
  readonly #editor: FormEditor;

  constructor(driver: Driver, editor: FormEditor) {
    this.#driver = driver;
    this.#editor = editor;
  }

  discard(record: OutboxRecord): void {
    this.#decide(record, { is: 'discarded', at: this.#now() }, (entry, after) => {
      entry.discarded = after.discarded;
    });
  }

  undo(record: OutboxRecord): void {
    const { ledger } = this.#driver;
    const entry = ledger.entries.get(record.localId);
    if (entry !== undefined) entry.discarded = false;
    const other = entry?.addedTo?.localId ?? '';
    const taken = ledger.takesBack(entry);
    this.#decide(record, { is: 'undone', at: this.#now() }, (undone, after, did) => {
      undone.discarded = after.discarded;
      taken(this.#driver.app?.accounts.records.get(other), did);
    });
  }

  retryNow(app: AppRun, record: OutboxRecord, rng: Rng): void {
    this.#retry(record);
    if (rng.chance(0.5)) app.sync.agenda.putFirst(record.localId);
    app.sync.hasten();
  }

  settle(record: OutboxRecord, rng: Rng): void {
    const { state } = record;
    if (state.name === 'conflict') return this.#settleConflict(record, rng);
    if (state.name === 'unknown' && state.ask !== null) {
      if (state.ask.why === 'rounds') return this.#retry(record);
      return this.#settleLookup(record, state.ask.candidates, rng);
    }
    if (state.name === 'gone') return this.#createAgain(record);
    if (state.name !== 'refused') return;
    if (rng.chance(0.3)) this.#retry(record);
    else this.#editor.correct(record.localId, rng);
  }

  #retry(record: OutboxRecord): void {
    this.#decide(record, { is: 'retried', at: this.#now() }, () => undefined);
  }

  #createAgain(record: OutboxRecord): void {
    const gone = this.#driver.ledger.entries.get(record.localId);
    if (gone !== undefined) this.#driver.invariants.startsOver(gone, record);
    this.#decide(record, { is: 'created-again', at: this.#now() }, (entry, after, did) => {
      if (did) entry.startingOver = false;
      entry.discarded = after.discarded;
    });
  }

  #settleConflict(record: OutboxRecord, rng: Rng): void {
    const { ledger, time } = this.#driver;
    const choices: Choices = Object.fromEntries(
      Object.entries(record.fields).flatMap(([key, { mine, theirs }]) =>
        theirs === undefined
          ? []
          : [[key, { theirs, value: rng.pick([mine, theirs, typedValue(rng, key as FieldKey)]) }]],
      ),
    );
    const entry = ledger.entries.get(record.localId);
    if (entry !== undefined) ledger.chooses(entry, choices);
    this.#decide(record, { is: 'conflict-settled', at: this.#now(), choices }, (settled, after, did) => {
      // Where a discard came too late, for it was sent by then, they decide about an account that they want.
      if (did) settled.discarded = after.discarded;
      if (did) ledger.chose(settled, choices, after, time.now);
      else ledger.failed(() => ledger.choseNothing(settled, choices));
    });
  }

  /** "It is this account", unless another record here created it, or "none of these". */
  #settleLookup(record: OutboxRecord, candidates: readonly RemoteAccount[], rng: Rng): void {
    const { invariants, ledger } = this.#driver;
    // Most people recognise their own, also where it was downloaded and edited since: it was made by this very record.
    const own = candidates.find(({ id }) => invariants.evidence.madeBy(id) === record.localId);
    const owners = own === undefined ? [] : this.#ownersOf(own.id);
    // Just now an edit of it is on its way; they wait for that.
    if (owners.some(({ state }) => state.name === 'sending')) return;
    const mine = owners.every(({ localId }) => localId.startsWith('sb-')) ? own : undefined;
    // What another record's lost create made has no owner yet, and nobody would take it for this one.
    const free = candidates.filter(
      ({ id }) => this.#ownersOf(id).length === 0 && invariants.evidence.madeBy(id) === null,
    );
    const account = mine ?? (free.length > 0 && rng.chance(0.3) ? rng.pick(free) : null);
    const entry = ledger.entries.get(record.localId);
    if (entry === undefined) return;
    entry.releasing += 1;
    this.#decide(record, { is: 'look-settled', at: this.#now(), account }, (settled, after, did) => {
      released(settled, did);
      if (did && account !== null) letGo(settled, after, []);
    });
  }

  #ownersOf(id: string): readonly OutboxRecord[] {
    const records = this.#driver.app?.accounts.records.values() ?? [];
    return [...records].filter((one) => one.remoteId === id);
  }

  /** @param then gets the record as it is afterwards, and whether the app accepted the command */
  #decide(
    record: OutboxRecord,
    event: PersonEvent,
    then: (entry: Entry, after: OutboxRecord, did: boolean) => void,
  ): void {
    const { app, ledger, invariants } = this.#driver;
    if (app === null) return;
    const { localId } = record;
    const done = async (): Promise<void> => {
      const result = await app.accounts.apply(localId, () => [event]);
      const entry = ledger.entries.get(localId);
      this.#driver.report(
        `a person says "${event.is}" of ${localId}${result.ok ? '' : ', and the disk fails'}`,
      );
      if (entry === undefined) return;
      const after = result.ok ? result.value : (app.accounts.records.get(localId) ?? record);
      then(entry, after, result.ok);
      invariants.look(after);
    };
    void done();
  }

  #now(): number {
    return this.#driver.app?.clock.now() ?? 0;
  }
}
