import { expect, test } from 'vitest';
import { isBlank } from '../../../../shared/blank.ts';
import { cleaned, inOnePiece, tidied } from '../../../../shared/text/typed-text.ts';

test.each([
  ['nothing', ''],
  ['a zero width space', '\u200b'],
  ['a braille blank', '\u2800'],
  ['a Hangul filler', '\u3164'],
  ['a halfwidth Hangul filler', '\uffa0'],
  ['a no-break space and a byte order mark', '\u00a0\ufeff'],
  ['direction marks', '\u202a\u202c\u200f'],
  ['a soft hyphen', '\u00ad'],
  ['a word joiner', '\u2060'],
  ['a variation selector', '\ufe0f'],
  ['tags', '\u{e0041}\u{e007f}'],
  ['control characters', '\u0003\u0085\u007f'],
  ['half a character', '\ud83d'],
  ['an object’s place', '\ufffc'],
  ['an ideographic space', '\u3000'],
])('%s is no content', (_, text) => {
  expect(isBlank(text)).toBe(true);
  expect(isBlank(`${text}Ä`)).toBe(false);
});

test.each(['.', '7', '店', '👩‍🌾', '\ue000', '−'])('"%s" is content', (text) => {
  expect(isBlank(text)).toBe(false);
});

test.each([
  ['a word processor’s line break and a control character', 'Acme\u000bWorks\u0003', 'Acme Works'],
  ['a cell', 'Leeds\t', 'Leeds'],
  ['two cells', 'Acme\tLeeds', 'Acme Leeds'],
  ['a line with its end', 'Acme\r\n', 'Acme'],
  ['a page’s no-break spaces', '\u00a0Acme\u00a0Ltd\u202f', 'Acme\u00a0Ltd'],
  ['a byte order mark', '\ufeffAcme', 'Acme'],
  ['direction marks around it', '\u202aAcme\u202c', 'Acme'],
  ['half of a character at the end', 'Acme \ud83d', 'Acme'],
  ['half of a character within', 'Ac\udc00me', 'Acme'],
  ['the place of a picture', '\ufffcAcme', 'Acme'],
  ['ideographic spaces', '\u3000東京商店\u3000', '東京商店'],
])('what is pasted as %s loses what nobody means', (_, text, clean) => {
  expect(cleaned('name', text)).toBe(clean);
});

test.each([
  'Suite 100\n1234 West 4th Ave',
  'میوه\u200cفروشی',
  'Caffè ❤️',
  'The Farm 👩‍🌾',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'അവൻ\u200d',
  'Acme  Ltd',
  'ร้าน\u200bกาแฟ',
  '\ufffd',
])('"%s" stays as it is', (text) => {
  expect(cleaned('name', text)).toBe(text);
});

test('nothing invisible stays in a number or an address', () => {
  expect(cleaned('phone', '\u202d604 555\u200b 0199\u202c')).toBe('604 555 0199');
  expect(cleaned('email', ' sales\u00ad@lead.example')).toBe('sales@lead.example');
  expect(cleaned('url', 'acme.example\u200e/shop ')).toBe('acme.example/shop');
});

test('a key or an address that was wrapped on its way is put together', () => {
  expect(inOnePiece(' abc-123\r\n456\u200b\ufeff ')).toBe('abc-123456');
});

test.each([
  ['email', 'mailto:sales@mailto.example', 'sales@mailto.example'],
  ['email', 'MAILTO:sales@acme.example?subject=Hello%20there', 'sales@acme.example'],
  ['email', 'mailto:sales%40acme.example', 'sales@acme.example'],
  ['email', 'sales@dot.example.', 'sales@dot.example'],
  ['email', 'sales@acme.example,', 'sales@acme.example'],
  ['email', '<sales@acme.example>', 'sales@acme.example'],
  ['email', 'Jane Roe <jane.roe@acme.example>', 'jane.roe@acme.example'],
  ['email', '"sales@acme.example"', 'sales@acme.example'],
  ['email', 'sales @ acme.example', 'sales@acme.example'],
  ['email', 'sales＠acme。example', 'sales@acme.example'],
  ['phone', 'tel:+44-113-496-0142', '+44-113-496-0142'],
  ['phone', 'tel:+44%20113%20496%200142', '+44 113 496 0142'],
  ['phone', 'Tel.: 0113 496 0142', '0113 496 0142'],
  ['phone', 'T: +44 113 496 0142', '+44 113 496 0142'],
  ['phone', '0113 496 0142.', '0113 496 0142'],
  ['fax', 'Fax: 0113 496 0143', '0113 496 0143'],
  ['url', 'https://acme.example.', 'https://acme.example'],
  ['url', '<https://acme.example>', 'https://acme.example'],
  ['url', 'https:// acme.example', 'https://acme.example'],
  ['url', 'http://https://acme.example', 'https://acme.example'],
  ['url', 'Web: www.acme.example', 'www.acme.example'],
  ['url', 'www. acme.example', 'www.acme.example'],
  ['url', 'acme。example', 'acme.example'],
] as const)('in %s, "%s" is offered as "%s"', (key, text, alone) => {
  expect(tidied(key, text)).toBe(alone);
});

test.each([
  ['name', 'mailto: Printing Ltd.'],
  ['email', 'sales@acme.example'],
  ['email', 'mailto:'],
  ['phone', '+44 (0)113 496 0142 ext. 7'],
  ['phone', '(604) 555-0199'],
  ['phone', '1-800-FLOWERS'],
  ['url', 'https://acme.example/a(b)/'],
  ['url', 'www.acme.example/?q=1#top'],
  ['billingCity', 'St. Gallen.'],
] as const)('in %s, "%s" is already alone', (key, text) => {
  expect(tidied(key, text)).toBe(text);
});
