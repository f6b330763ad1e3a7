import type { AccountType } from '../../account.ts';
import { isBlank } from '../../blank.ts';
import { TYPE_NAMES } from './field.ts';

/** The window's fixed sentences; what things are called stands in names.ts. */
export const SAY = {
  tagline: 'Enter accounts wherever you are. They reach SalesBinder when the connection does.',
  connectDoor: 'Use your SalesBinder site',
  connectWhat:
    'Accounts you enter are kept on this computer first and sent as soon as there is a connection.',
  practiceDoor: 'Try it without SalesBinder',
  practiceWhat: 'A SalesBinder to play with that lives inside the app. Nothing leaves this computer.',
  practiceList: [
    'Everything works: new accounts, changes, refusals',
    'Switch on faults: slow, no connection, lost answers',
    'Move on to your own site at any time, in Settings',
  ],
  keyWhere: 'In SalesBinder: Profile, then Generate New API Key.',
  keyPlain:
    'No secure key storage here. If kept, the key is saved unencrypted in a file only you can open. Otherwise you are asked again next time.',
  keyUnavailable:
    'This computer’s keystore can’t be opened now. A key that is in it stays there: unlock it and start Fieldbinder again. If kept now, this one is saved unencrypted in a file only you can open.',
  keystoreAsking:
    'This computer is asking whether Fieldbinder may use the API key that it keeps. Until you answer, nothing is sent; everything you enter is saved here.',
  connectLater: 'No connection? Continue anyway. The key is checked later.',
  addressMissing: 'Enter the first part of your SalesBinder address.',
  addressWrong: 'Use only the first part, as in acme for acme.salesbinder.com.',
  keyDialog: 'API key for SalesBinder',
  keyDialogWhat: 'You can go on entering accounts: they wait on this computer.',
  keyPractice: 'You switched on “wrong key”. Set it back to normal answers.',
  keyMissing: 'Paste the API key.',
  supportFileWhat:
    'For somebody who helps you: versions, settings, the state and history of each account entered or changed here, and the log. Your API key is never in it; everything you typed is left out unless you include it.',
  supportFileWithValues: 'Include names, addresses and notes',
  supportFileSaved: 'Saved as',
  superseded: 'Fieldbinder was opened in another window',
  supersededWhat:
    'What was saved is safe, drafts too. Carry on there, or use this window: then that one stops.',
  typedHere: 'Typed in this window and not saved',
  typedFor: (site: string): string => `Typed for ${site} and not saved`,
  typedForWhat: (site: string): string =>
    `It could not be kept there before another one was opened. It becomes a draft as soon as ${site} is open again in this window.`,
  hostLost: 'Fieldbinder has stopped',
  hostLostWhat:
    'Everything saved is safe on this computer, drafts too. Start Fieldbinder again and use the window that it opens.',
  oldAddress: 'This address is from an earlier start',
  oldAddressWhat: 'Use the window that Fieldbinder opened.',
  startFailed: 'Fieldbinder could not start',
  emptySearch: 'Nothing found',
  emptySearchWhat: 'The search looks at every field, the note and the account number, in this view.',
  dropped: (name: string): string => `Discarded: ${isBlank(name) ? 'a draft without a name' : name}`,
  savedAloud: (name: string): string => `${name} is saved.`,
  otherWorkspace:
    'Each SalesBinder site keeps its own accounts here. Switching doesn’t affect waiting accounts.',
  newKeyWhat: 'Waiting accounts are sent with the new key.',
  toHold: (field: string): string => `${field}: value to keep`,
  keepAll: (whose: string): string => `${whose}: keep all`,
  neither: 'Neither is right?',
  undecided: (field: string): string => `Choose a value for ${field}.`,
  decideAgain: 'SalesBinder changed it again. Choose once more.',
  restoreValue: (field: string, value: string): string => `Restore “${value}” as ${field}`,
  wasUnknown: 'not known',
  empty: 'empty',
  lineBreak: '↵ stands for a line break.',
  leftOut: 'Spaces and characters that can’t be seen were left out.',
  putBack: 'Put back',
  useInstead: (text: string): string => `Use “${text}”`,
  leaveOut: 'Leave them out',
  noBilling: 'Nothing in the billing address yet',
  noName: 'an account without a name',
  addedAloud: (name: string): string => `Added to ${name}.`,
  offline: 'Accounts for working offline',
  offlineNone: 'The accounts that SalesBinder has are not on this computer yet.',
  downloadAgainWhat:
    'Downloads everything again. Search and duplicate warnings are incomplete meanwhile. Your own entries are not affected.',
  downloadAgainOnline: 'It needs a connection: until there is one, the accounts that are here stay.',
  notThereYet: 'Not in SalesBinder yet.',
  notThereYetWhat: 'Save keeps it on this computer and sends it.',
  savedHere: 'Saved on this computer',
  typing: 'Not saved yet',
  draftKept: 'Kept as a draft until you save',
  nothingNew: 'No changes to save',
  noteStays: 'stays on this computer',
  typeFixed: 'SalesBinder can’t change the type of an account that it has.',
  queueEmpty: 'Everything is in SalesBinder.',
  queueOf: (count: number): string =>
    count === 1 ? '1 account is not in SalesBinder yet' : `${count} accounts are not in SalesBinder yet`,
  moreInQueue: (count: number): string => `${count} more are in the list.`,
  openNamed: (name: string): string => `Open ${isBlank(name) ? SAY.noName : name.trim()}`,
  stayOfflineWhat: 'Holds everything back until you switch it off.',
  editFieldUndo: 'You can undo it afterwards, all at once.',
  tray: 'Keep an icon in the tray',
  trayMac: 'Keep an icon in the menu bar',
  trayWhat: 'Fieldbinder then keeps sending after its window is closed.',
  openAtLogin: 'Open when I sign in to this computer',
  updateReady: (version: string): string =>
    `Version ${version} is ready. It installs when you close Fieldbinder.`,
  newIn: (version: string): string => `What is new in ${version}`,
  singleKeys: 'Single-key shortcuts',
  singleKeysWhat: 'Lets / and ? work while the list has the focus.',
  practiceFaults: 'Practice faults',
  practiceFaultsWhat: 'Make the practice SalesBinder misbehave, and watch what Fieldbinder does.',
} as const;

export const VIEW_NAMES = {
  all: 'All',
  'needs-you': 'Needs you',
  waiting: 'Waiting',
  sent: 'Sent',
  drafts: 'Drafts',
  discarded: 'Discarded',
} as const;

export const COLUMN_NAMES = {
  name: 'Name',
  type: 'Type',
  city: 'City',
  email: 'E-mail',
  status: 'Status',
} as const;

const EMPTY_VIEWS = {
  all: [
    'No accounts yet',
    'Start with the first one. It is safe on this computer the moment you save it, online or not.',
  ],
  'needs-you': [
    'Nothing needs you',
    'When SalesBinder refuses an account, or something has to be decided, it shows up here.',
  ],
  waiting: ['Nothing is waiting', 'Accounts you save stay here until SalesBinder has them.'],
  sent: ['Nothing sent yet', 'Accounts that reached SalesBinder show up here with their account number.'],
  drafts: ['No drafts', 'What you type and do not save is kept here.'],
  discarded: ['Nothing discarded', 'Accounts you discard stay here, so that you can restore them.'],
} as const;

/** A view without a row: a heading and a sentence. A new account that was discarded is in no other view than its own. */
export function emptyWords(
  view: keyof typeof EMPTY_VIEWS,
  discarded: number,
): readonly [heading: string, what: string] {
  if (view !== 'all' || discarded === 0) return EMPTY_VIEWS[view];
  return discarded === 1
    ? ['The one account is discarded', 'It is under Discarded, where you can restore it.']
    : ['All accounts are discarded', 'They are under Discarded, where you can restore them.'];
}

/** SalesBinder's number, as people say it. */
export function numberWords(number: number): string {
  return `account ${number}`;
}

/** An account's name inside a sentence. */
export function namedWords(name: string): string {
  return isBlank(name) ? SAY.noName : `“${name.trim()}”`;
}

/** @param isNew never saved; another may have lost its name in SalesBinder */
export function untitledWords(type: AccountType, isNew: boolean): string {
  return isNew ? `New ${TYPE_NAMES[type].toLowerCase()}` : `${TYPE_NAMES[type]} without a name`;
}
