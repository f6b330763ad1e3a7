import { describe, expect, it } from 'vitest';
import { keyEcho } from '../../../../electron/salesbinder/key-echo.ts';

const KEY = 'k3y/of+a"person&who<sells>0123456789é';
const { without, inside } = keyEcho(KEY);
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const each = (write: (code: number) => string): string =>
  Array.from(KEY, (letter) => write(letter.codePointAt(0) ?? 0)).join('');
const hex = (code: number): string => code.toString(16);

const PLAIN = 'plain-key-of-38-letters-0123456789abcd';

describe('a key that a server repeats', () => {
  it.each([
    ['as it is', KEY],
    ['in capitals', KEY.toUpperCase()],
    ['as a JSON text', JSON.stringify(KEY)],
    ['as a JSON text with slashes escaped', JSON.stringify(KEY).replaceAll('/', '\\/')],
    ['in JSON escapes', each((code) => `\\u${hex(code).padStart(4, '0')}`)],
    ['in JSON escapes that were escaped', each((code) => `\\\\u${hex(code).padStart(4, '0')}`)],
    ['with one letter escaped', `\\u006b${KEY.slice(1)}`],
    ['in a part of an address', encodeURIComponent(KEY)],
    ['in a part of an address within another', encodeURIComponent(encodeURIComponent(KEY))],
    ['in decimal entities', each((code) => `&#${String(code)};`)],
    ['in hexadecimal entities', each((code) => `&#x${hex(code).toUpperCase()};`)],
    ['in entities that were escaped', each((code) => `&amp;#${String(code)};`)],
    ['as HTML', KEY.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
  ])('goes, %s', (_how, written) => {
    const said = without(`Sent: ${written}, and more`);
    expect(said).toMatch(/^Sent: "?…"?, and more$/);
  });

  it.each(['', 'x:', 'ab', 'user:'])('goes in base64 after "%s"', (before) => {
    for (const after of ['', ':', ':x', ':xx', ':password']) {
      const coded = base64(`${before}${KEY}${after}`);
      for (const written of [
        coded,
        coded.replaceAll('=', ''),
        coded.replaceAll('+', '-').replaceAll('/', '_'),
        encodeURIComponent(coded),
        coded.replaceAll('/', '\\/'),
      ]) {
        // Letters of what stood before the key may stay.
        expect(without(`Basic ${written}.`), written).toMatch(/^Basic \w{0,8}…\.$/);
      }
    }
  });

  it('goes out of every text of what was parsed, names too', () => {
    expect(inside({ [PLAIN]: 1, a: [{ b: KEY }], c: null, d: 7 })).toEqual({
      [PLAIN]: 1,
      a: [{ b: '…' }],
      c: null,
      d: 7,
    });
    expect(keyEcho(PLAIN).inside({ [PLAIN]: [PLAIN] })).toEqual({ '…': ['…'] });
  });

  it('leaves everything else as it is, and a short key in sentences', () => {
    const text = 'The e-mail is not valid: k3y@of.example, aGVsbG8gd29ybGQgYW5kIG1vcmU=';
    expect(without(text)).toBe(text);
    expect(keyEcho('practice').without('This is a practice site')).toBe('This is a practice site');
  });

  it('is looked for in a hostile body of megabytes in no time worth telling', () => {
    const began = performance.now();
    for (const filler of ['A', '\\', '%25', '&amp;', KEY.slice(0, 10), base64(KEY).slice(0, 8)]) {
      const body = filler.repeat(1_000_000 / filler.length);
      expect(without(body).length).toBe(body.length);
    }
    // A quadratic search would take minutes.
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});
