/** The meaning of a key press, whatever keyboard it comes from. */

/**
 * The key belongs to an input method that is composing a word: its Enter takes a candidate, its Escape and arrows are
 * the candidates' own. macOS and Safari report the key as pressed; its code 229 tells that an input method has it.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the last key of a word has nothing else that tells it
  return event.isComposing || event.keyCode === 229;
}

/**
 * A key by what it writes on a Latin layout (AZERTY and Dvorak included), in lower case; on any other layout (Cyrillic,
 * Greek, Hebrew, Arabic, Thai …) by its place, which is where shortcuts are on those keyboards.
 */
export function latinKey({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  if (LATIN.test(key)) return key.toLowerCase();
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  if (letter !== undefined) return letter.toLowerCase();
  return digit ?? SIGNS[code]?.[shiftKey ? 1 : 0] ?? key.toLowerCase();
}

/** Also the names of keys: "Enter", "F5". */
const LATIN = /^[\0-\x7f\p{Script=Latin}]/u;

/** The signs that are keys of their own, without and with Shift. */
const SIGNS: Readonly<Record<string, readonly [string, string]>> = { Slash: ['/', '?'], Comma: [',', '<'] };
