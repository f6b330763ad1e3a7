import { describe, expect, it } from 'vitest';
import { STORED_FIELDS } from '../../../electron/store/schemas/mirror-form.ts';
import { WIRE_FIELDS } from '../../../electron/practice/fields.ts';
import { VIEWS, bitOf } from '../../../renderer/list/views.ts';
import { FIELDS, FIELD_KEYS } from '../../../shared/account.ts';

/** Lists that repeat another list, where the compiler can't say that one was forgotten. */
describe('a field of the table', () => {
  it('is in the stored form of the mirror', () => {
    expect([...STORED_FIELDS].toSorted()).toEqual([...FIELD_KEYS].toSorted());
  });

  it('is known to the practice server by its wire name', () => {
    const known: readonly string[] = WIRE_FIELDS;
    expect(FIELDS.map(({ wire }) => wire).filter((wire) => !known.includes(wire))).toEqual([]);
  });
});

describe('a view of the left bar', () => {
  it('has a bit of its own in the byte that a row keeps', () => {
    const bits = VIEWS.map(bitOf);
    expect(new Set(bits).size).toBe(VIEWS.length);
    expect(bits.filter((bit) => (new Uint8Array([bit])[0] ?? 0) !== bit)).toEqual([]);
  });
});
