import type { AccountType, FieldKey } from '../../../../shared/account.ts';
import { recordOfMirrored } from '../../../../shared/outbox/step.ts';
import type { Mirrored } from '../../../../electron/store/schemas/mirror-store.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import type { Rng } from '../../../support/rng.ts';
import { letGo, released } from '../../judge/entry.ts';
import type { Writing } from '../../judge/ledger.ts';
import type { AppRun } from '../computer/app-run.ts';
import type { Driver } from '../driver.ts';
import { typedName, TYPED_FIELDS, typedValue } from './typed-values.ts';

type Changed = Writing['changed'];

/** Somebody at the keyboard, and the memory of what they typed. */
export class FormEditor {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /** @param act the name of what happens; the new account is called after it */
  create(act: string): void {
    const { app, chances } = this.#driver;
    if (app === null) return;
    const rng = chances.rng(`${act}/creates`);
    const name = { from: '', to: this.#bad('name', rng) ?? typedName(rng) };
    const others = TYPED_FIELDS.flatMap((key) => {
      const own = chances.rng(`${act}/${key}`);
      const to = this.#bad(key, own) ?? typedValue(own, key);
      return chances.happens(`${act}.${key}`, 0.4) ? [[key, { from: '', to }]] : [];
    });
    const changed: Changed = { name, ...(Object.fromEntries(others) as Changed) };
    const type = rng.pick<AccountType>(['customer', 'customer', 'prospect', 'supplier']);
    const localId = localIdOf(act);
    this.save(app, { localId, type, changed, note: rng.chance(0.2) ? 'Met at the fair' : null }, 0, null);
  }

  /** Found in the list, not yet in the outbox: its form shows what was downloaded. */
  open({ accounts }: AppRun, { account }: Mirrored): OutboxRecord {
    const localId = accounts.identity.localIdOf(account.id);
    return accounts.records.get(localId) ?? recordOfMirrored(localId, account, 0);
  }

  /** A form is opened, and saved a while later: what it showed may be old by then. */
  edit(record: OutboxRecord, act: string): void {
    const { chances, time } = this.#driver;
    const rng = chances.rng(`${act}/edits`);
    const changed: Record<string, { from: string; to: string }> = {};
    for (let fields = rng.whole(1, 3); fields > 0; fields -= 1) {
      const key = rng.pick(['name', ...TYPED_FIELDS] as const);
      const from = record.fields[key]?.mine ?? '';
      const to = this.#retype(record, key, chances.rng(`${act}/${key}`));
      if (to !== from && chances.happens(`${act}.${key}`)) changed[key] = { from, to };
    }
    if (Object.keys(changed).length === 0) return;
    const { type, revision } = record;
    time.after(rng.pick([0, 0, 500, 20_000]), () => {
      const { app } = this.#driver;
      if (app === null) return;
      const localId = app.accounts.identity.resolve(record.localId);
      const now = app.accounts.records.get(localId);
      if (now === undefined && record.idFrom !== 'mirror') return;
      this.save(app, { localId, type, changed, note: null }, revision, now ?? null);
    });
  }

  save(app: AppRun, writing: Writing, openedAtRevision: number, before: OutboxRecord | null): void {
    const { ledger, invariants } = this.#driver;
    const known = ledger.entries.get(writing.localId);
    // Nobody types into what they are adding to another just now.
    if (known !== undefined && known.addedTo !== null && !known.discarded) return;
    ledger.begins(writing);
    // Typing into a discarded edit begins again from what SalesBinder has: that person let go of the rest.
    const lets = before?.discarded === true && known !== undefined;
    if (lets) known.releasing += 1;
    const other = lets ? known.addedTo?.localId : undefined;
    const taken = lets ? ledger.takesBack(known) : () => undefined;
    this.#driver.report(`a person types ${JSON.stringify(writing.changed)} into ${writing.localId}`);
    const done = async (): Promise<void> => {
      const saved = await app.accounts.save({ ...writing, openedAtRevision });
      if (lets) released(known, saved.ok);
      taken(app.accounts.records.get(other ?? ''), saved.ok);
      if (!saved.ok) {
        ledger.failed(() => ledger.ends(writing));
        return this.#driver.report(`it is not saved: ${saved.problem.what}`);
      }
      const { localId } = saved.value;
      if (localId !== writing.localId) ledger.joins(writing.localId, localId);
      const entry = ledger.saved({ ...writing, localId }, this.#driver.time.now);
      const record = app.accounts.records.get(localId);
      if (record === undefined) return invariants.isThere(entry, app.accounts.identity.mirrored(localId));
      if (lets) letGo(entry, record, Object.keys(writing.changed));
      invariants.takesBack(entry, record);
      invariants.look(record);
    };
    void done();
  }

  /** What was refused is put right, or made unlike the other. */
  correct(localId: string, rng: Rng): void {
    const { app } = this.#driver;
    const now = app?.accounts.records.get(localId);
    if (app === null || now === undefined) return;
    const to = {
      name: `${rng.whole(1_000, 9_999)} ${rng.whole(1_000, 9_999)}`,
      email: 'm@example.org',
      url: 'mended.example.org',
    };
    const changed = Object.fromEntries(
      (['name', 'email', 'url'] as const).flatMap((key) => {
        const from = now.fields[key]?.mine ?? '';
        return key === 'url' && !from.includes('<') ? [] : [[key, { from, to: to[key] }]];
      }),
    );
    this.save(app, { localId, type: now.type, changed, note: null }, now.revision, now);
  }

  /** "Add to it". What was typed there is now typed here; the source keeps its own text, discarded. */
  mergeInto(app: AppRun, source: OutboxRecord, target: OutboxRecord): void {
    const { ledger, invariants, time } = this.#driver;
    const from = ledger.entries.get(source.localId);
    // What is still on its way to the disk is not added to anything.
    if (from === undefined || from.discarded || from.maybe.size > 0) return;
    const writing = ledger.addition(from, source, target);
    ledger.adds(from, writing, target);
    const { addedTo } = from;
    const lets = target.discarded ? ledger.entries.get(target.localId) : undefined;
    if (lets !== undefined) lets.releasing += 1;
    this.#driver.report(`a person adds ${source.localId} to ${target.localId}`);
    const done = async (): Promise<void> => {
      const merged = await app.accounts.mergeInto(source.localId, target.localId);
      if (lets !== undefined) released(lets, merged.ok);
      if (!merged.ok) {
        ledger.failed(() => {
          ledger.ends(writing);
          // Unless it was added once more since.
          if (from.addedTo === addedTo) from.addedTo = null;
        });
        return this.#driver.report(`it is not added: ${merged.problem.what}`);
      }
      from.discarded = true;
      const entry = ledger.saved(writing, time.now);
      const after = [source.localId, target.localId].map((id) => app.accounts.records.get(id));
      for (const record of after) {
        if (record?.localId === target.localId) {
          if (lets !== undefined) letGo(entry, record, Object.keys(writing.changed));
          invariants.takesBack(entry, record);
        }
        if (record !== undefined) invariants.look(record);
      }
    };
    void done();
  }

  #retype(record: OutboxRecord, key: FieldKey, rng: Rng): string {
    const base = record.fields[key]?.base ?? '';
    if (base !== '' && rng.chance(0.35)) return base;
    return key === 'name' ? typedName(rng) : (this.#bad(key, rng) ?? typedValue(rng, key));
  }

  /** Now and then something that SalesBinder, or the firewall before it, won't take. */
  #bad(key: FieldKey, rng: Rng): string | null {
    if (key === 'email' && rng.chance(0.06)) return 'office@@example.org';
    return key === 'url' && rng.chance(0.06) ? '<script>example.org' : null;
  }
}

/** The local id of what was created in that act. */
export function localIdOf(act: string): string {
  return `local-${act.replace(':', '')}`;
}
