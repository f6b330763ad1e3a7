import type { FieldKey, RemoteAccount } from '../../../../shared/account.ts';
import type { PersonEvent } from '../../../../shared/outbox/event.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import type { Dice } from '../../../support/rng.ts';
import { letGo, released } from '../../judge/entry.ts';
import type { Entry } from '../../judge/entry.ts';
import type { Life } from '../computer/app-run.ts';
import type { Stage } from '../driver.ts';
import type { Typist } from './typist.ts';
import { valueFor } from './typed-values.ts';

type Choices = Extract<PersonEvent, { is: 'conflict-settled' }>['choices'];

/** What people decide about an account: to let it go, to take that back, and what they are asked. */
export class Decisions {
  readonly #stage: Stage;
  readonly #typist: Typist;

  constructor(stage: Stage, typist: Typist) {
    this.#stage = stage;
    this.#typist = typist;
  }

  discards(record: OutboxRecord): void {
    this.#tell(record, { is: 'discarded', at: this.#now() }, (entry, after) => {
      entry.discarded = after.discarded;
    });
  }

  undoes(record: OutboxRecord): void {
    const { ledger } = this.#stage;
    const entry = ledger.entries.get(record.localId);
    if (entry !== undefined) entry.discarded = false;
    const other = entry?.addedTo?.localId ?? '';
    const taken = ledger.takesBack(entry);
    this.#tell(record, { is: 'undone', at: this.#now() }, (undone, after, did) => {
      undone.discarded = after.discarded;
      taken(this.#stage.life?.accounts.records.get(other), did);
    });
  }

  hurries(life: Life, record: OutboxRecord, dice: Dice): void {
    this.#triesAgain(record);
    if (dice.chance(0.5)) life.sync.agenda.putFirst(record.localId);
    life.sync.hasten();
  }

  settles(record: OutboxRecord, dice: Dice): void {
    const { state } = record;
    if (state.name === 'conflict') return this.#settlesConflict(record, dice);
    if (state.name === 'unknown' && state.ask !== null) {
      if (state.ask.why === 'rounds') return this.#triesAgain(record);
      return this.#settlesLook(record, state.ask.candidates, dice);
    }
    if (state.name === 'gone') return this.#createsAgain(record);
    if (state.name !== 'refused') return;
    if (dice.chance(0.3)) this.#triesAgain(record);
    else this.#typist.mends(record.localId, dice);
  }

  #triesAgain(record: OutboxRecord): void {
    this.#tell(record, { is: 'retried', at: this.#now() }, () => undefined);
  }

  #createsAgain(record: OutboxRecord): void {
    const gone = this.#stage.ledger.entries.get(record.localId);
    if (gone !== undefined) this.#stage.oracle.startsOver(gone, record);
    this.#tell(record, { is: 'created-again', at: this.#now() }, (entry, after, did) => {
      if (did) entry.startingOver = false;
      entry.discarded = after.discarded;
    });
  }

  #settlesConflict(record: OutboxRecord, dice: Dice): void {
    const { ledger, time } = this.#stage;
    const choices: Choices = Object.fromEntries(
      Object.entries(record.fields).flatMap(([key, { mine, theirs }]) =>
        theirs === undefined
          ? []
          : [[key, { theirs, value: dice.pick([mine, theirs, valueFor(dice, key as FieldKey)]) }]],
      ),
    );
    const entry = ledger.entries.get(record.localId);
    if (entry !== undefined) ledger.chooses(entry, choices);
    this.#tell(record, { is: 'conflict-settled', at: this.#now(), choices }, (settled, after, did) => {
      // Where a discard came too late, for it was sent by then, they decide about an account that they want.
      if (did) settled.discarded = after.discarded;
      if (did) ledger.chose(settled, choices, after, time.now);
      else ledger.failed(() => ledger.choseNothing(settled, choices));
    });
  }

  /** "It is this account", unless another record here created it, or "none of these". */
  #settlesLook(record: OutboxRecord, candidates: readonly RemoteAccount[], dice: Dice): void {
    const { oracle, ledger } = this.#stage;
    // Most people recognise their own, also where it was downloaded and edited since: it was made by this very record.
    const own = candidates.find(({ id }) => oracle.evidence.madeBy(id) === record.localId);
    const owners = own === undefined ? [] : this.#ownersOf(own.id);
    // Just now an edit of it is on its way; they wait for that.
    if (owners.some(({ state }) => state.name === 'sending')) return;
    const mine = owners.every(({ localId }) => localId.startsWith('sb-')) ? own : undefined;
    // What another record's lost create made has no owner yet, and nobody would take it for this one.
    const free = candidates.filter(
      ({ id }) => this.#ownersOf(id).length === 0 && oracle.evidence.madeBy(id) === null,
    );
    const account = mine ?? (free.length > 0 && dice.chance(0.3) ? dice.pick(free) : null);
    const entry = ledger.entries.get(record.localId);
    if (entry === undefined) return;
    entry.releasing += 1;
    this.#tell(record, { is: 'look-settled', at: this.#now(), account }, (settled, after, did) => {
      released(settled, did);
      if (did && account !== null) letGo(settled, after, []);
    });
  }

  #ownersOf(id: string): readonly OutboxRecord[] {
    const records = this.#stage.life?.accounts.records.values() ?? [];
    return [...records].filter((one) => one.remoteId === id);
  }

  /** @param then told what became of it: the record as it is now, and whether the app did what it was told */
  #tell(
    record: OutboxRecord,
    event: PersonEvent,
    then: (entry: Entry, after: OutboxRecord, did: boolean) => void,
  ): void {
    const { life, ledger, oracle } = this.#stage;
    if (life === null) return;
    const { localId } = record;
    const done = async (): Promise<void> => {
      const told = await life.accounts.apply(localId, () => [event]);
      const entry = ledger.entries.get(localId);
      this.#stage.tell(`a person says "${event.is}" of ${localId}${told.ok ? '' : ', and the disk fails'}`);
      if (entry === undefined) return;
      const after = told.ok ? told.value : (life.accounts.records.get(localId) ?? record);
      then(entry, after, told.ok);
      oracle.look(after);
    };
    void done();
  }

  #now(): number {
    return this.#stage.life?.clock.now() ?? 0;
  }
}
