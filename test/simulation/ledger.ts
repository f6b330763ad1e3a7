import type { AccountType, FieldKey } from '../../shared/account.ts';

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
  /** Every field somebody ever typed into. */
  readonly touched: Set<FieldKey>;
  /** SalesBinder's values that a person has seen before deciding on a field. */
  readonly seen: Map<FieldKey, Set<string>>;
  /** A person is just doing something that lets go of what was typed. */
  releasing: number;
  discarded: boolean;
  /** Goes up when a person creates again what was deleted there. */
  generation: number;
  /** When a person last said "none of these": what is sent then is sent knowingly. */
  toldNoneAt: number | null;
  note: string;
  /** Whether the app ever said that it is saved. */
  promised: boolean;
}

/** An edit on its way into the app, as the form hands it over. */
export interface Writing {
  readonly localId: string;
  readonly type: AccountType;
  readonly changed: Readonly<Partial<Record<FieldKey, { readonly from: string; readonly to: string }>>>;
  readonly note: string | null;
}

/** The people's own memory of what they typed. */
export class Ledger {
  readonly entries = new Map<string, Entry>();

  /** Before the app is asked: from now on what was typed may be there. */
  begins(writing: Writing): void {
    const entry = this.entries.get(writing.localId) ?? newEntry(writing);
    this.entries.set(writing.localId, entry);
    for (const [key, { from, to }] of changesOf(writing)) {
      entry.maybe.set(key, [...(entry.maybe.get(key) ?? []), to]);
      entry.touched.add(key);
      this.saw(entry, key, from);
    }
  }

  /** "Saved on this computer". */
  saved(writing: Writing, at: number): Entry {
    const entry = this.entries.get(writing.localId) ?? newEntry(writing);
    this.entries.set(writing.localId, entry);
    for (const [key, { from, to }] of changesOf(writing)) {
      entry.typed.set(key, { value: to, at });
      const others = (entry.maybe.get(key) ?? []).toSpliced((entry.maybe.get(key) ?? []).indexOf(to), 1);
      if (others.length > 0) entry.maybe.set(key, others);
      else entry.maybe.delete(key);
      entry.touched.add(key);
      this.saw(entry, key, from);
    }
    entry.note = writing.note ?? entry.note;
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
    for (const key of gone.touched) entry.touched.add(key);
    for (const [key, values] of gone.seen) for (const value of values) this.saw(entry, key, value);
  }

  saw(entry: Entry, key: FieldKey, value: string): void {
    entry.seen.set(key, (entry.seen.get(key) ?? new Set()).add(value));
  }
}

function newEntry({ localId, type }: Writing): Entry {
  return {
    ...{ localId, type, typed: new Map(), maybe: new Map(), touched: new Set(), seen: new Map() },
    ...{ releasing: 0, discarded: false, generation: 0, toldNoneAt: null, note: '', promised: false },
  };
}

function changesOf({
  changed,
}: Writing): readonly [FieldKey, { readonly from: string; readonly to: string }][] {
  return Object.entries(changed) as [FieldKey, { from: string; to: string }][];
}
