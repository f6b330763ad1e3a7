import type { AccountType, FieldKey, RemoteAccount } from '../../shared/account.ts';
import { recordOfMirrored } from '../../shared/outbox.ts';
import type { Mirrored } from '../../electron/store/mirror-store.ts';
import type { PersonEvent } from '../../shared/event.ts';
import type { OutboxRecord } from '../../shared/record.ts';
import type { Dice } from './dice.ts';
import type { Entry, Writing } from './ledger.ts';
import type { Life } from './life.ts';
import { nameIn, TYPED_FIELDS, valueFor } from './typing.ts';
import type { Stage } from './stage.ts';

/** Who works here: they type, change their mind, settle what they are asked, and close the lid when they like. */
export class People {
  readonly #world: Stage;
  readonly #dice: Dice;
  readonly #most: number;
  #made = 0;

  constructor(world: Stage) {
    this.#world = world;
    this.#dice = world.dice.stream('people');
    this.#most = world.weather.rush ? this.#dice.whole(25, 70) : this.#dice.whole(2, 12);
  }

  /** Draws when they will do something; what, they decide then. */
  begin(): void {
    const { time, lasts } = this.#world;
    for (let acts = this.#dice.whole(8, 45); acts > 0; acts -= 1) {
      time.at(this.#dice.whole(0, lasts), () => this.#act());
    }
    if (!this.#world.weather.rush) return;
    // A day's work on the road, typed in and sent at once.
    const start = this.#dice.whole(0, lasts / 2);
    for (let made = this.#most; made > 0; made -= 1) {
      time.at(start + this.#dice.whole(0, 20_000), () => {
        const { life } = this.#world;
        if (life !== null) this.#create(life);
      });
    }
  }

  /** Faults are over: the connection is wanted, the key is the right one. */
  calm(): void {
    const { life, server } = this.#world;
    this.#world.stayOffline = false;
    const newKey = this.#world.key !== server.key;
    this.#world.key = server.key;
    if (life === null) return;
    if (life.sync.stayOffline) life.sync.setStayOffline(false);
    // Only what the state of things demands: a new key for nothing would heal what has to heal by itself.
    if (newKey) this.#world.useKey();
    life.sync.hasten();
  }

  /** Everything that needs a person gets one. */
  async settleAll(): Promise<void> {
    for (const localId of this.#world.ledger.entries.keys()) {
      const record = this.#world.life?.accounts.records.get(localId);
      if (record?.discarded === true && this.#dice.chance(0.5)) this.#undo(record);
      if (record !== undefined && !record.discarded) this.#settle(record);
      await this.#world.time.run(this.#world.time.now + 1_000);
    }
  }

  #act(): void {
    const { life } = this.#world;
    if (life === null) return;
    const dice = this.#dice;
    const records = [...life.accounts.records.values()];
    const roll = dice.next();
    const some = records.length + life.mirror.accounts.size > 0;
    if (!some || (roll < 0.3 && this.#made < this.#most)) return this.#create(life);
    const downloaded = [...life.mirror.accounts.values()];
    if (downloaded.length > 0 && dice.chance(0.3)) return this.#editDownloaded(life, dice.pick(downloaded));
    if (records.length === 0) return;
    const record = dice.pick(records);
    if (roll < 0.6) return this.#edit(record);
    if (roll < 0.66) return this.#discard(record);
    if (roll < 0.7) return this.#undo(record);
    if (roll < 0.86) return this.#settle(dice.pick(records.filter(needsPerson).concat(record)));
    if (roll < 0.9) return this.#hurry(life, record);
    if (roll < 0.93) return life.sync.hasten();
    if (roll < 0.96) return this.#offline(life);
    if (roll < 0.98) {
      this.#world.key = this.#world.server.key;
      return this.#world.useKey();
    }
    void this.#world.quit();
  }

  #create(life: Life): void {
    const dice = this.#dice;
    this.#made += 1;
    const changed: Record<string, { from: string; to: string }> = {};
    changed['name'] = { from: '', to: this.#bad('name') ?? nameIn(dice) };
    for (const key of TYPED_FIELDS) {
      if (dice.chance(0.4)) changed[key] = { from: '', to: this.#bad(key) ?? valueFor(dice, key) };
    }
    const type = dice.pick<AccountType>(['customer', 'customer', 'prospect', 'supplier']);
    const localId = `local-${this.#made}`;
    this.#save(life, { localId, type, changed, note: dice.chance(0.2) ? 'Met at the fair' : null }, 0, null);
    if (dice.chance(0.3)) this.#thinksAgain(localId);
  }

  /** Right after saving, while it is on its way or its answer is. */
  #thinksAgain(localId: string): void {
    const discards = this.#dice.chance(0.4);
    this.#world.time.after(this.#dice.whole(5, 1_500), () => {
      const record = this.#world.life?.accounts.records.get(localId);
      if (record === undefined) return;
      if (discards) this.#discard(record);
      else this.#edit(record);
    });
  }

  /** Found in the list, not yet in the outbox: its form shows what was downloaded. */
  #editDownloaded({ accounts }: Life, { account }: Mirrored): void {
    const localId = accounts.identity.localIdOf(account.id);
    this.#edit(accounts.records.get(localId) ?? recordOfMirrored(localId, account, 0));
  }

  /** A form is opened, and saved a while later: what it showed may be old by then. */
  #edit(record: OutboxRecord): void {
    const dice = this.#dice;
    const changed: Record<string, { from: string; to: string }> = {};
    for (let fields = dice.whole(1, 3); fields > 0; fields -= 1) {
      const key = dice.pick(['name', ...TYPED_FIELDS] as const);
      const from = record.fields[key]?.mine ?? '';
      const bases = record.fields[key]?.base ?? null;
      const back = bases !== null && bases !== '' && dice.chance(0.35) ? bases : null;
      const to = back ?? (key === 'name' ? nameIn(dice) : (this.#bad(key) ?? valueFor(dice, key)));
      if (to !== from) changed[key] = { from, to };
    }
    if (Object.keys(changed).length === 0) return;
    const { type, revision } = record;
    this.#world.time.after(dice.pick([0, 0, 500, 20_000]), () => {
      const { life } = this.#world;
      if (life === null) return;
      const localId = life.accounts.identity.resolve(record.localId);
      const now = life.accounts.records.get(localId);
      if (now === undefined && record.idFrom !== 'mirror') return;
      this.#save(life, { localId, type, changed, note: null }, revision, now ?? null);
    });
  }

  #save(life: Life, writing: Writing, openedAtRevision: number, before: OutboxRecord | null): void {
    const { ledger, oracle } = this.#world;
    const known = ledger.entries.get(writing.localId);
    ledger.begins(writing);
    // Typing into a discarded edit begins again from what SalesBinder has: that person let go of the rest.
    const lets = before?.discarded === true && known !== undefined;
    if (lets) known.releasing += 1;
    this.#world.tell(`types ${writing.localId} ${JSON.stringify(writing.changed)}`);
    const done = async (): Promise<void> => {
      const saved = await life.accounts.save({ ...writing, openedAtRevision });
      if (lets) known.releasing -= 1;
      if (!saved.ok) return this.#world.tell(`not saved: ${saved.problem.what}`);
      const { localId } = saved.value;
      if (localId !== writing.localId) ledger.joins(writing.localId, localId);
      const entry = ledger.saved({ ...writing, localId }, this.#world.time.now);
      const record = life.accounts.records.get(localId);
      if (record === undefined) return;
      if (lets) letGo(entry, record, Object.keys(writing.changed));
      oracle.takesBack(entry, record);
      oracle.look(record);
    };
    void done();
  }

  #discard(record: OutboxRecord): void {
    this.#tell(
      record,
      () => ({ is: 'discarded', at: this.#now() }),
      (entry, after) => {
        entry.discarded = after.discarded;
      },
    );
  }

  #undo(record: OutboxRecord): void {
    const entry = this.#world.ledger.entries.get(record.localId);
    if (entry !== undefined) entry.discarded = false;
    this.#tell(
      record,
      () => ({ is: 'undone', at: this.#now() }),
      (after) => {
        after.discarded = false;
      },
    );
  }

  #hurry(life: Life, record: OutboxRecord): void {
    this.#tell(
      record,
      () => ({ is: 'retried', at: this.#now() }),
      () => undefined,
    );
    if (this.#dice.chance(0.5)) life.sync.putFirst(record.localId);
    life.sync.hasten();
  }

  #offline(life: Life): void {
    this.#world.stayOffline = !this.#world.stayOffline;
    life.sync.setStayOffline(this.#world.stayOffline);
    this.#world.tell(`stay offline: ${this.#world.stayOffline}`);
  }

  #settle(record: OutboxRecord): void {
    const { state } = record;
    if (state.name === 'conflict') return this.#settleConflict(record);
    if (state.name === 'unknown' && state.ask !== null) {
      if (state.ask.why === 'rounds') return this.#again(record);
      return this.#settleLook(record, state.ask.candidates);
    }
    if (state.name === 'gone') {
      const gone = this.#world.ledger.entries.get(record.localId);
      if (gone !== undefined) this.#world.oracle.startsOver(gone, record);
      return this.#tell(
        record,
        () => ({ is: 'created-again', at: this.#now() }),
        (entry, after) => {
          if (after.remoteId === null && after.state.name !== 'gone') entry.generation += 1;
          entry.discarded = after.discarded;
        },
      );
    }
    if (state.name === 'refused') return this.#dice.chance(0.3) ? this.#again(record) : this.#mend(record);
  }

  #again(record: OutboxRecord): void {
    this.#tell(
      record,
      () => ({ is: 'retried', at: this.#now() }),
      () => undefined,
    );
  }

  /** What was refused is put right, or made unlike the other. */
  #mend(record: OutboxRecord): void {
    const { life } = this.#world;
    const now = life?.accounts.records.get(record.localId);
    if (life === null || now === undefined) return;
    const to = {
      name: `${this.#dice.whole(1_000, 9_999)} ${this.#dice.whole(1_000, 9_999)}`,
      email: 'm@example.org',
    };
    const changed = Object.fromEntries(
      (['name', 'email', 'url'] as const).flatMap((key) => {
        const from = now.fields[key]?.mine ?? '';
        const mended = key === 'url' ? 'mended.example.org' : to[key];
        return key === 'url' && !from.includes('<') ? [] : [[key, { from, to: mended }]];
      }),
    );
    this.#save(life, { localId: now.localId, type: now.type, changed, note: null }, now.revision, now);
  }

  #settleConflict(record: OutboxRecord): void {
    const choices = Object.fromEntries(
      Object.entries(record.fields).flatMap(([key, { mine, theirs }]) =>
        theirs === undefined
          ? []
          : [
              [
                key,
                { theirs, value: this.#dice.pick([mine, theirs, valueFor(this.#dice, key as FieldKey)]) },
              ],
            ],
      ),
    );
    const entry = this.#world.ledger.entries.get(record.localId);
    for (const [key, { theirs, value }] of Object.entries(choices)) {
      if (entry === undefined) continue;
      this.#world.ledger.saw(entry, key as FieldKey, theirs);
      entry.maybe.set(key as FieldKey, [...(entry.maybe.get(key as FieldKey) ?? []), value]);
      entry.touched.add(key as FieldKey);
    }
    this.#tell(
      record,
      () => ({ is: 'conflict-settled', at: this.#now(), choices }),
      (settled, after) => {
        for (const [name, { theirs, value }] of Object.entries(choices)) {
          const key = name as FieldKey;
          settled.maybe.delete(key);
          if (after.fields[key]?.mine !== value || after.fields[key].theirs !== undefined) continue;
          if (value === theirs) settled.typed.delete(key);
          else settled.typed.set(key, { value, at: this.#world.time.now });
        }
      },
    );
  }

  /** "It is this account", if no other record here has it, or "none of these". */
  #settleLook(record: OutboxRecord, candidates: readonly RemoteAccount[]): void {
    const free = candidates.filter(({ id }) => !this.#owned(id));
    // Most people recognise their own: it was made by this very record.
    const own = free.find(({ id }) => this.#world.oracle.evidence.madeBy(id) === record.localId);
    const account = own ?? (free.length > 0 && this.#dice.chance(0.3) ? this.#dice.pick(free) : null);
    const entry = this.#world.ledger.entries.get(record.localId);
    if (entry === undefined) return;
    entry.releasing += 1;
    this.#tell(
      record,
      () => ({ is: 'look-settled', at: this.#now(), account }),
      (settled, after) => {
        settled.releasing -= 1;
        if (account === null) settled.toldNoneAt = this.#world.time.now;
        else letGo(settled, after, []);
      },
    );
  }

  #owned(id: string): boolean {
    const records = this.#world.life?.accounts.records.values() ?? [];
    return [...records].some((one) => one.remoteId === id);
  }

  #tell(
    { localId }: OutboxRecord,
    event: () => PersonEvent,
    then: (entry: Entry, after: OutboxRecord) => void,
  ): void {
    const { life, ledger } = this.#world;
    if (life === null) return;
    const done = async (): Promise<void> => {
      const told = await life.accounts.apply(localId, () => [event()]);
      const entry = ledger.entries.get(localId);
      this.#world.tell(`person: ${localId} ${event().is} ${told.ok ? 'done' : 'failed'}`);
      if (entry === undefined || !told.ok) return;
      then(entry, told.value);
      this.#world.oracle.look(told.value);
    };
    void done();
  }

  /** Now and then something that SalesBinder, or the firewall before it, won't take. */
  #bad(key: FieldKey): string | null {
    if (key === 'email' && this.#dice.chance(0.06)) return 'office@@example.org';
    return key === 'url' && this.#dice.chance(0.06) ? '<script>example.org' : null;
  }

  #now(): number {
    return this.#world.life?.clock.now() ?? 0;
  }
}

function needsPerson({ state }: OutboxRecord): boolean {
  return (
    ['conflict', 'refused', 'gone'].includes(state.name) || (state.name === 'unknown' && state.ask !== null)
  );
}

/** What this person let go of: what is here now is what holds. */
function letGo(entry: Entry, record: OutboxRecord, kept: readonly string[]): void {
  for (const [key, { value }] of [...entry.typed]) {
    if (!kept.includes(key) && record.fields[key]?.mine !== value) entry.typed.delete(key);
  }
}
