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
  clearSelection: 'Clear selection',
  createAgain: 'Create again',
  settle: 'Save choices',
  openIt: 'Open it',
  addToIt: 'Add these details to it',
  keepBoth: 'Keep both',
  itIsThisOne: 'Yes, this one',
  noneOfThese: 'No, send mine as new',
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
  history: 'History',
  billing: 'Billing address',
  shipping: 'Shipping address',
  sameAsBilling: 'Same as billing',
  required: 'required',
  suggestions: 'Suggestions',
  alike: 'Accounts like this one',
  draft: 'Draft',

  // Deciding
  field: 'Field',
  mine: 'Yours',
  yours: 'Yours',
  theirs: 'SalesBinder’s',
  another: 'Something else',

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
  show: (view: string): string => `Show: ${view}`,
  shortcuts: 'Keyboard shortcuts',

  // The connection and settings
  address: 'SalesBinder address',
  key: 'API key',
  keyNeeded: 'API key needed',
  showKey: 'Show the key',
  keepKey: 'Keep the key on this computer',
  connect: 'Connect',
  trying: 'Trying …',
  practice: 'Practice',
  settings: 'Settings',
  connection: 'Connection',
  changeKey: 'Change the key',
  useYourSite: 'Use your SalesBinder site',
  useAnotherSite: 'Use another site',
  downloadAgain: 'Download again',
  keyboard: 'Keyboard',
  thisComputer: 'This computer',
  about: 'About',

  // Practice
  slow: 'Slow',
  noConnection: 'No connection',
  dropAnswer: 'Lose the answer',
  keepsLess: 'Keep less than it says',
  answersWith: 'SalesBinder answers with',
} as const;

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

/** Keys and what they do; "Ctrl" reads "Cmd" on a Mac. */
export const SHORTCUTS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Ctrl', 'N'], 'New account'],
  [['Ctrl', 'Enter'], 'Save'],
  [['Ctrl', 'Shift', 'Enter'], 'Save, and start the next account'],
  [['Ctrl', 'F'], 'Search'],
  [['Ctrl', 'K'], 'Commands'],
  [['Ctrl', ','], 'Settings'],
  [['F5'], 'Send now'],
  [['↑', '↓'], 'Move in the list'],
  [['Enter'], 'Open the account'],
  [['Space'], 'Select the account; what can be done to all selected stands below the list'],
  [['Shift', '↑', '↓'], 'Select on the way'],
  [['Ctrl', 'A'], 'Select all, while the list has the focus'],
  [['Esc'], 'Back; what you typed is kept'],
  [['/'], 'Search, while the list has the focus'],
  [['?'], 'This list, while the list has the focus'],
];
