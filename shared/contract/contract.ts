import * as v from 'valibot';
import { ACCOUNT_TYPES, FIELD_KEYS, MAX_FIELD_LENGTH, MAX_NOTE_LENGTH } from '../account.ts';
import type { AccountType } from '../account.ts';
import { CONTACT_KEYS } from '../text/contact-link.ts';
import type { AccountView, Saved } from './account-view.ts';
import type { LikelyDuplicate } from './likely-duplicate.ts';
import type { MenuCommand, Update } from './desktop.ts';
import { SORT_COLUMNS, VIEWS } from './list-layout.ts';
import type { Opened } from './session.ts';
import type { BulkField, Changed } from '../outbox/bulk-edit.ts';
import type { Result } from '../problem.ts';
import type { RowsChunk, RowsPage } from './rows.ts';
import type { RecordStatus } from '../outbox/status.ts';
import type { AppStatus, Workspace } from './status.ts';

/**
 * Every call and event between window and host. Commands go up and are answered with a Result;
 * changes come down as events. The host parses each input with the schema here before anything else.
 */

// Longer than a field may be, so that the host can answer "too long" by name and not "bad call".
const text = v.pipe(v.string(), v.maxLength(MAX_FIELD_LENGTH * 50));
const localId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{7,63}$/));
/** So many accounts can be selected, and asked about in one call. */
export const MOST_AT_ONCE = 10_000;
const localIds = v.pipe(v.array(localId), v.maxLength(MOST_AT_ONCE), v.readonly());
const revision = v.pipe(v.number(), v.integer(), v.minValue(0));
const type = v.picklist(ACCOUNT_TYPES);
const fieldKey = v.picklist(FIELD_KEYS);
const bulkField = v.picklist(FIELD_KEYS.filter((one): one is BulkField => one !== 'name'));
const key = v.pipe(v.string(), v.maxLength(1_000));
const none = v.null_();
const one = v.strictObject({ localId });

/** A touched field: the value that was shown when the typing began, and what was typed. */
const changed = v.record(fieldKey, v.strictObject({ from: text, to: text }));

const typed = v.strictObject({
  localId,
  /** The record's revision when the form was opened; 0 for a new account. */
  openedAtRevision: revision,
  type,
  changed,
  /** Null when the note was not touched. */
  note: v.nullable(v.pipe(v.string(), v.maxLength(MAX_NOTE_LENGTH * 10))),
});

export const INPUTS = {
  /** The first call of every window. */
  open: none,
  /** The list: from its beginning (`since: null`), or what changed after that sequence number. */
  rows: v.strictObject({ since: v.nullable(revision) }),
  /** The next rows of a list that was begun, as its `more` says. `stale`: another was begun meanwhile. */
  moreRows: v.strictObject({ load: revision, from: revision }),
  account: one,
  saveAccount: typed,
  /** Keeps what is being typed (hot exit); saving or dropping ends it. */
  keepDraft: typed,
  dropDraft: one,
  discard: one,
  undoDiscard: one,
  tryAgain: one,
  /** One record, or (null) everything that waits. Also F5. */
  sendNow: v.strictObject({ localId: v.nullable(localId) }),
  /** What can be done to each of these. Those that are not here any more are left out. */
  selected: v.strictObject({ localIds }),
  /** What `editMany` would do, without doing it. */
  planEdit: v.strictObject({ localIds, key: bulkField, to: text }),
  /** One field of many accounts, in one durable step. */
  editMany: v.strictObject({ localIds, key: bulkField, to: text }),
  /** Puts back what `editMany` changed, where nobody has changed it since. */
  undoEditMany: v.strictObject({
    key: bulkField,
    to: text,
    changed: v.pipe(v.array(v.strictObject({ localId, was: text })), v.maxLength(MOST_AT_ONCE), v.readonly()),
  }),
  /** The account on screen is sent first, and comes along with the event that tells of a change of it. */
  lookingAt: v.strictObject({ localId: v.nullable(localId) }),
  /** For each field in question the value that is to hold, and SalesBinder's value as it was shown. */
  settleConflict: v.strictObject({
    localId,
    revision,
    choices: v.record(fieldKey, v.strictObject({ theirs: text, value: text })),
  }),
  /** "It is this account" (remote id), or "none of these, send mine" (null). */
  settleLook: v.strictObject({
    localId,
    revision,
    remoteId: v.nullable(v.pipe(v.string(), v.maxLength(100))),
  }),
  /** Deleted in SalesBinder: a new account with everything that was typed. */
  createAgain: one,
  /** The likely same accounts, downloaded and unsent, of what is typed so far. Works without a connection. */
  duplicates: v.strictObject({ localId, type, values: v.record(fieldKey, text) }),
  /** The values typed into `localId` (a draft or an unsent record) become an edit of `into`; it is discarded, undoably. */
  mergeInto: v.strictObject({ localId, into: localId }),
  /** Throws the downloaded accounts away and downloads them anew. Unsent work is not touched. */
  downloadAgain: none,
  checkConnection: none,
  /** SalesBinder asked for a pause (429), and a person will not wait for its end. */
  tryNow: none,
  setStayOffline: v.strictObject({ on: v.boolean() }),
  connect: v.strictObject({ address: v.pipe(v.string(), v.maxLength(500)), key, keepKey: v.boolean() }),
  /** A new key for the workspace at hand. */
  giveKey: v.strictObject({ key, keepKey: v.boolean() }),
  practice: none,
  setPracticeFaults: v.strictObject({
    slow: v.boolean(),
    offline: v.boolean(),
    dropAnswers: v.boolean(),
    keepsLess: v.optional(v.boolean(), false),
    answer: v.picklist(['normal', '500', '422', 'refused-200', '402', '429', '401', 'portal']),
  }),
  /** `/` and `?` as shortcuts can be switched off (WCAG 2.1.4). */
  setSingleKeys: v.strictObject({ on: v.boolean() }),
  /** Of a desktop alone: an icon in the tray or menu bar that keeps running when the window is closed. */
  setTray: v.strictObject({ on: v.boolean() }),
  setOpenAtLogin: v.strictObject({ on: v.boolean() }),
  /** How the list was left, as far as it changed. */
  keepLayout: v.strictObject({
    view: v.exactOptional(v.picklist(VIEWS)),
    order: v.exactOptional(v.strictObject({ by: v.picklist(SORT_COLUMNS), descending: v.boolean() })),
    newType: v.exactOptional(type),
  }),
  /**
   * Writes a file for whoever is asked for help, beside the data. `withValues`: also what was typed and what SalesBinder
   * said; else each gives way to its length.
   */
  saveSupportFile: v.strictObject({ withValues: v.boolean() }),
  dismissNotice: v.strictObject({ id: v.pipe(v.string(), v.maxLength(200)) }),
  /** In the program that the person has for it: a mail to write, a number to call, a website. */
  openContact: v.strictObject({ key: v.picklist(CONTACT_KEYS), text }),
  /** The account's page in SalesBinder. */
  openAccountPage: one,
  openLink: v.strictObject({ link: v.picklist(['salesbinder', 'api-key-help', 'sign-in-page']) }),
  /** The answer to `closing`: nothing typed is in the window alone any more. */
  readyToClose: none,
  /** The answer to `leaving`: what is typed in the workspace at hand is kept there. */
  readyToLeave: none,
} as const;

/**
 * Whether a call concerns the workspace at hand. Such a call carries the workspace that it was made in, and is refused
 * when another one is open: nothing typed in the one ever lands in the other.
 */
export const WITHIN_WORKSPACE: Readonly<Record<CallName, boolean>> = {
  open: false,
  rows: true,
  moreRows: true,
  account: true,
  saveAccount: true,
  keepDraft: true,
  dropDraft: true,
  discard: true,
  undoDiscard: true,
  tryAgain: true,
  sendNow: true,
  selected: true,
  planEdit: true,
  editMany: true,
  undoEditMany: true,
  lookingAt: true,
  settleConflict: true,
  settleLook: true,
  createAgain: true,
  duplicates: true,
  mergeInto: true,
  downloadAgain: true,
  checkConnection: true,
  tryNow: true,
  setStayOffline: false,
  connect: false,
  giveKey: true,
  practice: false,
  setPracticeFaults: true,
  setSingleKeys: false,
  setTray: false,
  setOpenAtLogin: false,
  keepLayout: true,
  saveSupportFile: false,
  dismissNotice: false,
  openContact: false,
  openAccountPage: true,
  openLink: false,
  readyToClose: false,
  readyToLeave: false,
};

export type CallName = keyof typeof INPUTS;
export type Input<N extends CallName> = v.InferOutput<(typeof INPUTS)[N]>;

interface Outputs {
  open: Opened;
  rows: RowsPage;
  moreRows: RowsChunk;
  account: AccountView;
  saveAccount: Saved;
  keepDraft: null;
  dropDraft: null;
  discard: null;
  undoDiscard: null;
  tryAgain: null;
  sendNow: null;
  selected: readonly { readonly localId: string; readonly can: AccountView['can'] }[];
  /** How many accounts get another value, have it already, or stay as they are. */
  planEdit: { readonly changing: number; readonly same: number; readonly left: number };
  /** What each had before. */
  editMany: { readonly changed: readonly Changed[] };
  undoEditMany: { readonly count: number };
  lookingAt: null;
  settleConflict: null;
  settleLook: null;
  createAgain: { readonly localId: string };
  duplicates: { readonly likely: readonly LikelyDuplicate[] };
  /** The account that has it now. */
  mergeInto: { readonly localId: string };
  downloadAgain: null;
  checkConnection: null;
  tryNow: null;
  setStayOffline: null;
  connect: Connected;
  giveKey: Connected;
  practice: Connected;
  setPracticeFaults: null;
  setSingleKeys: null;
  setTray: null;
  setOpenAtLogin: null;
  keepLayout: null;
  saveSupportFile: { readonly path: string };
  dismissNotice: null;
  openContact: null;
  openAccountPage: null;
  openLink: null;
  readyToClose: null;
  readyToLeave: null;
}
export type Output<N extends CallName> = Outputs[N];

/** One function a call: what the host answers, and what the window has as `window.api`. */
export type Handlers = { readonly [N in CallName]: (input: Input<N>) => Promise<Result<Output<N>>> };

export interface Api extends Handlers {
  /** The same calls, made in this workspace; null: in none. */
  within(workspace: string | null): Api;
  subscribe(listener: (event: HostEvent) => void): () => void;
  /** Browser mode only: a superseded window takes over again; `host-back` follows. */
  readonly takeOver?: () => void;
}

export type HostEvent =
  | {
      readonly is: 'rows';
      readonly page: RowsPage;
      /** The account that the window looks at, where it is among those that changed: it has not to be asked for. */
      readonly shown: AccountView | null;
    }
  | { readonly is: 'status'; readonly status: AppStatus }
  /** The workspace changed: ask `open` and `rows` anew. */
  | { readonly is: 'opened' }
  /** Browser mode only: another window took over; this one may no longer call. */
  | { readonly is: 'superseded' }
  /** A deep link was followed. */
  | { readonly is: 'show'; readonly localId: string }
  /** Chosen from a native menu. */
  | { readonly is: 'chosen'; readonly command: MenuCommand }
  /** A newer Fieldbinder is on this computer and takes its place when this one is closed. */
  | { readonly is: 'update'; readonly update: Update }
  /** The window may go in a moment: what is being typed goes to the disk now, then `readyToClose` is called. */
  | { readonly is: 'closing' }
  /**
   * Another workspace is about to open: what is being typed goes to the disk now, then `readyToLeave` is called. Until
   * `opened` nothing more can be typed.
   */
  | { readonly is: 'leaving' }
  /** Browser mode only: the host went away, or is back. */
  | { readonly is: 'host-lost' }
  | { readonly is: 'host-back' };

export interface Row {
  readonly localId: string;
  readonly type: AccountType;
  readonly name: string;
  readonly city: string;
  readonly email: string;
  readonly status: RecordStatus;
  /** Something typed into this account is not saved yet. */
  readonly draft: boolean;
  /** Local ms; the newest first is the list's first order. */
  readonly editedAt: number;
  /** The text that the search looks in, folded by `fold` (search.ts). */
  readonly find: string;
}

/** `later`: there was no way to SalesBinder; the address and key are kept and checked once there is. */
export interface Connected {
  readonly workspace: Workspace;
  readonly checked: 'now' | 'later';
}
