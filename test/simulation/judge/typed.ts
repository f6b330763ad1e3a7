import type { FieldKey } from '../../../shared/account.ts';

/** People's edits of one field of one record. */
interface TypedField {
  /** When what they typed last came to stand on the disk, true ms; null: not yet. */
  at: number | null;
  /** Everything that they ever typed there, and when last, true ms. */
  readonly values: Map<string, number>;
  /** Values that they were shown before they decided. */
  readonly seen: Set<string>;
}

/** The people's own memory of what they typed, noted by themselves and not taken from the app. */
export class Typed {
  readonly #records = new Map<string, Map<FieldKey, TypedField>>();

  field(localId: string, key: FieldKey): TypedField | undefined {
    return this.#records.get(localId)?.get(key);
  }

  fields(localId: string): readonly (readonly [FieldKey, TypedField & { readonly at: number }])[] {
    const fields = [...(this.#records.get(localId) ?? [])];
    return fields.flatMap(([key, field]) => (field.at === null ? [] : [[key, { ...field, at: field.at }]]));
  }

  /** A person decides on a value, having seen another. */
  decide(localId: string, key: FieldKey, { seen, value }: { seen: string; value: string }, at: number): void {
    const field = this.#field(localId, key);
    field.seen.add(seen);
    field.values.set(value, at);
  }

  /** The value that a person wanted stands on the disk. */
  kept(localId: string, key: FieldKey, value: string, at: number): void {
    const field = this.#field(localId, key);
    field.values.set(value, at);
    field.at = at;
  }

  /** When a value was last typed into any of these records, true ms; null: never. @param is whether two are the same */
  lastTyped(localIds: readonly string[], key: FieldKey, is: (typed: string) => boolean): number | null {
    const times = localIds.flatMap((localId) =>
      [...(this.field(localId, key)?.values ?? [])].filter(([value]) => is(value)).map(([, at]) => at),
    );
    return times.length === 0 ? null : Math.max(...times);
  }

  /** One record has become part of another. */
  join(from: string, to: string): void {
    for (const [key, { at, values, seen }] of this.#records.get(from) ?? []) {
      const field = this.#field(to, key);
      if (at !== null) field.at = Math.max(field.at ?? 0, at);
      for (const [value, last] of values)
        field.values.set(value, Math.max(field.values.get(value) ?? 0, last));
      for (const value of seen) field.seen.add(value);
    }
    this.#records.delete(from);
  }

  /** Its typed values have left the outbox, sent. */
  forget(localId: string): void {
    this.#records.delete(localId);
  }

  #field(localId: string, key: FieldKey): TypedField {
    const fields = this.#records.get(localId) ?? new Map<FieldKey, TypedField>();
    this.#records.set(localId, fields);
    const field = fields.get(key) ?? { at: null, values: new Map<string, number>(), seen: new Set<string>() };
    fields.set(key, field);
    return field;
  }
}
