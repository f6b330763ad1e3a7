import { PHONE_TAIL } from '../../shared/duplicates/likeness.ts';
import type { Traits } from '../../shared/duplicates/likeness.ts';
import { isTelling } from '../../shared/duplicates/firm-name.ts';

/**
 * Lookup keys for likely duplicates, as numbers: two accounts that are alike share at least one key.
 * Two that share one need not be alike; the comparison itself decides.
 */
export interface Keys {
  /** The same e-mail, phone, site, name, or two words of the name. */
  readonly telling: readonly number[];
  /** One word, or how a short name begins or ends, for slips of the keyboard: of use only while few share it. */
  readonly vague: readonly number[];
}

/** Of a long name, that many words; the rest hardly adds to finding it. */
const WORDS = 4;
/** How much of a name's beginning and end one slip leaves alone. */
const ENDS = 4;

export function keysOf({ words, email, phone, sites }: Traits): Keys {
  const telling: string[] = sites.map((site) => `s${site}`);
  const vague: string[] = [];
  if (email !== null) telling.push(`e${email.untagged}`);
  if (phone !== null) telling.push(`p${phone.digits.slice(-PHONE_TAIL)}`);
  const joined = words.join('');
  if (joined !== '') telling.push(`n${joined}`);
  const some = [...new Set(words)].filter(isTelling).slice(0, WORDS).sort();
  some.forEach((word, at) => {
    vague.push(`w${word}`);
    for (const next of some.slice(at + 1)) telling.push(`2${word} ${next}`);
  });
  if (some.length <= 2) vague.push(...slipKeys(joined));
  if (words.length >= 3) vague.push(`w${words.map((word) => word.charAt(0)).join('')}`);
  return { telling: telling.map(hashOf), vague: vague.map(hashOf) };
}

/** A slip in a long name leaves its beginning or its end; a short one is found by leaving out each letter in turn. */
function slipKeys(joined: string): readonly string[] {
  if (joined.length >= 2 * ENDS) return [`b${joined.slice(0, ENDS)}`, `z${joined.slice(-ENDS)}`];
  const without = Array.from(joined, (_, at) => joined.slice(0, at) + joined.slice(at + 1));
  return joined.length < ENDS ? [] : [joined, ...without].map((letters) => `d${letters}`);
}

/** FNV-1a, 32 bits: a collision costs one comparison too many. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
