import type { AccountType, FieldKey } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';

/** What a person last typed into a field and was told is saved. */
export interface Typed {
  readonly value: string;
  readonly at: number;
  /** Nothing was to be sent: SalesBinder is known to have it. */
  readonly known?: boolean;
}

/** "Add to it": the account that this was added to, and what stood there before, typed or (null) not. */
export interface AddedTo {
  localId: string;
  readonly had: ReadonlyMap<FieldKey, { readonly typed: Typed | null; readonly shown: string }>;
  readonly note: { readonly had: string; readonly given: string } | null;
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
  /** They were told that it failed; after a crash it may turn up on the disk all the same. */
  mayRelease: boolean;
  discarded: boolean;
  /** Goes up when a person creates again what was deleted there. */
  generation: number;
  /** They are just saying so. */
  startingOver: boolean;
  note: string;
  /** Typed, and not told whether it was saved. */
  maybeNote: string | null;
  /** Whether the app ever said that it is saved. */
  promised: boolean;
  addedTo: AddedTo | null;
}

/** It was typed, whatever becomes of it. */
export function touch(entry: Entry, key: FieldKey, value: string): void {
  entry.touched.set(key, (entry.touched.get(key) ?? new Set()).add(value));
}

/** It may be there: whether it is saved was not told (yet), or told wrongly. */
export function mayBe(entry: Entry, key: FieldKey, ...values: readonly string[]): void {
  entry.maybe.set(key, [...(entry.maybe.get(key) ?? []), ...values]);
}

/** It is known now what became of one of the values that may be there. */
export function settle(entry: Entry, key: FieldKey, value: string): void {
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

/** What was added has left it, where that was possible: what had been typed there before holds again. */
export function givesBack(entry: Entry, record: OutboxRecord, had: AddedTo['had']): void {
  for (const [key, { typed: before, shown }] of had) {
    settle(entry, key, shown);
    const typed = entry.typed.get(key);
    if (typed === undefined || record.fields[key]?.mine === typed.value) continue;
    if (before === null) entry.typed.delete(key);
    else entry.typed.set(key, before);
  }
}

/** The app has answered: it did let go of something, or says that the disk failed. */
export function released(entry: Entry, did: boolean): void {
  entry.releasing -= 1;
  if (!did) entry.mayRelease = true;
}

export function newEntry({ localId, type }: Pick<Entry, 'localId' | 'type'>): Entry {
  return {
    ...{ localId, type, typed: new Map(), maybe: new Map(), touched: new Map(), seen: new Map() },
    ...{
      releasing: 0,
      mayRelease: false,
      discarded: false,
      generation: 0,
      startingOver: false,
      note: '',
      maybeNote: null,
      promised: false,
      addedTo: null,
    },
  };
}

/** What a person sees in a field: of changes that were discarded nothing. */
export function status(record: OutboxRecord, key: FieldKey): string {
  const { mine, base, theirs } = record.fields[key] ?? { mine: '', base: null };
  return isLetGo(record) ? (theirs ?? base ?? mine) : mine;
}

/** A new account that was discarded comes back as it was typed; of one that SalesBinder has, only changes were. */
export function isLetGo({ discarded, remoteId }: OutboxRecord): boolean {
  return discarded && remoteId !== null;
}
