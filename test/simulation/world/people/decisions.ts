import type { FieldKey, RemoteAccount } from '../../../../shared/account.ts';
import type { PersonEvent } from '../../../../shared/outbox/event.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import type { Rng } from '../../../support/rng.ts';
import type { Parts } from '../../judge/commands.ts';
import type { Wanted } from '../../judge/invariants.ts';
import type { AppRun } from '../computer/app-run.ts';
import type { Driver } from '../driver.ts';
import { letGoBy } from './form-editor.ts';
import type { FormEditor } from './form-editor.ts';
import { typedValue } from './typed-values.ts';

type Choices = Extract<PersonEvent, { is: 'conflict-settled' }>['choices'];

const FLAG: Parts = new Set(['discarded']);

/** People's decisions about an account: to discard it, to take that back, and what they are asked. */
export class Decisions {
  readonly #driver: Driver;
  readonly #editor: FormEditor;

  constructor(driver: Driver, editor: FormEditor) {
    this.#driver = driver;
    this.#editor = editor;
  }

  discard(record: OutboxRecord): void {
    this.#decide(record, { is: 'discarded', at: this.#now() }, FLAG);
  }

  undo(record: OutboxRecord): void {
    this.#decide(record, { is: 'undone', at: this.#now() }, FLAG, letGoBy(record));
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
      if (!('candidates' in state.ask)) return this.#retry(record);
      return this.#settleLookup(record, state.ask.candidates, rng);
    }
    if (state.name === 'gone') return this.#createAgain(record);
    if (state.name !== 'refused') return;
    if (rng.chance(0.3)) this.#retry(record);
    else this.#editor.correct(record.localId, rng);
  }

  #retry(record: OutboxRecord): void {
    this.#decide(record, { is: 'retried', at: this.#now() }, new Set());
  }

  #createAgain(record: OutboxRecord): void {
    this.#decide(record, { is: 'created-again', at: this.#now() }, 'anything');
  }

  #settleConflict(record: OutboxRecord, rng: Rng): void {
    const choices: Choices = Object.fromEntries(
      Object.entries(record.fields).flatMap(([key, { mine, theirs }]) =>
        theirs === undefined
          ? []
          : [[key, { theirs, value: rng.pick([mine, theirs, typedValue(rng, key as FieldKey)]) }]],
      ),
    );
    const keys = Object.keys(choices) as FieldKey[];
    const wanted = Object.fromEntries(
      Object.entries(choices).map(([key, { theirs, value }]) => [key, { from: theirs, to: value }]),
    );
    this.#decide(record, { is: 'conflict-settled', at: this.#now(), choices }, new Set(keys), [], wanted);
  }

  /** "It is this account", unless another record here created it, or "none of these". */
  #settleLookup(record: OutboxRecord, candidates: readonly RemoteAccount[], rng: Rng): void {
    const { invariants } = this.#driver;
    // Most people recognise their own, also where it was downloaded and edited since: it was made by this very record.
    const own = candidates.find(({ id }) => invariants.history.madeBy(id) === record.localId);
    const owners = own === undefined ? [] : this.#ownersOf(own.id);
    // Just now an edit of it is on its way; they wait for that.
    if (owners.some(({ state }) => state.name === 'sending')) return;
    const mine = owners.every(({ localId }) => localId.startsWith('sb-')) ? own : undefined;
    // An account that another record's lost create made has no owner yet, and nobody would take it for this one.
    const free = candidates.filter(
      ({ id }) => this.#ownersOf(id).length === 0 && invariants.history.madeBy(id) === null,
    );
    const account = mine ?? (free.length > 0 && rng.chance(0.3) ? rng.pick(free) : null);
    const parts = account === null ? new Set<FieldKey>() : 'anything';
    this.#decide(record, { is: 'look-settled', at: this.#now(), account }, parts);
  }

  #ownersOf(id: string): readonly OutboxRecord[] {
    const records = this.#driver.app?.accounts.records.values() ?? [];
    return [...records].filter((one) => one.remoteId === id);
  }

  /** @param parts what it may change of the record  @param others and of others */
  #decide(
    { localId }: OutboxRecord,
    event: PersonEvent,
    parts: Parts,
    others: readonly (readonly [string, Parts])[] = [],
    wanted: Wanted = {},
  ): void {
    const { app, invariants } = this.#driver;
    if (app === null) return;
    const command = invariants.command(new Map([[localId, parts], ...others]), [localId, wanted]);
    const done = async (): Promise<void> => {
      const { ok } = await app.accounts.apply(localId, () => [event]);
      this.#driver.report(`a person says "${event.is}" of ${localId}${ok ? '' : ', and the disk fails'}`);
      command(ok);
    };
    void done();
  }

  #now(): number {
    return this.#driver.app?.clock.now() ?? 0;
  }
}
