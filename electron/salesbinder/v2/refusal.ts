import { FIELDS } from '../../../shared/account.ts';
import type { FieldKey } from '../../../shared/account.ts';
import type { AnswerProblem } from '../../../shared/problem.ts';
import { unescaped } from '../../../shared/text/characters.ts';
import { isObject } from './wire.ts';

/**
 * SalesBinder's words when it refuses. No official page documents these bodies; the shapes read here are
 * those that clients report (`{"message":{"errors":{"name":{"_required":"…"}}}}`), API 1's
 * (`{"Errors":[{"Error":{"message":"…"}}]}`) and their near relatives. Anything else is kept as text.
 */
export function refusalOf(
  status: number,
  json: unknown,
  body: string,
): Extract<AnswerProblem, { what: 'refused' }> {
  const sentences = sentencesOf(json);
  if (sentences.length === 0) sentences.push({ ...NOWHERE, text: readable(tidy(withoutMarkup(body))) });
  const fields: Partial<Record<FieldKey, string>> = {};
  for (const { key } of FIELDS) {
    const said = textsOf(sentences, key);
    if (said !== '') fields[key] = said;
  }
  const refused = { what: 'refused', status, message: textsOf(sentences, null), fields } as const;
  return sentences.some(isAboutUniqueness) ? { ...refused, unique: true } : refused;
}

/** Where a sentence stood. */
interface Place {
  readonly field: FieldKey | null;
  /** The name of something that is no field of ours: a sentence about it has to say so. */
  readonly topic: string | null;
  /** The key right above it, often the name of the broken rule (`_required`, `unique`). */
  readonly rule: string;
}

interface Sentence extends Place {
  readonly text: string;
}

const NOWHERE: Place = { field: null, topic: null, rule: '' };
const ENVELOPES: ReadonlySet<string> = new Set(['message', 'errors', 'Errors', 'Error', 'error']);
const KEYS: ReadonlyMap<string, FieldKey> = new Map<string, FieldKey>([
  ...FIELDS.map((field) => [field.wire, field.key] as const),
  // The documented name of the phone, which an error may use though no answer does.
  ['office_number', 'phone'],
]);
const SPOKEN: readonly (readonly [RegExp, FieldKey])[] = [
  [/\be-?mail\b/i, 'email'],
  [/\bphone\b/i, 'phone'],
  [/\bfax\b/i, 'fax'],
  [/\b(website|url)\b/i, 'url'],
];
const MOST_SENTENCES = 50;
const DEEPEST = 8;

function sentencesOf(json: unknown): Sentence[] {
  const found: Sentence[] = [];
  if (typeof json === 'string' || Array.isArray(json)) collect(json, NOWHERE, 0, found);
  if (!isObject(json)) return found;
  for (const [name, value] of Object.entries(json)) {
    // A bare text under a field's name is no reason: CakePHP's errors carry the `url` that was asked for.
    const isReason = ENVELOPES.has(name) || (KEYS.has(name) && typeof value === 'object');
    if (isReason) collect(value, below(NOWHERE, name), 1, found);
    // Beside what was sent.
    if (name === 'customer' && isObject(value)) collect(value['errors'], NOWHERE, 2, found);
  }
  return found;
}

function collect(node: unknown, place: Place, depth: number, found: Sentence[]): void {
  if (found.length >= MOST_SENTENCES || depth > DEEPEST) return;
  if (typeof node === 'string') {
    const text = tidy(node);
    if (text !== '') found.push({ ...place, field: place.field ?? fieldNamedIn(text, place), text });
  } else if (Array.isArray(node)) {
    for (const item of node.slice(0, MOST_SENTENCES)) collect(item, place, depth + 1, found);
  } else if (isObject(node) && typeof node['field'] === 'string') {
    // `{"field":"office_email","message":"…"}`, `{"field":…,"errors":[{"message":"…"}]}`: the field's name is a value.
    const { field, message, errors, error } = node;
    collect([message, errors, error], below(place, field), depth + 1, found);
  } else if (isObject(node)) {
    for (const [name, value] of Object.entries(node).slice(0, MOST_SENTENCES)) {
      collect(value, below(place, name), depth + 1, found);
    }
  }
}

/** A plain sentence often says which field it is about; two names in one sentence say nothing for sure. */
function fieldNamedIn(text: string, { topic }: Place): FieldKey | null {
  if (topic !== null) return null;
  const named = [...KEYS].filter(([wire]) => wire.includes('_') && text.includes(wire)).map(([, key]) => key);
  const [only, another] =
    named.length > 0 ? named : SPOKEN.filter(([word]) => word.test(text)).map(([, key]) => key);
  return another === undefined ? (only ?? null) : null;
}

function below(place: Place, name: string): Place {
  if (ENVELOPES.has(name)) return place;
  const field = place.field ?? KEYS.get(name) ?? null;
  // `customer` around the fields is no topic, and a list's index is none either.
  const topic = field !== null || name === 'customer' || /^\d*$/.test(name) ? null : tidy(name);
  return { field, topic: place.topic ?? topic, rule: name };
}

function textsOf(sentences: readonly Sentence[], field: FieldKey | null): string {
  const texts = sentences
    .filter((sentence) => sentence.field === field)
    .map(({ topic, text }) => (field === null && topic !== null ? `${topic}: ${text}` : text));
  return shortened([...new Set(texts)].reduce(joined, ''), 1_000);
}

function joined(before: string, next: string): string {
  if (before === '') return next;
  return /[.!?…]$/.test(before) ? `${before} ${next}` : `${before}; ${next}`;
}

/** By the rule's name where there is one (CakePHP's are `unique` and `_isUnique`), by its words as a last resort. */
function isAboutUniqueness({ rule, text }: Sentence): boolean {
  return /unique/i.test(rule) || /\b(already|unique|exists)\b/i.test(text);
}

function withoutMarkup(body: string): string {
  return body
    .slice(0, 8_000)
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^<>]*>/g, ' ');
}

/** Brackets alone (`{}`, `[]`) are no reason that anybody could read. */
function readable(text: string): string {
  return /[\p{L}\p{N}]/u.test(text) ? text : '';
}

function tidy(text: string): string {
  // Control characters too: what the network sends must not steer a terminal or a log.
  return shortened(
    unescaped(text.slice(0, 8_000))
      .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
      .trim(),
    300,
  );
}

function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
