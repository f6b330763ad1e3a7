import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import type { Mirrored } from '../../../../electron/store/schemas/mirror-store.ts';
import type { Rng } from '../../../support/rng.ts';
import type { AppRun } from '../computer/app-run.ts';
import { Decisions } from './decisions.ts';
import type { Driver } from '../driver.ts';
import { localIdOf, FormEditor } from './form-editor.ts';

/** Who works here: they type, change their mind, settle what they are asked, and close the lid when they like. */
export class People {
  readonly #driver: Driver;
  readonly #editor: FormEditor;
  readonly #decisions: Decisions;

  constructor(driver: Driver) {
    this.#driver = driver;
    this.#editor = new FormEditor(driver);
    this.#decisions = new Decisions(driver, this.#editor);
  }

  /** Draws when they will do something; what, they decide then. */
  begin(): void {
    const { time, lasts, chances, name, faultPlan } = this.#driver;
    const rng = chances.rng(`${name}people`);
    for (const act of chances.some(`${name}act`, rng.whole(8, 45))) {
      time.at(chances.rng(act).whole(0, lasts), () => this.#act(act));
    }
    if (!faultPlan.rush) return;
    // A day's work on the road, typed in and sent at once.
    const start = rng.whole(0, lasts / 2);
    for (const rush of chances.some(`${name}rush`, rng.whole(25, 70))) {
      time.at(start + chances.rng(rush).whole(0, 20_000), () => this.#create(rush));
    }
  }

  /** Faults are over: the connection is wanted, the key is the right one. */
  endFaults(): void {
    const driver = this.#driver;
    driver.stayOffline = false;
    const newKey = driver.key !== driver.server.key;
    driver.key = driver.server.key;
    if (driver.app === null) return;
    if (driver.app.sync.stayOffline) driver.app.sync.setStayOffline(false);
    // Only what the state of things demands: a new key for nothing would heal what has to heal by itself.
    if (newKey) driver.useKey();
    driver.app.sync.hasten();
  }

  /** Everything that needs a person gets one. */
  async settleAll(): Promise<void> {
    const { chances, time } = this.#driver;
    for (const localId of [...(this.#driver.app?.accounts.records.keys() ?? [])]) {
      const rng = chances.rng(`${this.#driver.name}settles/${localId}`);
      const record = this.#driver.app?.accounts.records.get(localId);
      if (record?.discarded === true && rng.chance(0.5)) this.#decisions.undo(record);
      if (record !== undefined && !record.discarded) this.#decisions.settle(record, rng);
      await time.run(time.now + 1_000);
    }
  }

  #act(act: string): void {
    const { app, chances } = this.#driver;
    if (app === null) return;
    const rng = chances.rng(`${act}/does`);
    const roll = rng.next();
    const record = this.#favourite(act, [...app.accounts.records.values()]);
    const downloaded = chances.favourite(act, [...app.mirror.accounts.values()], idOf);
    if (roll < 0.3 || (record === undefined && downloaded === undefined)) return this.#create(act);
    if (downloaded !== undefined && rng.chance(0.3)) return this.#actOnDownloaded(app, downloaded, act, rng);
    if (record !== undefined) this.#actOn(app, record, roll, act, rng);
  }

  #actOn(app: AppRun, record: OutboxRecord, roll: number, act: string, rng: Rng): void {
    if (roll < 0.58) return this.#edit(record, act);
    if (roll < 0.62) return this.#merge(app, record, act);
    if (roll < 0.68) return this.#decisions.discard(record);
    if (roll < 0.72) return this.#decisions.undo(record);
    if (roll < 0.86) return this.#settle(app, record, act, rng);
    if (roll < 0.9) return this.#decisions.retryNow(app, record, rng);
    if (roll < 0.93) return app.sync.hasten();
    if (roll < 0.96) return this.#toggleOffline(app);
    if (roll < 0.98) {
      this.#driver.key = this.#driver.server.key;
      return this.#driver.useKey();
    }
    void this.#driver.quit();
  }

  #create(act: string): void {
    this.#editor.create(act);
    this.#reconsider(localIdOf(act), act, 1_500);
  }

  #edit(record: OutboxRecord, act: string): void {
    this.#editor.edit(record, act);
    this.#reconsider(record.localId, act, 25_000);
  }

  /** Soon after saving, while it is on its way or its answer is. */
  #reconsider(localId: string, act: string, longest: number): void {
    const { chances, time } = this.#driver;
    const again = `${act}.again`;
    if (!chances.happens(again, 0.3)) return;
    const rng = chances.rng(again);
    const discards = rng.chance(0.35);
    time.after(rng.whole(5, longest), () => {
      const record = this.#driver.app?.accounts.records.get(localId);
      if (record === undefined) return;
      if (discards) this.#decisions.discard(record);
      else this.#editor.edit(record, again);
    });
  }

  /** One account after the other, and back to the first. */
  #editSeveral(app: AppRun, act: string): void {
    const { chances, time } = this.#driver;
    const type = chances.rng(`${act}/type`).pick(['customer', 'customer', 'supplier', 'prospect']);
    const ofType = [...app.mirror.accounts.values()].filter(({ account }) => account.type === type);
    for (const part of [`${act}.one`, `${act}.two`, `${act}.three`]) {
      const downloaded = chances.favourite(part, ofType, idOf);
      if (downloaded === undefined || !chances.happens(part)) continue;
      time.after(chances.rng(part).whole(0, 4_000), () => {
        const { app: then } = this.#driver;
        if (then !== null) this.#edit(this.#editor.open(then, downloaded), part);
      });
    }
  }

  /** Something that was downloaded: looked up and edited, and now and then everything is downloaded anew. */
  #actOnDownloaded(app: AppRun, downloaded: Mirrored, act: string, rng: Rng): void {
    const roll = rng.next();
    if (roll < 0.2) return this.#editSeveral(app, act);
    if (roll < 0.96) return this.#edit(this.#editor.open(app, downloaded), act);
    this.#driver.report('a person has everything downloaded again');
    const done = this.#driver.invariants.throwAway();
    void app.sync.pull.again().then(({ ok }) => done(ok));
  }

  #settle(app: AppRun, record: OutboxRecord, act: string, rng: Rng): void {
    const asking = [...app.accounts.records.values()].filter(needsPerson);
    this.#decisions.settle(this.#favourite(act, asking) ?? record, rng);
  }

  /** "Add to it": what was typed on a new account belongs to one that is there already. */
  #merge(app: AppRun, record: OutboxRecord, act: string): void {
    const unsent = [...app.accounts.records.values()].filter(({ remoteId }) => remoteId === null);
    const source = this.#favourite(`${act}/adds`, unsent);
    if (source !== undefined && source.localId !== record.localId)
      this.#editor.mergeInto(app, source, record);
  }

  #toggleOffline(app: AppRun): void {
    this.#driver.stayOffline = !this.#driver.stayOffline;
    app.sync.setStayOffline(this.#driver.stayOffline);
    this.#driver.report(`a person ${this.#driver.stayOffline ? 'stays offline' : 'goes online'}`);
  }

  #favourite(act: string, records: readonly OutboxRecord[]): OutboxRecord | undefined {
    return this.#driver.chances.favourite(act, records, ({ localId }) => localId);
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
