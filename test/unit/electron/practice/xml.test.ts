import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml, writeXml } from '../../../../electron/practice/xml.ts';
import {
  ADD_REQUEST_JSON,
  ADD_REQUEST_XML,
  EDIT_REQUEST_JSON,
  EDIT_REQUEST_XML,
} from '../../../support/official-examples.ts';

describe('reading', () => {
  test('the XML examples say the same as the JSON examples', () => {
    expect(readXml(ADD_REQUEST_XML)).toEqual(JSON.parse(ADD_REQUEST_JSON));
    expect(readXml(EDIT_REQUEST_XML)).toEqual(JSON.parse(EDIT_REQUEST_JSON));
  });

  test.each([
    [
      '<customer><name>A &amp; B &#233;&#xE9; &lt;&gt;&quot;&apos;</name></customer>',
      { name: 'A & B éé <>"\'' },
    ],
    ['<customer><name> <![CDATA[<b> & c]]> d</name></customer>', { name: ' <b> & c d' }],
    ['<!-- a --><customer><!-- <x> --><url/><name></name></customer> ', { url: '', name: '' }],
    ['\uFEFF<?xml version="1.0"?>\n<customer/>\n', {}],
    ['<customer><__proto__>x</__proto__></customer>', Object.fromEntries([['__proto__', 'x']])],
  ])('%s', (text, customer) => {
    expect(readXml(text)).toEqual({ customer });
  });

  test.each([
    '',
    'nope',
    '<customer>',
    '<customer><name>A</customer>',
    '<customer><name>A</name>',
    '<customer></customer><customer></customer>',
    '<customer>loose</customer>',
    '<customer><name><b>A</b></name></customer>',
    '<customers><name>A</name></customers>',
    '<customer><name>A & B</name></customer>',
    '<customer><name>&unheard;</name></customer>',
    '<!DOCTYPE c [<!ENTITY x "y">]><customer><name>&x;</name></customer>',
    '<customer><name kind="x">A</name></customer>',
    '<name>A</name>',
    '</customer>',
  ])('%j is malformed', (text) => {
    expect(readXml(text)).toBeNull();
  });

  test('never throws, whatever is thrown at it', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<customer>',
        '</customer>',
        '<name>',
        '</name>',
        '&amp;',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const read = readXml(pieces.join(''));
        expect(read === null || (typeof read === 'object' && 'customer' in read)).toBe(true);
      }),
    );
  });
});

describe('writing', () => {
  test('what is written as a customer reads as the same text', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(value));
    fc.assert(
      fc.property(text, text, (name, url) => {
        const inside = /<customer>[^]*<\/customer>/.exec(writeXml({ customer: { name, url } }))?.[0] ?? '';
        expect(readXml(inside)).toEqual({ customer: { name, url } });
      }),
    );
  });

  test('empty, null, numbers and truth', () => {
    expect(writeXml({ a: '', b: null, c: 641, d: false, e: 'x\u0000y\r' })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response>\n  <a></a>\n  <b/>\n  <c>641</c>\n  <d>false</d>\n  <e>xy&#13;</e>\n</response>\n',
    );
  });
});
