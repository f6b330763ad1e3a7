/**
 * Some servers repeat in an error what they were sent, in any writing. What they say is shown and kept in the outbox, so
 * the key comes out of it first: as it is, in base64 (the header's, of whatever stands around it), in percent codes,
 * JSON escapes and HTML entities, also where one lies in another.
 */

/** A practice key may be an everyday word: shorter ones stay. */
const SHORTEST = 16;
/** Of base64: what is left of a key of nine letters, whatever stands around it. */
const SHORTEST_CODED = 10;
/** Deeper than anything that is read from an answer. */
const DEEPEST = 12;

/** Takes a key out of a text, or (`inside`) out of all texts of something parsed. */
export interface KeyEcho {
  without(text: string): string;
  inside(json: unknown): unknown;
}

/** @param key the one that was sent */
export function keyEcho(key: string): KeyEcho {
  const patterns = [...(key.length < SHORTEST ? [] : [writtenPattern(key)]), ...codedPatterns(key)];
  const without = (text: string): string =>
    patterns.reduce((clean, pattern) => clean.replace(pattern, '…'), text);
  return { without, inside: (json) => inside(json, without, 0) };
}

function inside(json: unknown, without: (text: string) => string, depth: number): unknown {
  if (typeof json === 'string') return without(json);
  if (typeof json !== 'object' || json === null) return json;
  if (depth > DEEPEST) return null;
  if (Array.isArray(json)) return json.map((item: unknown) => inside(item, without, depth + 1));
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [without(name), inside(value, without, depth + 1)] as const),
  );
}

function writtenPattern(key: string): RegExp {
  return new RegExp([...key].map(anyWriting).join(''), 'giu');
}

/**
 * The key within a longer text in base64, or base64url: it may begin at each of three places within a group of four
 * letters. The letters at its two ends carry bits of what stands beside it, and go too.
 */
function codedPatterns(key: string): readonly RegExp[] {
  const bytes = Buffer.from(key, 'utf8');
  const cores = [0, 1, 2].map((before) => {
    const coded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return coded.slice(before === 0 ? 0 : before + 1, Math.floor(((before + bytes.length) * 8) / 6));
  });
  return cores
    .filter((core) => core.length >= SHORTEST_CODED)
    .map((core) => {
      const letters = [...core].map((letter) => BASE64URL.get(letter) ?? anyWriting(letter));
      const beside = '(?:[A-Za-z0-9+/_=-]|%(?:25){0,4}(?:2B|2F|3D))';
      return new RegExp(`${beside}{0,3}${letters.join('')}${beside}*`, 'giu');
    });
}

/**
 * One character in any of the ways in which JSON, an address or a page may write it; letters in either case. Repetitions
 * are bounded: a hostile text is not to keep anybody busy.
 */
function anyWriting(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  const escaped = [...character]
    .flatMap((one) => one.split(''))
    .map((unit) => String.raw`\\{1,8}u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
  const bytes = [...Buffer.from(character, 'utf8')];
  const percent = bytes.map((byte) => `%(?:25){0,4}${byte.toString(16).padStart(2, '0')}`).join('');
  const entity = `&(?:amp;){0,4}#(?:0{0,8}${String(code)}|x0{0,8}${hex});?`;
  const named = NAMED.get(character);
  const forms = [literal(character), escaped, percent, entity];
  return `(?:${[...forms, ...(named === undefined ? [] : [`&(?:amp;){0,4}${named};`])].join('|')})`;
}

function literal(character: string): string {
  const plain = character.replace(/[\\^$.*+?()[\]{}|/]/, String.raw`\$&`);
  // JSON may put a backslash before these.
  return character === '/' || character === '"' || character === '\\' ? String.raw`\\{0,8}${plain}` : plain;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['"', 'quot'],
  ["'", 'apos'],
]);

const BASE64URL: ReadonlyMap<string, string> = new Map([
  ['+', `(?:${anyWriting('+')}|${anyWriting('-')})`],
  ['/', `(?:${anyWriting('/')}|${anyWriting('_')})`],
]);
