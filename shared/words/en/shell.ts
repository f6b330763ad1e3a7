import type { AppStatus } from '../../contract/status.ts';
import { NAMES } from './names.ts';
import { accountsNeedYouWords, connectionName } from './status.ts';

/** Menus and the tray: what a person reads outside the window. */
export const MENU = {
  file: 'File',
  view: 'View',
  help: 'Help',
  newAccount: NAMES.newAccount,
  save: NAMES.save,
  saveAndNew: NAMES.saveAndNew,
  search: NAMES.search,
  sync: NAMES.sendEverything,
  settings: NAMES.settings,
  commands: 'All commands',
  shortcuts: NAMES.shortcuts,
  website: 'Open SalesBinder',
  log: 'Show the log',
} as const;

export const TRAY = {
  open: 'Open Fieldbinder',
  stayOffline: NAMES.stayOffline,
  quit: 'Quit Fieldbinder',
  /** No names in it: a screen at a booth is seen by visitors. */
  status: (status: AppStatus | null): string => {
    if (status === null) return 'Not connected yet';
    const { waiting, sending, checking, needsYou } = status.counts;
    const left = waiting + sending + checking;
    const parts = [connectionName(status.connection, status.workspace)];
    if (left > 0) parts.push(`${left} waiting`);
    if (needsYou > 0) parts.push(accountsNeedYouWords(needsYou));
    return parts.join(' · ');
  },
} as const;

/** Why no window comes. Nothing of the error itself: it may quote what was typed. */
export function startFaultWords(logs: string): string {
  return `Fieldbinder can’t start because of a fault in it. Your accounts were not touched: they are where they were. What happened stands in the log in ${logs}. Start it again, or install the newest version.`;
}

/** Said in a box of the system's when the window's own page can't say anything any more. */
export const WINDOW_GONE = {
  title: 'The window stopped working several times in a row',
  what: 'Everything you saved is kept, and what you were typing is kept as a draft. Try to open the window again, or quit and start Fieldbinder anew. If it goes on, “Show the log” in the Help menu leads to what happened.',
  again: 'Open again',
  quit: 'Quit',
} as const;

/** Said in a box of the system's while the window's page answers nothing; it goes by itself when the page does. */
export const WINDOW_HANGS = {
  title: 'The window has stopped answering',
  what: 'It may only be busy for a moment. If it stays so, open it again: everything you saved is kept, and what you were typing is kept as a draft.',
  wait: 'Wait',
  again: 'Open again',
} as const;
