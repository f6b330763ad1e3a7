/**
 * A text with line breaks in a field of one line. The browser would drop the breaks and, at the next key, hand back
 * "Suite 1001234 West": so each break is shown as a sign, and the sign is read as that break again.
 */
export function inOneLine(text: string): string {
  return hasBreaks(text) ? text.replace(BREAK, signFor(text)) : text;
}

export function hasBreaks(text: string): boolean {
  return text.search(BREAK) >= 0;
}

/** The text that was typed over `before`, with the breaks that its signs stand for. */
export function fromOneLine(typed: string, before: string): string {
  const breaks = before.match(BREAK);
  if (breaks === null) return typed;
  let at = 0;
  // As each was: what is typed and taken back is the same text again.
  return typed.replaceAll(signFor(before), () => breaks[at++] ?? '\n');
}

const BREAK = /\r\n|\n|\r/g;

/** The sign must not be one that was typed. */
function signFor(text: string): string {
  return text.includes('↵') ? '⏎' : '↵';
}
