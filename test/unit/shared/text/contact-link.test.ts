import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayOpenOutside } from '../../../../electron/shell/links.ts';
import { CONTACT_KEYS, contactLink } from '../../../../shared/text/contact-link.ts';
import type { ContactKey } from '../../../../shared/text/contact-link.ts';

describe('what a field leads to', () => {
  it.each<[ContactKey, string, string]>([
    ['email', ' orders@acme.example ', 'mailto:orders@acme.example'],
    ['email', 'o+fair@acme.example', 'mailto:o%2Bfair@acme.example'],
    ['email', 'jürgen@müller.example', 'mailto:j%C3%BCrgen@müller.example'],
    ['email', 'a?subject=b@acme.example', 'mailto:a%3Fsubject%3Db@acme.example'],
    ['phone', '604 555 0100', 'tel:6045550100'],
    ['phone', '+49 (0)30 / 5550-142 ext. 7', 'tel:+49305550142;ext=7'],
    ['phone', '0033 1 99 00 55 66', 'tel:+33199005566'],
    ['url', 'acme-company.com', 'https://acme-company.com'],
    ['url', 'HTTP://www.acme.example/shop?a=b#c', 'http://www.acme.example/shop?a=b#c'],
    ['url', 'müller.example/über uns'.replace(' ', '-'), 'https://müller.example/über-uns'],
    ['url', 'acme.example:8080', 'https://acme.example:8080'],
  ])('%s %s', (key, typed, link) => {
    expect(contactLink(key, typed)).toBe(link);
  });

  it.each<[ContactKey, string]>([
    ['email', ''],
    ['email', 'orders at acme'],
    ['email', 'a@acme.example, b@acme.example'],
    ['email', 'a@acme.example?bcc=b@evil.example'],
    ['email', 'a@acme.example&cc=b'],
    ['phone', ''],
    ['phone', '12'],
    ['phone', 'ask Kim'],
    ['url', 'not a site'],
    ['url', 'acme'],
    ['url', 'javascript:alert(1)'],
    ['url', 'file:///etc/passwd'],
    ['url', 'ftp://acme.example'],
    ['url', 'https://user:word@acme.example'],
    ['url', 'https://acme.example\\@evil.example'],
  ])('%s %s leads nowhere', (key, typed) => {
    expect(contactLink(key, typed)).toBeNull();
  });

  it('is an address that the host may open, whatever was typed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.emailAddress(),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.stringMatching(/^[+0-9 ()/.-]{1,20}( ext\.? \d{1,6})?$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(...CONTACT_KEYS), text, (key, typed) => {
        const link = contactLink(key, typed);
        if (link !== null && URL.canParse(link)) expect(mayOpenOutside(link)).toBe(true);
      }),
    );
  });
});
