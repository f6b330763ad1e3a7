import type { AccountType, FieldKey } from '../../../../shared/account.ts';
import { recordOfMirrored } from '../../../../shared/outbox/step.ts';
import type { Mirrored } from '../../../../electron/store/schemas/mirror-store.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import type { Rng } from '../../../support/rng.ts';
import type { Parts } from '../../judge/commands.ts';
import type { Wanted } from '../../judge/invariants.ts';
import type { AppRun } from '../computer/app-run.ts';
import type { Driver } from '../driver.ts';
import { asPasted, typedName, TYPED_FIELDS, typedValue } from './typed-values.ts';

/** An edit on its way into the app, as the form hands it over. */
export interface Writing {
  readonly localId: string;
  readonly type: AccountType;
  readonly changed: Wanted;
  readonly note: string | null;
}

/** Somebody at the keyboard, and the memory of what they typed. */
export class FormEditor {
  readonly #driver: Driver;
  /** The account that is just being added to another. */
  readonly #merging = new Map<string, AppRun>();

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /** @param act the name of what happens; the new account is called after it */
  create(act: string): void {
    const { app, chances } = this.#driver;
    if (app === null) return;
    const rng = chances.rng(`${act}/creates`);
    const name = { from: '', to: this.#pasted(this.#bad('name', rng) ?? typedName(rng), `${act}.name`) };
    const others = TYPED_FIELDS.flatMap((key) => {
      const own = chances.rng(`${act}/${key}`);
      const to = this.#pasted(this.#bad(key, own) ?? typedValue(own, key), `${act}.${key}`);
      return chances.happens(`${act}.${key}`, 0.4) ? [[key, { from: '', to }]] : [];
    });
    const changed: Wanted = { name, ...(Object.fromEntries(others) as Wanted) };
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
      const to = this.#pasted(this.#retype(record, key, chances.rng(`${act}/${key}`)), `${act}.${key}`);
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
    const { invariants } = this.#driver;
    const { localId, changed, note } = writing;
    // Nobody types into what they are adding to another just now.
    if (this.#merging.get(localId) === app) return;
    const parts = [...(Object.keys(changed) as FieldKey[]), ...(note === null ? [] : (['note'] as const))];
    // Typing into a discarded edit begins again from what SalesBinder has: that person let go of the rest.
    const command = invariants.command(
      new Map<string, Parts>([
        ...(before?.discarded === true ? letGoBy(before) : []),
        [localId, before?.discarded === true ? 'anything' : new Set(parts)],
      ]),
      [localId, changed],
    );
    this.#driver.report(`a person types ${JSON.stringify(changed)} into ${localId}`);
    const done = async (): Promise<void> => {
      const saved = await app.accounts.save({ ...writing, openedAtRevision });
      if (saved.ok) {
        const row = app.accounts.identity.mirrored(saved.value.localId);
        invariants.saved(saved.value.localId, changed, row);
      } else this.#driver.report(`it is not saved: ${saved.problem.what}`);
      command(saved.ok);
    };
    void done();
  }

  /** A refused value is put right, or made unlike the other. */
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
    const { invariants } = this.#driver;
    // A draft that is still on its way to the disk is not added to anything.
    if (source.discarded || invariants.isTold(source.localId)) return;
    const command = invariants.command(
      new Map([
        [source.localId, 'anything'],
        [target.localId, 'anything'],
      ]),
      [target.localId, shownIn(target, source)],
    );
    this.#merging.set(source.localId, app);
    this.#driver.report(`a person adds ${source.localId} to ${target.localId}`);
    const done = async (): Promise<void> => {
      const merged = await app.accounts.mergeInto(source.localId, target.localId);
      this.#merging.delete(source.localId);
      if (merged.ok) invariants.merged(source.localId, merged.value.localId);
      else this.#driver.report(`it is not added: ${merged.problem.what}`);
      command(merged.ok);
    };
    void done();
  }

  #retype(record: OutboxRecord, key: FieldKey, rng: Rng): string {
    const base = record.fields[key]?.base ?? '';
    if (base !== '' && rng.chance(0.35)) return base;
    return key === 'name' ? typedName(rng) : (this.#bad(key, rng) ?? typedValue(rng, key));
  }

  /** @param name of what is typed */
  #pasted(value: string, name: string): string {
    const { chances, faultPlan } = this.#driver;
    if (!faultPlan.pastes || value === '' || !chances.happens(`${name}.pasted`, 0.3)) return value;
    return asPasted(chances.rng(`${name}/pasted`), value);
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

/** Whoever wants a discarded record back takes back what had been added to another one with it. */
export function letGoBy({ addedTo }: OutboxRecord): readonly (readonly [string, Parts])[] {
  return addedTo === undefined ? [] : [[addedTo.localId, 'anything']];
}

/** Whoever adds one account to another has both before their eyes. */
function shownIn(target: OutboxRecord, source: OutboxRecord): Wanted {
  return Object.fromEntries(
    Object.entries(source.fields).map(([key, { mine }]) => {
      const { mine: from, base, theirs } = target.fields[key as FieldKey] ?? { mine: '', base: null };
      const shown = target.discarded && target.remoteId !== null ? (theirs ?? base ?? from) : from;
      return [key, { from: shown, to: mine }] as const;
    }),
  );
}
