import type { AccountType, FieldKey } from '../../shared/account.ts';
import type { OutboxRecord } from '../../shared/record.ts';

/** What a person last typed into a field and was told is saved. */
export interface Typed {
  readonly value: string;
  readonly at: number;
}

/** What people did with one account here, noted by themselves and not taken from the app. Times are true ms. */
export interface Entry {
  readonly localId: string;
  readonly type: AccountType;
  readonly typed: Map<FieldKey, Typed>;
  /** Typed, and not (yet) told whether it was saved. */
  readonly maybe: Map<FieldKey, string[]>;
  /** Everything that was ever typed into a field. */
  readonly touched: Map<FieldKey, Set<string>>;
  /** SalesBinder's values that a person has seen before deciding on a field. */
  readonly seen: Map<FieldKey, Set<string>>;
  /** A person is just doing something that lets go of what was typed. */
  releasing: number;
  discarded: boolean;
  /** Goes up when a person creates again what was deleted there. */
  generation: number;
  note: string;
  /** Typed, and not told whether it was saved. */
  maybeNote: string | null;
  /** Whether the app ever said that it is saved. */
  promised: boolean;
  /** "Add to it": the account that this was added to. */
  addedTo: string | null;
}

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

  /** Before the app is asked: from now on what was typed may be there. */
  begins(writing: Writing): void {
    const entry = this.entries.get(writing.localId) ?? newEntry(writing);
    this.entries.set(writing.localId, entry);
    entry.maybeNote = writing.note ?? entry.maybeNote;
    for (const [key, { from, to }] of changesOf(writing)) {
      entry.maybe.set(key, [...(entry.maybe.get(key) ?? []), to]);
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
    entry.promised = true;
    return entry;
  }

  /** One account, one record: what was typed into the one is now part of the other. */
  joins(from: string, to: string): void {
    const gone = this.entries.get(from);
    const entry = this.entries.get(to);
    this.entries.delete(from);
    if (gone === undefined || gone.discarded) return;
    if (entry === undefined) {
      this.entries.set(to, { ...gone, localId: to });
      return;
    }
    for (const [key, typed] of gone.typed) {
      const other = entry.typed.get(key);
      // Both are one person's own; which of them the app keeps, or whether it asks, is its affair.
      if (other !== undefined) entry.maybe.set(key, [...(entry.maybe.get(key) ?? []), other.value]);
      entry.typed.set(key, typed);
    }
    for (const [key, values] of gone.maybe)
      entry.maybe.set(key, [...(entry.maybe.get(key) ?? []), ...values]);
    for (const [key, values] of gone.touched) for (const value of values) touch(entry, key, value);
    for (const [key, values] of gone.seen) for (const value of values) this.saw(entry, key, value);
  }

  /** What "Add to it" does: all that was typed there, but for what is empty and for a name that is there already. */
  addition(from: Entry, target: OutboxRecord): Writing {
    const named = (target.fields.name?.mine ?? '') !== '';
    const changed = [...from.typed].flatMap(([key, { value }]) =>
      value.trim() === '' || value === target.fields[key]?.mine || (key === 'name' && named)
        ? []
        : [[key, { from: target.fields[key]?.mine ?? '', to: value }] as const],
    );
    const { localId, type } = target;
    const known = from.note === '' || target.note.includes(from.note);
    const note = known ? null : `${target.note}\n${from.note}`.trim();
    return { localId, type, changed: Object.fromEntries(changed), note };
  }

  /** What stood in the one beside what was typed, because it had been in SalesBinder once, goes along. */
  goesAlong(entry: Entry, { fields }: OutboxRecord): void {
    for (const [key, { mine }] of Object.entries(fields)) touch(entry, key as FieldKey, mine);
  }

  /** It came to nothing: what was to be typed was not. */
  ends(writing: Writing): void {
    const entry = this.entries.get(writing.localId);
    for (const [key, { to }] of changesOf(writing)) if (entry !== undefined) settle(entry, key, to);
  }

  /** Before the app is told what was chosen in a conflict. */
  chooses(entry: Entry, choices: Chosen): void {
    for (const [key, { theirs, value }] of chosenOf(choices)) {
      this.saw(entry, key, theirs);
      entry.maybe.set(key, [...(entry.maybe.get(key) ?? []), value]);
      touch(entry, key, value);
    }
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

function touch(entry: Entry, key: FieldKey, value: string): void {
  entry.touched.set(key, (entry.touched.get(key) ?? new Set()).add(value));
}

/** It is known now what became of one of the values that may be there. */
function settle(entry: Entry, key: FieldKey, value: string): void {
  const maybe = entry.maybe.get(key) ?? [];
  const at = maybe.indexOf(value);
  const others = at < 0 ? maybe : maybe.toSpliced(at, 1);
  if (others.length > 0) entry.maybe.set(key, others);
  else entry.maybe.delete(key);
}

/** What this person let go of: what is here now is what holds. */
export function letGo(entry: Entry, record: OutboxRecord, kept: readonly string[]): void {
  for (const [key, { value }] of [...entry.typed]) {
    if (!kept.includes(key) && record.fields[key]?.mine !== value) entry.typed.delete(key);
  }
}

function newEntry({ localId, type }: Writing): Entry {
  return {
    ...{ localId, type, typed: new Map(), maybe: new Map(), touched: new Map(), seen: new Map() },
    ...{
      releasing: 0,
      discarded: false,
      generation: 0,
      note: '',
      maybeNote: null,
      promised: false,
      addedTo: null,
    },
  };
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
