import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * One line of the log. Built so that nothing a person typed fits in: only kinds, counts and places in our own code.
 * A name, an address or a key would need a field that takes any text, and there is none.
 */
export type LogLine =
  | { readonly is: 'started'; readonly version: string; readonly platform: NodeJS.Platform }
  | { readonly is: 'connection'; readonly now: string; readonly problem: string | null }
  | { readonly is: 'counts'; readonly left: number; readonly needsYou: number }
  | { readonly is: 'bug'; readonly where: string; readonly error: unknown }
  | { readonly is: 'window-gone'; readonly reason: string }
  /** Its page has stopped answering. */
  | { readonly is: 'window-hangs' }
  | { readonly is: 'update'; readonly step: 'found' | 'ready' | 'failed'; readonly version: string | null }
  /** The run before this one ended without its last line: killed, cut off by a logout, or without power. */
  | { readonly is: 'last-run-cut-off' }
  | { readonly is: 'start-failed'; readonly problem: string }
  | { readonly is: 'quit' };

export type Log = (line: LogLine) => void;

const MAX_BYTES = 512_000;
/** `fieldbinder.log`, and the ones before it: `.1.log` the youngest. */
const KEPT = 3;

/**
 * A log that can't be written is nobody's trouble. Lines are few, so each is written at once.
 *
 * @param folder absolute; made when it isn't there, in the data folder, which is made too
 */
export function openLog(folder: string, now: () => Date = () => new Date(), maxBytes = MAX_BYTES): Log {
  return (line) => {
    try {
      // One by one: `recursive` never ends in a place like Linux' /proc.
      makeOne(dirname(folder));
      makeOne(folder);
      const text = `${now().toISOString()} ${textOf(line)}\n`;
      if (sizeOf(file(folder, 0)) + text.length > maxBytes) rotate(folder);
      appendFileSync(file(folder, 0), text, { mode: 0o600 });
    } catch {
      return;
    }
  };
}

/** Whether the run before this one wrote its last line; also true when none is known of. Before anything is logged. */
export function endedCleanly(folder: string): boolean {
  try {
    const last = readFileSync(file(folder, 0), 'utf8').trimEnd().split('\n').at(-1) ?? '';
    return /^\S+ (quit|start-failed)\b/.test(last);
  } catch {
    return true;
  }
}

function makeOne(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) mkdirSync(folder);
}

function textOf(line: LogLine): string {
  if (line.is === 'bug') return `bug in ${word(line.where)}: ${kindOf(line.error)}`;
  const { is, ...rest } = line;
  return [is, ...Object.entries(rest).map(([name, value]) => `${name}=${word(String(value))}`)].join(' ');
}

/** Belt and braces: a value is one short word of plain letters, whatever it came from. */
function word(value: string): string {
  return value.replace(/[^\w.:-]/g, '_').slice(0, 60);
}

/** The kind and the places of an error, never its message: a message may quote what was typed, or a key. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [
    word(error.name),
    ...places.slice(0, 6).map((place) => place.trim().replace(/\(?(file:\/\/)?\/.*\//, '(')),
  ].join(' | ');
}

function rotate(folder: string): void {
  for (let at = KEPT - 1; at > 0; at -= 1) {
    if (sizeOf(file(folder, at - 1)) > 0) renameSync(file(folder, at - 1), file(folder, at));
  }
}

function file(folder: string, at: number): string {
  return join(folder, at === 0 ? 'fieldbinder.log' : `fieldbinder.${at}.log`);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
