import { expect, test } from 'vitest';
import { mayCarryKey, originOf, parseAddress } from '../../../../electron/salesbinder/origin.ts';

test.each([
  ['acme', 'acme'],
  ['  Acme ', 'acme'],
  ['a', 'a'],
  ['acme-2', 'acme-2'],
  ['acme.salesbinder.com', 'acme'],
  ['ACME.SalesBinder.com/', 'acme'],
  ['acme.salesbinder.com/customers?x=1', 'acme'],
  ['https://acme.salesbinder.com', 'acme'],
  ['https://acme.salesbinder.com/', 'acme'],
  ['HTTPS://Acme.SalesBinder.com/anything#here', 'acme'],
  ['https://acme.salesbinder.com?next=1', 'acme'],
])('%j is the site %s', (typed, value) => {
  expect(parseAddress(typed)).toEqual({ ok: true, value });
});

test.each([
  '',
  ' ',
  'acme corp',
  '-acme',
  'acme-',
  'a_b',
  'x'.repeat(64),
  'acme.com',
  'acme.example.salesbinder.com',
  'salesbinder.com',
  'https://salesbinder.com',
  'https://acme',
  'http://acme.salesbinder.com',
  'ftp://acme.salesbinder.com',
  'https://key:x@acme.salesbinder.com',
  'https://acme.salesbinder.com:8443/',
  'acme.salesbinder.com.evil.example',
  'https://evil.example/acme.salesbinder.com',
  'https://evil.example#acme.salesbinder.com',
  'acme.salesbinder.comx',
  'acme\n.salesbinder.com',
  'аcme', // a Cyrillic а
  'www.salesbinder.com',
  'app.salesbinder.com',
  'app',
  'practice',
])('%j names no one site', (typed) => {
  expect(parseAddress(typed)).toEqual({ ok: false, problem: { what: 'bad-address', typed: typed.trim() } });
});

test('a site is at its own https address', () => {
  expect(originOf('acme')).toEqual({ ok: true, value: 'https://acme.salesbinder.com' });
  expect(originOf('acme', '')).toEqual({ ok: true, value: 'https://acme.salesbinder.com' });
});

test.each([
  ['http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
  ['http://127.0.0.1:9000/', 'http://127.0.0.1:9000'],
  ['http://127.8.9.10:1', 'http://127.8.9.10:1'],
  ['http://localhost:9000', 'http://localhost:9000'],
  ['http://[::1]:9000', 'http://[::1]:9000'],
])('the override %s holds', (override, value) => {
  expect(originOf('acme', override)).toEqual({ ok: true, value });
});

const NOT_LOOPBACK = [
  'http://acme.salesbinder.com',
  'http://192.168.0.1:9000',
  'http://128.0.0.1',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
  'http://localhost@evil.example',
  'http://key:x@127.0.0.1:9000',
  'http://127.0.0.1:9000/path',
  'http://127.0.0.1:9000?x',
  'http://0.0.0.0:9000',
  'http://[::]:9000',
  'ftp://127.0.0.1',
  '127.0.0.1:9000',
  'nonsense',
];

test.each([...NOT_LOOPBACK, 'https://evil.example', 'https://127.0.0.1:9000'])(
  'the override %s is refused',
  (override) => {
    expect(originOf('acme', override)).toEqual({
      ok: false,
      problem: { what: 'bad-address', typed: override },
    });
  },
);

test('the key goes over https or loopback, to an origin and nothing else', () => {
  expect(mayCarryKey('https://acme.salesbinder.com')).toBe(true);
  expect(mayCarryKey('http://127.0.0.1:9000')).toBe(true);
  expect(mayCarryKey('https://acme.salesbinder.com/')).toBe(false);
  expect(mayCarryKey('https://key:x@acme.salesbinder.com')).toBe(false);
  for (const origin of NOT_LOOPBACK) expect(mayCarryKey(origin)).toBe(false);
});
