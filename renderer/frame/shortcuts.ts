import type { Opened } from '../../shared/contract/session.ts';
import { VIEWS } from '../../shared/contract/list-layout.ts';
import type { View } from '../../shared/contract/list-layout.ts';
import { latinKey } from '../parts/keys.ts';

export type Command =
  | 'new'
  | 'save'
  | 'save-and-new'
  | 'search'
  | 'commands'
  | 'sync'
  | 'settings'
  | 'shortcuts'
  | 'next-pane'
  | 'pane-before'
  | 'next-need'
  | 'open-alike'
  | 'add-to-alike'
  | 'keep-both'
  | ViewCommand;

/** Shows a view of the list. */
export type ViewCommand = `view-${View}`;

export interface Press {
  readonly key: string;
  /** The place of the key on the keyboard: "KeyN". */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export interface Where {
  readonly platform: Opened['platform'];
  /** `/` and `?` are text anywhere else. */
  readonly inGrid: boolean;
  readonly singleKeys: boolean;
}

/** The command that a key press means here; null when it means nothing. */
export function commandOf(press: Press, where: Where): Command | null {
  const chord = where.platform === 'mac' ? press.metaKey : press.ctrlKey;
  if (chord && !press.altKey) return chordCommand(press);
  const alone = alonePress(press);
  if (alone !== null) return alone;
  if (!where.inGrid || !where.singleKeys || press.ctrlKey || press.metaKey || press.altKey) return null;
  const key = latinKey(press);
  if (key === '/') return 'search';
  return key === '?' ? 'shortcuts' : null;
}

function alonePress(press: Press): Command | null {
  if (press.altKey && !press.ctrlKey && !press.metaKey && !press.shiftKey)
    return ON_ALIKE[letterOf(press)] ?? null;
  if (press.altKey || press.ctrlKey || press.metaKey) return null;
  if (press.key === 'F6') return press.shiftKey ? 'pane-before' : 'next-pane';
  return press.shiftKey ? null : (FUNCTION_KEYS[press.key] ?? null);
}

const FUNCTION_KEYS: Readonly<Record<string, Command>> = { F1: 'shortcuts', F5: 'sync', F8: 'next-need' };

/** The answers to a likely duplicate. */
const ON_ALIKE: Readonly<Record<string, Command>> = { o: 'open-alike', a: 'add-to-alike', k: 'keep-both' };

/** With Alt a Mac writes other letters: there the place of the key counts. */
function letterOf(press: Press): string {
  return /^[a-z]$/i.test(press.key)
    ? press.key.toLowerCase()
    : (/^Key([A-Z])$/.exec(press.code)?.[1]?.toLowerCase() ?? '');
}

function chordCommand(press: Press): Command | null {
  if (press.key === 'Enter') return press.shiftKey ? 'save-and-new' : 'save';
  if (press.shiftKey) return null;
  const commands: Readonly<Record<string, Command>> = {
    n: 'new',
    f: 'search',
    k: 'commands',
    ',': 'settings',
  };
  const key = latinKey(press);
  const view = /^[1-9]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
  return view === undefined ? (commands[key] ?? null) : `view-${view}`;
}
