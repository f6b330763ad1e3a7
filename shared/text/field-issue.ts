import { likelyKept, MAX_FIELD_LENGTH } from '../account.ts';
import type { FieldIssue, FieldKey } from '../account.ts';
import { isBlank } from '../blank.ts';
import { cleaned, tidied } from './typed-text.ts';

/** The one judgement on a typed value, used by the form and, again, by the host. Only errors block saving. */
export function fieldIssue(key: FieldKey, value: string): FieldIssue | null {
  if (key === 'name' && isBlank(value)) return { level: 'error', what: 'required' };
  if (value.length > MAX_FIELD_LENGTH) return { level: 'error', what: 'too-long' };
  if (isBlank(value)) return null;
  const instead = tidied(key, value);
  if (instead !== value) return { level: 'warning', what: 'more', instead };
  if (hasUnseen(key, value)) return { level: 'warning', what: 'unseen', instead: cleaned(key, value) };
  const most = likelyKept(key);
  if (length(value.trim()) > most) return { level: 'warning', what: 'long', most };
  return SHAPES[key]?.test(value) === false ? { level: 'warning', what: 'shape' } : null;
}

/** Characters as a database counts them: an emoji is one. */
function length(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

/** Space around it is nobody's concern. */
function hasUnseen(key: FieldKey, value: string): boolean {
  return cleaned(key, value) !== value.trim();
}

/** Fewer digits are nobody's number, and not even an extension with its office's. */
const NUMBER = /(?:\p{Nd}\D*){5}/u;

const SHAPES: Readonly<Partial<Record<FieldKey, RegExp>>> = {
  email: /^\s*[^\s@<>(),;:"]+@[^\s@<>(),;:".]+(?:\.[^\s@<>(),;:".]+)+\s*$/,
  phone: NUMBER,
  fax: NUMBER,
  url: /^\s*(?:https?:\/\/)?[^\s@/.]+(?:\.[^\s@/.]+)+(?:[/?#]\S*)?\s*$/i,
};
