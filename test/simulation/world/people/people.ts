import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import type { Mirrored } from '../../../../electron/store/schemas/mirror-store.ts';
import type { Dice } from '../../../support/rng.ts';
import type { Life } from '../computer/app-run.ts';
import { Decisions } from './decisions.ts';
import type { Stage } from '../driver.ts';
import { createdBy, Typist } from './typist.ts';

/** Who works here: they type, change their mind, settle what they are asked, and close the lid when they like. */
export class People {
  readonly #stage: Stage;
  readonly #typist: Typist;
  readonly #decisions: Decisions;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#typist = new Typist(stage);
    this.#decisions = new Decisions(stage, this.#typist);
  }

  /** Draws when they will do something; what, they decide then. */
  begin(): void {
    const { time, lasts, chances, name, weather } = this.#stage;
    const dice = chances.dice(`${name}people`);
    for (const act of chances.some(`${name}act`, dice.whole(8, 45))) {
      time.at(chances.dice(act).whole(0, lasts), () => this.#act(act));
    }
    if (!weather.rush) return;
    // A day's work on the road, typed in and sent at once.
    const start = dice.whole(0, lasts / 2);
    for (const rush of chances.some(`${name}rush`, dice.whole(25, 70))) {
      time.at(start + chances.dice(rush).whole(0, 20_000), () => this.#creates(rush));
    }
  }

  /** Faults are over: the connection is wanted, the key is the right one. */
  calm(): void {
    const stage = this.#stage;
    stage.stayOffline = false;
    const newKey = stage.key !== stage.server.key;
    stage.key = stage.server.key;
    if (stage.life === null) return;
    if (stage.life.sync.stayOffline) stage.life.sync.setStayOffline(false);
    // Only what the state of things demands: a new key for nothing would heal what has to heal by itself.
    if (newKey) stage.useKey();
    stage.life.sync.hasten();
  }

  /** Everything that needs a person gets one. */
  async settleAll(): Promise<void> {
    const { ledger, chances, time } = this.#stage;
    for (const localId of [...ledger.entries.keys()]) {
      const dice = chances.dice(`${this.#stage.name}settles/${localId}`);
      const record = this.#stage.life?.accounts.records.get(localId);
      if (record?.discarded === true && dice.chance(0.5)) this.#decisions.undoes(record);
      if (record !== undefined && !record.discarded) this.#decisions.settles(record, dice);
      await time.run(time.now + 1_000);
    }
  }

  #act(act: string): void {
    const { life, chances } = this.#stage;
    if (life === null) return;
    const dice = chances.dice(`${act}/does`);
    const roll = dice.next();
    const record = this.#favourite(act, [...life.accounts.records.values()]);
    const downloaded = chances.favourite(act, [...life.mirror.accounts.values()], idOf);
    if (roll < 0.3 || (record === undefined && downloaded === undefined)) return this.#creates(act);
    if (downloaded !== undefined && dice.chance(0.3)) return this.#found(life, downloaded, act, dice);
    if (record !== undefined) this.#deal(life, record, roll, act, dice);
  }

  #deal(life: Life, record: OutboxRecord, roll: number, act: string, dice: Dice): void {
    if (roll < 0.58) return this.#edits(record, act);
    if (roll < 0.62) return this.#adds(life, record, act);
    if (roll < 0.68) return this.#decisions.discards(record);
    if (roll < 0.72) return this.#decisions.undoes(record);
    if (roll < 0.86) return this.#settles(life, record, act, dice);
    if (roll < 0.9) return this.#decisions.hurries(life, record, dice);
    if (roll < 0.93) return life.sync.hasten();
    if (roll < 0.96) return this.#offline(life);
    if (roll < 0.98) {
      this.#stage.key = this.#stage.server.key;
      return this.#stage.useKey();
    }
    void this.#stage.quit();
  }

  #creates(act: string): void {
    this.#typist.creates(act);
    this.#thinksAgain(createdBy(act), act, 1_500);
  }

  #edits(record: OutboxRecord, act: string): void {
    this.#typist.edits(record, act);
    this.#thinksAgain(record.localId, act, 25_000);
  }

  /** Soon after saving, while it is on its way or its answer is. */
  #thinksAgain(localId: string, act: string, longest: number): void {
    const { chances, time } = this.#stage;
    const again = `${act}.again`;
    if (!chances.happens(again, 0.3)) return;
    const dice = chances.dice(again);
    const discards = dice.chance(0.35);
    time.after(dice.whole(5, longest), () => {
      const record = this.#stage.life?.accounts.records.get(localId);
      if (record === undefined) return;
      if (discards) this.#decisions.discards(record);
      else this.#typist.edits(record, again);
    });
  }

  /** One account after the other, and back to the first. */
  #goesThrough(life: Life, act: string): void {
    const { chances, time } = this.#stage;
    const type = chances.dice(`${act}/type`).pick(['customer', 'customer', 'supplier', 'prospect']);
    const ofType = [...life.mirror.accounts.values()].filter(({ account }) => account.type === type);
    for (const part of [`${act}.one`, `${act}.two`, `${act}.three`]) {
      const downloaded = chances.favourite(part, ofType, idOf);
      if (downloaded === undefined || !chances.happens(part)) continue;
      time.after(chances.dice(part).whole(0, 4_000), () => {
        const { life: then } = this.#stage;
        if (then !== null) this.#edits(this.#typist.opens(then, downloaded), part);
      });
    }
  }

  /** Something that was downloaded: looked up and edited, and now and then everything is downloaded anew. */
  #found(life: Life, downloaded: Mirrored, act: string, dice: Dice): void {
    const roll = dice.next();
    if (roll < 0.2) return this.#goesThrough(life, act);
    if (roll < 0.96) return this.#edits(this.#typist.opens(life, downloaded), act);
    this.#stage.tell('a person has everything downloaded again');
    const { oracle } = this.#stage;
    oracle.throwsAway();
    void life.sync.pull.again().then(({ ok }) => oracle.hasThrownAway(ok));
  }

  #settles(life: Life, record: OutboxRecord, act: string, dice: Dice): void {
    const asking = [...life.accounts.records.values()].filter(needsPerson);
    this.#decisions.settles(this.#favourite(act, asking) ?? record, dice);
  }

  /** "Add to it": what was typed on a new account belongs to one that is there already. */
  #adds(life: Life, record: OutboxRecord, act: string): void {
    const unsent = [...life.accounts.records.values()].filter(({ remoteId }) => remoteId === null);
    const source = this.#favourite(`${act}/adds`, unsent);
    if (source !== undefined && source.localId !== record.localId) this.#typist.adds(life, source, record);
  }

  #offline(life: Life): void {
    this.#stage.stayOffline = !this.#stage.stayOffline;
    life.sync.setStayOffline(this.#stage.stayOffline);
    this.#stage.tell(`a person ${this.#stage.stayOffline ? 'stays offline' : 'goes online'}`);
  }

  #favourite(act: string, records: readonly OutboxRecord[]): OutboxRecord | undefined {
    return this.#stage.chances.favourite(act, records, ({ localId }) => localId);
  }
}

function idOf({ account }: Mirrored): string {
  return account.id;
}

function needsPerson({ state }: OutboxRecord): boolean {
  return (
    ['conflict', 'refused', 'gone'].includes(state.name) || (state.name === 'unknown' && state.ask !== null)
  );
}
