import type { FieldKey, Values } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { recordKey } from '../../../electron/store/schemas/outbox-store.ts';
import type { Computer } from './computer/computer.ts';
import { Decisions } from './people/decisions.ts';
import type { Entry } from '../judge/entry.ts';
import type { Life } from './computer/app-run.ts';
import { Typist } from './people/typist.ts';
import type { Weather } from './fault-plan.ts';
import { World } from './world.ts';

/** A world in which nobody does anything by chance: a test says what people do, and what the oracle is shown. */
export class Scene {
  readonly computer: Computer;
  readonly typist: Typist;
  readonly decisions: Decisions;
  readonly #world: World;

  private constructor(world: World, computer: Computer) {
    this.#world = world;
    this.computer = computer;
    this.typist = new Typist(computer);
    this.decisions = new Decisions(computer, this.typist);
  }

  static async begun(weather: Weather): Promise<Scene> {
    const world = new World({ seed: 1, weather });
    const [computer] = world.computers;
    if (computer === undefined) throw new Error('A world without a computer');
    const scene = new Scene(world, computer);
    await scene.pass(1_000);
    return scene;
  }

  get life(): Life {
    const { life } = this.computer;
    if (life === null) throw new Error('The app is not running');
    return life;
  }

  /** The promises that were broken up to now. */
  get broken(): readonly string[] {
    return this.computer.oracle.broken.map(({ promise }) => promise);
  }

  pass(ms: number): Promise<void> {
    return this.#world.time.run(this.#world.time.now + ms);
  }

  async types(localId: string, values: Values): Promise<void> {
    const before = this.life.accounts.account(localId) ?? null;
    const changed = Object.fromEntries(
      Object.entries(values).map(([key, to]) => {
        return [key, { from: before?.fields[key as FieldKey]?.mine ?? '', to }] as const;
      }),
    );
    const writing = { localId, type: before?.type ?? 'customer', changed, note: null };
    this.typist.saves(this.life, writing, before?.revision ?? 0, before);
    await this.pass(100);
  }

  record(localId: string): OutboxRecord {
    const record = this.life.accounts.records.get(localId);
    if (record === undefined) throw new Error(`No such record: ${localId}`);
    return record;
  }

  entry(localId: string): Entry {
    const entry = this.computer.ledger.entries.get(localId);
    if (entry === undefined) throw new Error(`Nobody typed anything into ${localId}`);
    return entry;
  }

  /** The oracle is shown this as what has come to stand on the disk. */
  stands(record: OutboxRecord): void {
    this.computer.oracle.durable([{ put: recordKey(record.localId), row: { kind: 'record', record } }]);
  }
}
