import type { FieldKey } from '../account.ts';

/**
 * Characters that come along when text is pasted, and nobody means: cells bring tabs, word processors and mails bring
 * control characters, contact lists wrap numbers in direction marks, links bring "mailto:".
 */

/**
 * Without the space around it and without control characters, halves of a character and what only programs see. Tabs
 * and the breaks of word processors become spaces; line breaks stay. In e-mail addresses, numbers and websites nothing
 * invisible stays; in other text what may shape its letters does.
 */
export function cleaned(key: FieldKey, text: string): string {
  const seen = text.replace(BREAKS, ' ').replace(NEVER_MEANT, '');
  return (ADDRESSES.has(key) ? seen.replace(UNSEEN, '') : seen).replace(AROUND, '');
}

/** In one piece: keys and the first part of a site's address have neither spaces nor anything invisible. */
export function inOnePiece(text: string): string {
  return cleaned('url', text).replace(/\s+/g, '');
}

/** As it is written alone: "mailto:sales@acme.example?subject=Hi" is "sales@acme.example". The same text where it is. */
export function tidied(key: FieldKey, text: string): string {
  const before = cleaned(key, text);
  const after = TIDY[key]?.(before) ?? before;
  return after === before || after === '' ? text : after;
}

const ADDRESSES: ReadonlySet<FieldKey> = new Set(['email', 'phone', 'fax', 'url']);

const BREAKS = /[\t\v\f\u0085\u2028\u2029]+/g;
const NEVER_MEANT = /(?![\n\r])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufeff\ufff9-\ufffc]/gu;
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Not the joiners and selectors at a word's end: they shape it. */
const AROUND = edges(
  '[\\s\\p{Z}\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\uffa0]',
);

function edges(characters: string): RegExp {
  return new RegExp(`^${characters}+|${characters}+$`, 'gu');
}

const TIDY: Readonly<Partial<Record<FieldKey, (text: string) => string>>> = {
  email: tidyEmail,
  phone: tidyPhone,
  fax: tidyPhone,
  url: tidySite,
};

function tidyEmail(text: string): string {
  const [, within = text] = /<\s*([^<>\s]+[@＠][^<>\s]+)\s*>/.exec(text) ?? [];
  const link = /^\s*mailto:/i.test(within);
  const address = link ? percentDecoded(within.replace(/^\s*mailto:\s*/i, '').replace(/\?.*$/s, '')) : within;
  return unwrapped(address)
    .replace(/＠/g, '@')
    .replace(/[。．｡]/g, '.')
    .replace(/\s*@\s*/, '@');
}

function tidyPhone(text: string): string {
  const link = /^\s*(?:tel|callto|sms|fax|sip):/i.test(text);
  const number = text.replace(LABEL, '').replace(/;phone-context=.*$/i, '');
  return unwrapped(link ? percentDecoded(number) : number).replace(/[-/]+$/, '');
}

/** "Tel.: 0113 496 0142", "tel:+441134960142". */
const LABEL =
  /^\s*(?:tel(?:efon|ephone)?|phone|callto|sms|fax|sip|mob(?:ile)?|[tfpm])\s*\.?\s*:\s*\/{0,2}\s*/i;

function tidySite(text: string): string {
  const address = unwrapped(text.replace(/^\s*(?:url|web(?:site)?)\s*:\s*/i, ''))
    .replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '')
    .replace(/[。．｡]/g, '.');
  // Only where it is one address with a slip in it: of several words nobody knows which belong together.
  const whole = address.replace(/\s+/g, '');
  return /^(?:https?:\/\/\s*|www\.\s*)\S+$/i.test(address) ? whole : address;
}

/** Without quotes and brackets around it, and without the sentence's own dot. */
function unwrapped(text: string): string {
  const within = text.replace(/^[\s<"'“”„‘’]+|[\s>"'“”‘’.,;:]+$/gu, '');
  return within.startsWith('(') && !within.includes(')') ? within.slice(1) : within;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not a link's own writing after all.
    return text;
  }
}
