import type { AccountType, FieldKey } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { givesBack, isLetGo, mayBe, newEntry, released, settle, status, touch } from './entry.ts';
import type { Entry } from './entry.ts';

/** An edit on its way into the app, as the form hands it over. */
export interface Writing {
  readonly localId: string;
  readonly type: AccountType;
  readonly changed: Readonly<Partial<Record<FieldKey, { readonly from: string; readonly to: string }>>>;
  readonly note: string | null;
}

/** In a conflict: what SalesBinder had, and what is to be instead. */
type Chosen = Readonly<Partial<Record<FieldKey, { readonly theirs: string; readonly value: string }>>>;

/** The people's own memory of what they typed. */
export class Ledger {
  readonly entries = new Map<string, Entry>();
  readonly #failed: (() => void)[] = [];

  /** Before the app is asked: from now on what was typed may be there. */
  begins(writing: Writing): void {
    const entry = this.entries.get(writing.localId) ?? newEntry(writing);
    this.entries.set(writing.localId, entry);
    entry.maybeNote = writing.note ?? entry.maybeNote;
    for (const [key, { from, to }] of changesOf(writing)) {
      mayBe(entry, key, to);
      touch(entry, key, to);
      this.saw(entry, key, from);
    }
  }

  /** "Saved on this computer". */
  saved(writing: Writing, at: number): Entry {
    const entry = this.entries.get(writing.localId) ?? newEntry(writing);
    this.entries.set(writing.localId, entry);
    for (const [key, { from, to }] of changesOf(writing)) {
      entry.typed.set(key, { value: to, at });
      settle(entry, key, to);
      touch(entry, key, to);
      this.saw(entry, key, from);
    }
    entry.note = writing.note ?? entry.note;
    if (writing.note === entry.maybeNote) entry.maybeNote = null;
    entry.discarded = false;
    // Typed on, it is an account of its own again: nothing is taken back from where it had been added.
    entry.addedTo = null;
    entry.promised = true;
    return entry;
  }

  /** One account, one record: what was typed into the one is now part of the other. */
  joins(from: string, to: string): void {
    const gone = this.entries.get(from);
    const entry = this.entries.get(to);
    this.entries.delete(from);
    for (const { addedTo } of this.entries.values()) if (addedTo?.localId === from) addedTo.localId = to;
    if (gone === undefined || gone.discarded) return;
    if (entry === undefined) {
      this.entries.set(to, { ...gone, localId: to });
      return;
    }
    // Whoever typed into what they had let go of elsewhere means the account, and what SalesBinder has of the rest.
    if (entry.discarded) entry.typed.clear();
    entry.discarded = false;
    for (const [key, typed] of gone.typed) {
      const other = entry.typed.get(key);
      // Both are one person's own; which of them the app keeps, or whether it asks, is its affair.
      if (other !== undefined) mayBe(entry, key, other.value);
      entry.typed.set(key, typed);
    }
    for (const [key, values] of gone.maybe) mayBe(entry, key, ...values);
    for (const [key, values] of gone.touched) {
      for (const value of values) touch(entry, key, value);
      // What was sent from there long since is forgotten by now; where it stands, it is their own word too.
      if (entry.typed.has(key) && !gone.typed.has(key)) mayBe(entry, key, ...values);
    }
    for (const [key, values] of gone.seen) for (const value of values) this.saw(entry, key, value);
    if (!entry.note.includes(gone.note)) entry.note = `${entry.note}\n${gone.note}`.trim();
  }

  /** What "Add to it" does: all that stands there, but for what is empty and for a name that is there already. */
  addition(from: Entry, source: OutboxRecord, target: OutboxRecord): Writing {
    const named = status(target, 'name') !== '';
    // Beside what was typed, also what had been in SalesBinder once.
    const stands = Object.entries(source.fields).map(([key, { mine }]) => [key as FieldKey, mine] as const);
    const typed = [...from.typed].map(([key, { value }]) => [key, value] as const);
    const changed = [...new Map([...stands, ...typed])].flatMap(([key, to]) => {
      const there = status(target, key);
      const left = to.trim() === '' || to === there || (key === 'name' && named);
      return left ? [] : [[key, { from: there, to }] as const];
    });
    const { localId, type } = target;
    const known = from.note === '' || target.note.includes(from.note);
    const note = known ? null : `${target.note}\n${from.note}`.trim();
    return { localId, type, changed: Object.fromEntries(changed), note };
  }

  /** Before the app is asked: should it die before it tells, it may be on the disk. */
  adds(from: Entry, writing: Writing, target: OutboxRecord): void {
    const { localId, note } = writing;
    const entry = this.entries.get(localId);
    const had = changesOf(writing).map(
      ([key, { from: shown }]) =>
        [key, { typed: isLetGo(target) ? null : (entry?.typed.get(key) ?? null), shown }] as const,
    );
    const noted = note === null ? null : { had: entry?.note ?? '', given: note };
    this.begins(writing);
    from.addedTo = { localId, had: new Map(had), note: noted };
  }

  /**
   * A person wants the one back that was added to another: what was added may leave that other, or stay where it was
   * sent. @returns called when the app has answered: with the other's record as it is then, and whether it did it
   */
  takesBack(source: Entry | undefined): (other: OutboxRecord | undefined, did: boolean) => void {
    const addedTo = source?.addedTo ?? null;
    const entry = this.entries.get(addedTo?.localId ?? '');
    if (source === undefined || addedTo === null || entry === undefined) return () => undefined;
    const noteAfter = addedTo.note?.given === entry.note ? addedTo.note.had : entry.note;
    entry.maybeNote = noteAfter;
    for (const [key, { shown }] of addedTo.had) mayBe(entry, key, shown);
    entry.releasing += 1;
    return (other, did) => {
      released(entry, did);
      if (!did) {
        return this.failed(() => {
          if (entry.maybeNote === noteAfter) entry.maybeNote = null;
          for (const [key, { shown }] of addedTo.had) settle(entry, key, shown);
        });
      }
      source.addedTo = null;
      entry.maybeNote = null;
      if (other === undefined) return;
      givesBack(entry, other, addedTo.had);
      entry.note = noteAfter;
    };
  }

  /** It came to nothing: what was to be typed was not. */
  ends(writing: Writing): void {
    const entry = this.entries.get(writing.localId);
    if (entry === undefined) return;
    if (writing.note === entry.maybeNote) entry.maybeNote = null;
    for (const [key, { to }] of changesOf(writing)) settle(entry, key, to);
  }

  /** The disk would not have it; after a crash it may have it all the same, unless something newer is there by then. */
  failed(forget: () => void): void {
    this.#failed.push(forget);
  }

  /** Something newer is on the disk: what failed before can't turn up any more. */
  overtaken(): void {
    for (const forget of this.#failed.splice(0)) forget();
    for (const entry of this.entries.values()) entry.mayRelease = false;
  }

  /** What had failed has turned up by now, or never will. */
  restarted(): void {
    this.#failed.length = 0;
  }

  /** Before the app is told what was chosen in a conflict. */
  chooses(entry: Entry, choices: Chosen): void {
    for (const [key, { theirs, value }] of chosenOf(choices)) {
      this.saw(entry, key, theirs);
      mayBe(entry, key, value);
      touch(entry, key, value);
    }
  }

  choseNothing(entry: Entry, choices: Chosen): void {
    for (const [key, { value }] of chosenOf(choices)) settle(entry, key, value);
  }

  chose(entry: Entry, choices: Chosen, after: OutboxRecord, at: number): void {
    for (const [key, { theirs, value }] of chosenOf(choices)) {
      settle(entry, key, value);
      if (after.fields[key]?.mine !== value || after.fields[key].theirs !== undefined) continue;
      if (value === theirs) entry.typed.delete(key);
      else entry.typed.set(key, { value, at });
    }
  }

  saw(entry: Entry, key: FieldKey, value: string): void {
    entry.seen.set(key, (entry.seen.get(key) ?? new Set()).add(value));
  }
}

function chosenOf(
  choices: Chosen,
): readonly [FieldKey, { readonly theirs: string; readonly value: string }][] {
  return Object.entries(choices) as [FieldKey, { theirs: string; value: string }][];
}

function changesOf({
  changed,
}: Writing): readonly [FieldKey, { readonly from: string; readonly to: string }][] {
  return Object.entries(changed) as [FieldKey, { from: string; to: string }][];
}
