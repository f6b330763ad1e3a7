import type { AppStatus } from '../../contract/status.ts';
import { NAMES } from './names.ts';
import { connectionName } from './en.ts';

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
    if (needsYou > 0) parts.push(needsYouWords(needsYou));
    return parts.join(' · ');
  },
} as const;

export function needsYouWords(count: number): string {
  return count === 1 ? '1 account needs you' : `${count} accounts need you`;
}
