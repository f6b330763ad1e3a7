import type { Opened } from '../../shared/contract/session.ts';
import { latinKey } from '../parts/keys.ts';

export type Command =
  'new' | 'save' | 'save-and-new' | 'search' | 'commands' | 'sync' | 'settings' | 'shortcuts';

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
  if (press.key === 'F5') return 'sync';
  if (!where.inGrid || !where.singleKeys || press.ctrlKey || press.metaKey || press.altKey) return null;
  const key = latinKey(press);
  if (key === '/') return 'search';
  return key === '?' ? 'shortcuts' : null;
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
  return commands[latinKey(press)] ?? null;
}
