import type { FieldKey } from '../account.ts';
import { plainCharacters, unescaped } from './characters.ts';
import { readableHost } from './domain-name.ts';
import { phoneNumberOf } from './phone-number.ts';

/**
 * The one judgement on whether two values of a field are the same thing: for merging, for what was changed in
 * SalesBinder too, for what was possibly sent, and for recognising the account of a lost create. Servers rewrite what
 * they are sent: they compose letters, escape, trim, lower e-mail addresses and set a phone number's brackets.
 */
export function sameThing(key: FieldKey, a: string, b: string): boolean {
  return a === b || comparingForm(key, a) === comparingForm(key, b);
}

/** Case and accents count, but for the case of e-mail addresses and websites. */
export function comparingForm(key: FieldKey, value: string): string {
  const text = plainCharacters(unescaped(value));
  if (text === '') return '';
  return FORMS[key]?.(text) ?? text;
}

const FORMS: Readonly<Partial<Record<FieldKey, (text: string) => string>>> = {
  email: emailForm,
  url: siteForm,
  phone: phoneForm,
  fax: phoneForm,
};

/** Outer and inner runs of space apart, letter by letter the same. */
export function sameText(a: string, b: string): boolean {
  return a === b || withoutRuns(a) === withoutRuns(b);
}

function withoutRuns(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function emailForm(text: string): string {
  const address = text.toLowerCase().replace(/^mailto:\s*/, '');
  const at = address.lastIndexOf('@');
  return at < 0 ? address : `${address.slice(0, at)}@${readableHost(address.slice(at + 1))}`;
}

function siteForm(text: string): string {
  const [, host = '', port = '', page = ''] =
    /^(?:https?:)?(?:\/\/)?([^/?#:\s]+)(:\d+)?(.*)$/.exec(text.toLowerCase()) ?? [];
  if (host === '') return text.toLowerCase();
  return readableHost(host) + port.replace(/^:(?:80|443)$/, '') + page.replace(/\/+$/, '');
}

function phoneForm(text: string): string {
  const { international, digits, extension, words } = phoneNumberOf(text);
  if (digits === '') return text;
  return `${international ? '+' : ''}${digits}${extension === '' ? '' : ` x${extension}`} ${words}`.trim();
}
