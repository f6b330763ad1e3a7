import type { FieldKey, Values } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { recordKey } from '../../../electron/store/schemas/outbox-store.ts';
import type { Computer } from './computer/computer.ts';
import { Decisions } from './people/decisions.ts';
import type { Entry } from '../judge/entry.ts';
import type { AppRun } from './computer/app-run.ts';
import { FormEditor } from './people/form-editor.ts';
import type { FaultPlan } from './fault-plan.ts';
import { World } from './world.ts';

/** A world in which nobody does anything by chance: a test says what people do, and what the judge is shown. */
export class ScriptedWorld {
  readonly computer: Computer;
  readonly editor: FormEditor;
  readonly decisions: Decisions;
  readonly #world: World;

  private constructor(world: World, computer: Computer) {
    this.#world = world;
    this.computer = computer;
    this.editor = new FormEditor(computer);
    this.decisions = new Decisions(computer, this.editor);
  }

  static async begun(faultPlan: FaultPlan): Promise<ScriptedWorld> {
    const world = new World({ seed: 1, faultPlan });
    const [computer] = world.computers;
    if (computer === undefined) throw new Error('A world without a computer');
    const scripted = new ScriptedWorld(world, computer);
    await scripted.pass(1_000);
    return scripted;
  }

  get app(): AppRun {
    const { app } = this.computer;
    if (app === null) throw new Error('The app is not running');
    return app;
  }

  /** The promises that were broken up to now. */
  get broken(): readonly string[] {
    return this.computer.invariants.broken.map(({ promise }) => promise);
  }

  pass(ms: number): Promise<void> {
    return this.#world.time.run(this.#world.time.now + ms);
  }

  async types(localId: string, values: Values): Promise<void> {
    const before = this.app.accounts.account(localId) ?? null;
    const changed = Object.fromEntries(
      Object.entries(values).map(([key, to]) => {
        return [key, { from: before?.fields[key as FieldKey]?.mine ?? '', to }] as const;
      }),
    );
    const writing = { localId, type: before?.type ?? 'customer', changed, note: null };
    this.editor.save(this.app, writing, before?.revision ?? 0, before);
    await this.pass(100);
  }

  record(localId: string): OutboxRecord {
    const record = this.app.accounts.records.get(localId);
    if (record === undefined) throw new Error(`No such record: ${localId}`);
    return record;
  }

  entry(localId: string): Entry {
    const entry = this.computer.ledger.entries.get(localId);
    if (entry === undefined) throw new Error(`Nobody typed anything into ${localId}`);
    return entry;
  }

  /** The judge is shown this as what is now on the disk. */
  becomesDurable(record: OutboxRecord): void {
    this.computer.invariants.durable([{ put: recordKey(record.localId), row: { kind: 'record', record } }]);
  }
}
