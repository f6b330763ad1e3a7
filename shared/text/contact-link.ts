import { phoneNumberOf } from './phone-number.ts';

/** The fields that lead somewhere: a mail to write, a number to call, a page to look at. */
export const CONTACT_KEYS = ['email', 'phone', 'url'] as const;
export type ContactKey = (typeof CONTACT_KEYS)[number];

export function isContactKey(key: string): key is ContactKey {
  return (CONTACT_KEYS as readonly string[]).includes(key);
}

/**
 * The address that a field's value leads to (`mailto:`, `tel:`, `https://` or `http://`); null where it leads nowhere:
 * it is not one mail address, no number that can be dialled, no host on the web. Nothing but these four ever comes out,
 * and a mail never has a subject, a body or a second receiver that somebody hid in the field.
 */
export function contactLink(key: ContactKey, typed: string): string | null {
  switch (key) {
    case 'email':
      return mailLink(typed.trim());
    case 'phone':
      return phoneLink(typed);
    case 'url':
      return pageLink(typed.trim());
  }
}

function mailLink(text: string): string | null {
  const [, user, host] =
    /^([^\s@"<>(),:;\\]+)@([^\s@"<>(),:;\\/?#%&]+\.[^\s@"<>(),:;\\/?#%&]+)$/.exec(text) ?? [];
  return user === undefined || host === undefined ? null : `mailto:${encodeURIComponent(user)}@${host}`;
}

/** Shorter is a house's own number, which no other phone can call. Digits. */
const SHORTEST = 3;

function phoneLink(typed: string): string | null {
  const { international, digits, extension } = phoneNumberOf(typed);
  if (digits.length < SHORTEST) return null;
  return `tel:${international ? '+' : ''}${digits}${extension === '' ? '' : `;ext=${extension}`}`;
}

function pageLink(text: string): string | null {
  const [, scheme = 'https', rest] =
    /^(?:(https?):\/\/)?([^\s/?#@:\\<>"]+\.[^\s/?#@:\\<>".]+\.?(?::\d{1,5})?(?:[/?#][^\s<>"\\]*)?)$/i.exec(
      text,
    ) ?? [];
  return rest === undefined ? null : `${scheme.toLowerCase()}://${rest}`;
}
