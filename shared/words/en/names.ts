/**
 * The names of buttons, fields, regions and commands. People, screen readers and tests from outside rely on most of
 * them: a name changes only where it is wrong.
 */
export const NAMES = {
  app: 'Fieldbinder',

  // Buttons of the desk
  newAccount: 'New account',
  save: 'Save',
  saveAndNew: 'Save and new',
  revert: 'Undo changes',
  discard: 'Discard',
  undo: 'Undo',
  sendNow: 'Send now',
  tryAgain: 'Try again',
  takeBack: 'Restore',
  editField: 'Edit a field',
  newValue: 'New value',
  cancel: 'Cancel',
  clearSelection: 'Clear selection',
  createAgain: 'Create again',
  openIt: 'Open it',
  addToIt: 'Add these details to it',
  keepBoth: 'Keep both',
  itIsThisOne: 'Yes, this one',
  noneOfThese: 'No, send mine as new',
  signIn: 'Open sign-in page',
  checkConnection: 'Check connection',
  tryNow: 'Try now',
  stayOffline: 'Stay offline',
  goOnline: 'Go online again',
  backToList: 'Back to the list',
  close: 'Close',
  dismiss: 'Dismiss',
  useThisWindow: 'Use this window',

  // The account
  account: 'Account',
  type: 'Type',
  note: 'Note',
  websiteAndFax: 'Website and fax',
  history: 'History',
  billing: 'Billing address',
  shipping: 'Shipping address',
  sameAsBilling: 'Same as billing',
  required: 'required',
  suggestions: 'Suggestions',
  alike: 'Accounts like this one',
  draft: 'Draft',

  // The open account
  details: 'Details',
  compare: 'Compare',
  more: 'More',
  showMore: 'Show',

  // What the open account leads to
  openInSalesBinder: 'Open in SalesBinder',
  openContact: {
    email: (value: string): string => `Write to ${value}`,
    phone: (value: string): string => `Call ${value}`,
    url: (value: string): string => `Visit ${value}`,
  },

  // Deciding
  field: 'Field',
  yours: 'Yours',
  theirs: 'SalesBinder’s',
  before: 'Before',
  keepAll: 'keep all',
  typeAnother: 'Type another value',
  decideLater: 'Decide later',

  // Around the work
  notices: 'Notices',
  queue: 'Queue',
  open: 'Open',

  // Around the list
  accounts: 'Accounts',
  views: 'Views',
  search: 'Search accounts',
  searchIn: 'Name, city, e-mail, number',
  draftInside: 'Unsaved changes',
  downloading: 'Downloading accounts',

  // Commands
  commands: 'Commands',
  commandOrAccount: 'Command or account',
  commandHint: 'Type a command, or the name of an account',
  sendEverything: 'Send now',
  nextNeed: 'Open the next that needs you',
  show: (view: string): string => `Show: ${view}`,
  shortcuts: 'Keyboard shortcuts',

  // The connection and settings
  address: 'SalesBinder address',
  key: 'API key',
  keyNeeded: 'API key needed',
  enterKey: 'Enter the API key',
  showKey: 'Show the key',
  keepKey: 'Keep the key on this computer',
  connect: 'Connect',
  trying: 'Trying …',
  practice: 'Practice',
  settings: 'Settings',
  today: 'Today',
  connection: 'Connection',
  changeKey: 'Change the key',
  useYourSite: 'Use your SalesBinder site',
  useAnotherSite: 'Use another site',
  downloadAgain: 'Download again',
  keyboard: 'Keyboard',
  thisComputer: 'This computer',
  help: 'Help',
  saveSupportFile: 'Save support file',
  about: 'About',

  // Practice
  slow: 'Slow',
  noConnection: 'No connection',
  dropAnswer: 'Lose the answer',
  keepsLess: 'Keep less than it says',
  answersWith: 'SalesBinder answers with',
} as const;

/** The sections of the list in its first order. */
export const SECTION_NAMES = { entered: 'Entered here', downloaded: 'In SalesBinder' } as const;

/** The answers that a practice SalesBinder can be set to. */
export const FAULT_ANSWERS = {
  normal: 'Normal answers',
  '500': 'Error 500: trouble',
  '422': 'Error 422: refused',
  'refused-200': 'A refusal that looks like a success',
  '402': 'Error 402: nothing may be changed',
  '429': 'Error 429: too many requests',
  '401': 'Error 401: wrong key',
  portal: 'A Wi-Fi sign-in page',
} as const;

/** Keys as the tooltip of a button names them. */
export const KEYS = {
  back: 'Esc',
  save: (chord: 'Ctrl' | 'Cmd'): string => `${chord}+Enter`,
  saveAndNew: (chord: 'Ctrl' | 'Cmd'): string => `${chord}+Shift+Enter`,
  openIt: 'Alt+O',
  addToIt: 'Alt+A',
  keepBoth: 'Alt+K',
} as const;

/** Keys and what they do; "Ctrl" reads "Cmd" on a Mac. */
export const SHORTCUTS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Ctrl', 'N'], 'New account'],
  [['Ctrl', 'Enter'], 'Save'],
  [['Ctrl', 'Shift', 'Enter'], 'Save, and start the next account'],
  [['Ctrl', 'F'], 'Search'],
  [['Ctrl', 'K'], 'Commands'],
  [['Ctrl', '1'], 'Show the first view; 2 to 6 the others'],
  [['Ctrl', ','], 'Settings'],
  [['F5'], 'Send now'],
  [['F6'], 'Go to the next part of the window'],
  [['F8'], 'Open the next account that needs you'],
  [['F1'], 'This list'],
  [['Enter'], 'In the list: open the account. In a field: go to the next'],
  [['Esc'], 'Back; what you typed is kept'],
  [['Alt', 'O'], 'Open the account that looks like this one'],
  [['Alt', 'A'], 'Add these details to it'],
  [['Alt', 'K'], 'Keep both'],
  [['↑', '↓'], 'Move in the list'],
  [['Space'], 'Select the account; the actions stand below the list'],
  [['Shift', '↑', '↓'], 'Select on the way'],
  [['Ctrl', 'A'], 'Select all, while the list has the focus'],
  [['Delete'], 'Discard the selected accounts, or the one in focus'],
  [['/'], 'Search, while the list has the focus'],
  [['?'], 'This list, while the list has the focus'],
];
