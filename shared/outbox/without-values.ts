import { FIELD_KEYS } from '../account.ts';

/** Names under which a record holds only what the app chose: ids, states, kinds, moments. A new name is left out until it stands here. */
const APP_NAMES: ReadonlySet<string> = new Set(
  (
    'localId remoteId id attemptId notThese run type kind idFrom modified created ' +
    'what is why reason reasons found by field fields'
  ).split(' '),
);

/** A name that holds what the app chose only within another one, and elsewhere what was typed: "name" of a state. */
const APP_NAMES_WITHIN: Readonly<Record<string, string>> = { state: 'name' };

/** Nothing that reads like a sentence, a name with a space or an address gets through, whatever its place. */
const PLAIN = /^[\w:.+-]{1,80}$/;

const KEYS: ReadonlySet<string> = new Set(FIELD_KEYS);

/**
 * A copy of stored data for somebody who may not read it: everything that a person typed, and everything that
 * SalesBinder said, gives way to its length. What the app is not known to have chosen itself is taken for theirs.
 */
export function withoutValues(stored: unknown): unknown {
  return without(stored, '', '');
}

function without(stored: unknown, name: string, above: string): unknown {
  if (typeof stored === 'string') return isTheApps(stored, name, above) ? stored : lengthOf(stored);
  if (Array.isArray(stored)) return stored.map((one) => without(one, name, above));
  if (typeof stored !== 'object' || stored === null) return stored;
  return Object.fromEntries(
    Object.entries(stored).map(([key, value]) => [
      PLAIN.test(key) ? key : lengthOf(key),
      without(value, key, name),
    ]),
  );
}

function isTheApps(text: string, name: string, above: string): boolean {
  if (!PLAIN.test(text)) return false;
  if (APP_NAMES_WITHIN[above] === name) return true;
  // By a field's key, or below it, stands what is in that field.
  if (KEYS.has(name) || KEYS.has(above)) return false;
  return APP_NAMES.has(name);
}

function lengthOf(text: string): string {
  const signs = /^[\x20-\x7e]*$/.test(text) ? '' : ', not all of them ASCII';
  return `<${String(text.length)} characters${signs}>`;
}
