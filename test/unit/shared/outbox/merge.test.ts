import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldKey } from '../../../../shared/account.ts';
import {
  altered,
  mergeField,
  mergeTheirs,
  reconcile,
  settled,
  unsent,
} from '../../../../shared/outbox/merge.ts';
import type { Fields, MergeField } from '../../../../shared/outbox/merge.ts';

/** base, mine, possiblySent against theirs: what the field is then, and whether it is still to be sent. */
describe('a field merged with what SalesBinder has now', () => {
  type Row = readonly [string, MergeField, string, MergeField, boolean];

  const rows: readonly Row[] = [
    ['nobody changed it', field('a', 'a'), 'a', field('a', 'a'), false],
    ['changed only there: taken over', field('a', 'a'), 'b', field('b', 'b'), false],
    ['emptied only there: taken over', field('a', 'a'), '', field('', ''), false],
    ['changed only here: sent', field('a', 'b'), 'a', field('a', 'b'), true],
    ['emptied only here: sent', field('a', ''), 'a', field('a', ''), true],
    ['both to the same', field('a', 'b'), 'b', ours(field('b', 'b')), false],
    ['both to the same but for spaces', field('a', 'b  c'), 'b c', ours(field('b c', 'b c')), false],
    ['both, differently: conflict', field('a', 'b'), 'c', { ...field('a', 'b'), theirs: 'c' }, true],
    ['emptied here, changed there', field('a', ''), 'c', { ...field('a', ''), theirs: 'c' }, true],
    ['changed here, emptied there', field('a', 'b'), '', { ...field('a', 'b'), theirs: '' }, true],
    ['only its spaces changed there', field('a', 'b'), ' a ', field(' a ', 'b'), true],
    ['a conflict that was taken back there', { ...field('a', 'b'), theirs: 'c' }, 'a', field('a', 'b'), true],
    [
      'a conflict that became the same',
      { ...field('a', 'b'), theirs: 'c' },
      'b',
      ours(field('b', 'b')),
      false,
    ],
    ['no base, nothing there', field(null, 'b'), '', field('', 'b'), true],
    ['no base, the same there', field(null, 'b'), 'b', ours(field('b', 'b')), false],
    ['no base, another there', field(null, 'b'), 'c', { ...field(null, 'b'), theirs: 'c' }, true],
    ['no base, empty here and there', field(null, ''), '', ours(field('', '')), false],
    ['lost, and it had arrived', field('a', 'b', 'b'), 'b', ours(overtaken(field('b', 'b'), 'b')), false],
    ['lost, and it had not', field('a', 'b', 'b'), 'a', field('a', 'b', 'b'), true],
    ['lost, then changed there', field('a', 'b', 'b'), 'c', { ...field('a', 'b', 'b'), theirs: 'c' }, true],
    [
      'lost, edited since, it had arrived',
      field('a', 'c', 'b'),
      'b',
      ours(overtaken(field('b', 'c'), 'b')),
      true,
    ],
    [
      'lost twice, the first arrived',
      field('a', 'c', 'b', 'c'),
      'b',
      ours(overtaken(field('b', 'c', 'c'), 'b')),
      true,
    ],
    [
      'lost twice, the second arrived',
      field('a', 'c', 'b', 'c'),
      'c',
      ours(overtaken(field('c', 'c'), 'b', 'c')),
      false,
    ],
    [
      'lost twice, alike but for spaces',
      field('a', 'c', 'b ', 'b'),
      'b',
      ours(overtaken(field('b', 'c'), 'b ', 'b')),
      true,
    ],
    [
      'lost, typed back, it had arrived',
      field('a', 'a', 'b'),
      'b',
      ours(overtaken(field('b', 'a'), 'b')),
      true,
    ],
    [
      'a lost one comes in after a newer one',
      overtaken(field('c', 'c'), 'b'),
      'b',
      { ...overtaken(field('c', 'c'), 'b'), theirs: 'b' },
      false,
    ],
    [
      'not ours, after a lost one',
      overtaken(field('c', 'c'), 'b'),
      'd',
      overtaken(field('d', 'd'), 'b'),
      false,
    ],
    ['lost, typed back, it had not', field('a', 'a', 'b'), 'a', field('a', 'a', 'b'), true],
    [
      'lost, typed back, and changed there',
      field('a', 'a', 'b'),
      'c',
      { ...field('a', 'a', 'b'), theirs: 'c' },
      true,
    ],
  ];

  test.each(rows)('%s', (_, before, theirs, after, toSend) => {
    expect(mergeField('name', before, theirs)).toEqual(after);
    expect('phone' in unsent({ phone: after })).toBe(toSend);
  });

  test('never loses what is here and not there, whatever they have', () => {
    const value = fc.constantFrom('', 'a', 'b', 'c', 'd');
    const any = fc.record({
      base: fc.option(value),
      mine: value,
      possiblySent: fc.array(value, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(any, value, (before, theirs) => {
        const after = mergeField('name', before, theirs);
        if ('phone' in unsent({ phone: before })) expect(after.mine).toBe(before.mine);
        else expect(after.mine).toBe(theirs);
        if (after.theirs === undefined) expect(after.base).toBe(theirs);
        // A merge that was made once changes nothing when it is made again.
        expect(mergeField('name', after, theirs)).toEqual(after);
      }),
    );
  });
});

describe('a value that is only written another way', () => {
  test.each<readonly [string, FieldKey, string, string, string]>([
    ['decomposed letters', 'name', 'Cafe', 'Cafe\u0301 Mu\u0308ller', 'Café Müller'],
    ['direction marks', 'phone', '1', '\u202d604 555 0199\u202c', '604 555 0199'],
    ['an escaped sign', 'name', 'Brown', 'Brown & Sons', 'Brown &amp; Sons'],
    ['the case of an e-mail address', 'email', 'a@b.example', 'Sales@Acme.example', 'sales@acme.example'],
    ['a scheme and a slash', 'url', '', 'https://acme.example/', 'acme.example'],
  ])('is no conflict, and nothing to send: %s', (_, key, base, mine, theirs) => {
    expect(mergeField(key, field(base, mine), theirs)).toEqual(ours(field(theirs, theirs)));
  });

  test('is ours where it may have been sent, so that nobody is in conflict with themselves', () => {
    const sent = field('1', '6045550142', '6045550142');
    const after = ours(overtaken(field('(604) 555-0142', '(604) 555-0142'), '6045550142'));
    expect(mergeField('phone', sent, '(604) 555-0142')).toEqual(after);
    expect(unsent({ phone: after })).toEqual({});
  });

  test('goes out as it was typed where SalesBinder still has what it had', () => {
    const typed = field('6045550142', '(604) 555-0142');
    expect(mergeField('phone', typed, '6045550142')).toEqual(typed);
    expect(unsent({ phone: typed })).toEqual({ phone: '(604) 555-0142' });
  });
});

describe('what SalesBinder made of a value that may have been sent', () => {
  const long = 'Acme '.repeat(40).trim();

  test.each<readonly [string, FieldKey, string, string]>([
    ['cut at the length of its column', 'name', long, long.slice(0, 100)],
    ['cut at an emoji', 'name', 'Blumen 🌸 Krause', 'Blumen'],
    ['robbed of an emoji', 'name', '🌸 Blumen Krause', 'Blumen Krause'],
    ['with a question mark for an emoji', 'name', 'Blumen 🌸', 'Blumen ?'],
    ['escaped', 'name', 'Brown & Sons', 'Brown &amp; Sons'],
  ])('is no conflict, and not sent again: %s', (_, key, sent, kept) => {
    const merged = mergeTheirs({ [key]: field('before', sent, sent) }, { [key]: kept });
    expect(merged.fields[key]).toMatchObject({ base: kept, mine: kept });
    expect(unsent(merged.fields)).toEqual({});
  });

  test.each([
    ['a short beginning', 'Acme Tools Ltd', 'Acme'],
    ['nothing at all', '🌸', ''],
    ['something else', 'Acme 🌸 Tools', 'Acme Works'],
  ])('is a conflict where it may be somebody’s: %s', (_, sent, kept) => {
    expect(mergeField('name', field('before', sent, sent), kept)).toMatchObject({ mine: sent, theirs: kept });
  });

  test('in the same version is its own doing, also under what was typed since', () => {
    const typed = ours(field(long, 'Acme 2'));
    expect(mergeField('name', typed, long.slice(0, 100))).toMatchObject({ theirs: long.slice(0, 100) });
    expect(mergeField('name', typed, long.slice(0, 100), true)).toEqual(
      ours(field(long.slice(0, 100), 'Acme 2')),
    );
  });

  test.each([
    ['cut', '12 Rue de la Paix', '12 Rue de la P'],
    ['escaped and cut', '924 Ng & Sons', '924 Ng &amp; S'],
    ['cut amid an escape', '924 Ng & Sons', '924 Ng &am'],
  ])('in the same version is its own doing where it is short: %s', (_, sent, kept) => {
    expect(mergeField('name', ours(field(sent, '')), kept, true)).toEqual(ours(field(kept, '')));
  });

  test.each(['', '4 Elm Street'])('in the same version is not its own doing where it shows "%s"', (there) => {
    const street = ours(field('12 Rue de la Paix', '9 Oak Road'));
    expect(mergeField('billingAddress1', street, there, true)).toMatchObject({ theirs: there });
  });

  test('is told with what was typed, wherever that stands no more', () => {
    const fields: Fields = {
      name: ours(field('Acme Tools', 'Acme Tools')),
      phone: ours(field('6045550142', '6045550142')),
      fax: field('7', '7'),
      email: ours(field('a@b.example', 'new@b.example')),
      // Cleared here, and filled in there since: nothing was lost.
      url: ours(field('', '')),
    };
    const merged = mergeTheirs(fields, {
      name: 'Acme',
      phone: '(604) 555-0142',
      fax: '8',
      email: 'new@b.example',
      url: 'acme.example',
    });
    expect(merged.replaced).toEqual([{ field: 'name', typed: 'Acme Tools', kept: 'Acme' }]);
  });
});

describe('an account merged with what SalesBinder has now', () => {
  test('keeps fields that are not mentioned, learns those that are new, and names what it took over', () => {
    const fields: Fields = { name: field('Acme', 'Acme'), phone: field('1', '2'), fax: field('7', '7') };
    const merged = mergeTheirs(fields, { name: 'Acme Ltd', phone: '1', url: 'acme.example' });
    expect(merged.takenOver).toEqual(['name']);
    expect(merged.fields).toEqual({
      name: field('Acme Ltd', 'Acme Ltd'),
      phone: field('1', '2'),
      fax: field('7', '7'),
      url: field('acme.example', 'acme.example'),
    });
  });
});

describe('an accepted answer, field by field', () => {
  test.each<readonly [string, MergeField | undefined, string | undefined, string | undefined, MergeField]>([
    ['sent, not edited since: base and mine are the echo', field(null, 'x'), 'x', 'X', ours(field('X', 'X'))],
    ['sent, then edited: base is the echo, mine stays', field(null, 'y'), 'x', 'X', ours(field('X', 'y'))],
    [
      'sent, missing in the echo: what was sent is the base',
      field(null, 'x'),
      'x',
      undefined,
      ours(field('x', 'x')),
    ],
    ['sent, then edited, missing in the echo', field(null, 'y'), 'x', undefined, ours(field('x', 'y'))],
    [
      'sent, what was lost before may come in late',
      field('a', 'x', 'w'),
      'x',
      'x',
      ours(overtaken(field('x', 'x'), 'w')),
    ],
    ['not sent, not edited: the echo', field('a', 'a'), undefined, 'b', field('b', 'b')],
    ['not sent, never heard of: the echo', undefined, undefined, 'b', field('b', 'b')],
    ['not sent, edited, unchanged there', field('a', 'x'), undefined, 'a', field('a', 'x')],
    ['not sent, edited, changed there', field('a', 'x'), undefined, 'b', { ...field('a', 'x'), theirs: 'b' }],
    ['not sent, typed since the create', field(null, 'x'), undefined, '', field('', 'x')],
    ['not sent, missing in the echo: as it was', field(null, 'x'), undefined, undefined, field(null, 'x')],
  ])('%s', (_, before, sent, echo, after) => {
    const fields: Fields = before === undefined ? {} : { fax: before };
    const merged = reconcile(
      fields,
      sent === undefined ? {} : { fax: sent },
      echo === undefined ? {} : { fax: echo },
    );
    expect(merged.fields.fax).toEqual(after);
  });
});

test('what a person settled stands on what they were shown, and what may still arrive is remembered', () => {
  expect(settled(field('a', 'b', 'b'), 'c', 'd')).toEqual(field('c', 'd', 'b'));
});

test.each([
  ['Acme', 'ACME ', false],
  ['555-123', '(555) 123', false],
  ['+49 30 1', '49301', true],
  ['Café', 'Cafe\u0301', false],
  ['Ac\u200bme', 'Acme', false],
  ['Blumen 🌸', 'Blumen', true],
  ['Acme™', 'Acme', true],
  ['C# Works', 'C Works', true],
  ['Ng & Sons', 'Ng Sons', true],
  ['Ng/Sons, "Ltd".', 'Ng Sons Ltd', false],
  ['Acme', 'Acme Inc', true],
  ['1', '', true],
  ['Café', 'Cafe', true],
  ['東京', '京都', true],
])('kept otherwise than typed: %j as %j: %s', (typed, kept, told) => {
  expect(altered(typed, kept)).toBe(told);
});

/** SalesBinder has the values that were sent from here. */
function ours(after: MergeField): MergeField {
  return { ...after, ours: true };
}

function overtaken(after: MergeField, ...mayReturn: readonly string[]): MergeField {
  return { ...after, mayReturn };
}

function field(base: string | null, mine: string, ...possiblySent: readonly string[]): MergeField {
  return { base, mine, possiblySent };
}
