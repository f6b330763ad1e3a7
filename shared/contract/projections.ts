import { FIELD_KEYS } from '../account.ts';
import type { AccountType, AllValues, FieldKey, Values } from '../account.ts';
import type { AccountAsItStands, Downloaded } from '../outbox/account-as-it-stands.ts';
import type { Draft } from '../outbox/event.ts';
import type { AccountView } from './account-view.ts';
import type { Row } from './contract.ts';
import type { Fields } from '../outbox/merge.ts';
import type { OutboxRecord } from '../outbox/record.ts';
import { typeFixed } from '../outbox/transitions.ts';
import { findableText } from '../text/search.ts';
import { recordStatusOf, statusAsItStands } from '../outbox/status.ts';

/** One account as the list and the form show it. */

/** A row of the list; null when neither a record, a downloaded account nor a draft is there (any more). */
export function rowOf(account: AccountAsItStands): Row | null {
  const { localId, record, draft, downloaded, archivedThere } = account;
  if (record === undefined && downloaded !== null) {
    const row = downloadedRow(localId, downloaded, draft);
    return archivedThere ? { ...row, status: { is: 'archived' } } : row;
  }
  if (record === undefined) return draft === undefined ? null : draftRow(draft);
  const values = valuesOf(record);
  return {
    localId: record.localId,
    type: record.type,
    name: values.name,
    city: values.billingCity,
    email: values.email,
    status: statusAsItStands(recordStatusOf(record), archivedThere),
    draft: draft !== undefined,
    editedAt: record.editedAt,
    find: findable(record.type, values, record.number, record.note),
  };
}

/** Built without a record: there may be a hundred thousand of them. */
function downloadedRow(localId: string, account: Downloaded, draft: Draft | undefined): Row {
  const { name = '', billingCity = '', email = '' } = account.values;
  return {
    localId,
    type: account.type,
    name,
    city: billingCity,
    email,
    status: { is: 'in-salesbinder' },
    draft: draft !== undefined,
    editedAt: draft?.at ?? modifiedAt(account.modified),
    find: findable(account.type, account.values, account.number, ''),
  };
}

/** SalesBinder's own stamp, in ms, serves only to put the list in some order; 0 where it has none. */
export function modifiedAt(stamp: string | null): number {
  return Date.parse(stamp ?? '') || 0;
}

/** @param record the account's, as an edit would begin with it; @returns null when there is nothing by that id */
export function viewOf(
  record: OutboxRecord | undefined,
  { draft, archivedThere }: Pick<AccountAsItStands, 'draft' | 'archivedThere'>,
): AccountView | null {
  if (record === undefined) return draft === undefined ? null : draftView(draft);
  const { state } = record;
  const problem = state.name === 'refused' ? state.problem : null;
  const ask = state.name === 'unknown' ? state.ask : null;
  return {
    localId: record.localId,
    revision: record.revision,
    type: record.type,
    typeFixed: typeFixed(record),
    remoteId: record.remoteId,
    number: record.number,
    values: valuesOf(record),
    note: record.note,
    status: statusAsItStands(recordStatusOf(record), archivedThere),
    refusals: problem?.what === 'refused' ? problem.fields : {},
    conflict: FIELD_KEYS.flatMap((key) => {
      const field = record.fields[key];
      if (field?.theirs === undefined) return [];
      return [{ key, base: field.base, mine: field.mine, theirs: field.theirs }];
    }),
    candidates: ask !== null && 'candidates' in ask ? ask.candidates : [],
    attempts: state.name === 'unknown' ? record.attempts : [],
    draft: draft ?? null,
    can: {
      discard: !record.discarded && state.name !== 'synced',
      undo: record.discarded,
      tryAgain: !record.discarded && (state.name === 'refused' || (ask !== null && !('candidates' in ask))),
      sendNow: !record.discarded && state.name === 'waiting',
    },
    history: record.history,
  };
}

/** Discarding an edit shows again what SalesBinder has; a discarded new account still shows what was typed. */
function valuesOf(record: OutboxRecord): AllValues {
  const theirs = record.discarded && record.remoteId !== null;
  return fill((key) => valueOf(record.fields, key, theirs));
}

function valueOf(fields: Fields, key: FieldKey, theirs: boolean): string {
  const field = fields[key];
  if (field === undefined) return '';
  return theirs ? (field.theirs ?? field.base ?? '') : field.mine;
}

function draftRow(draft: Draft): Row {
  const values = draftValues(draft);
  return {
    localId: draft.localId,
    type: draft.type,
    name: values.name,
    city: values.billingCity,
    email: values.email,
    status: { is: 'draft' },
    draft: true,
    editedAt: draft.at,
    find: findable(draft.type, values, null, draft.note ?? ''),
  };
}

function draftView(draft: Draft): AccountView {
  return {
    localId: draft.localId,
    revision: 0,
    type: draft.type,
    typeFixed: false,
    remoteId: null,
    number: null,
    values: fill(() => ''),
    note: '',
    status: { is: 'draft' },
    refusals: {},
    conflict: [],
    candidates: [],
    attempts: [],
    draft,
    can: { discard: true, undo: false, tryAgain: false, sendNow: false },
    history: [],
  };
}

function draftValues(draft: Draft): AllValues {
  return fill((key) => draft.changed[key]?.to ?? '');
}

function fill(value: (key: FieldKey) => string): AllValues {
  return Object.fromEntries(FIELD_KEYS.map((key) => [key, value(key)])) as Record<FieldKey, string>;
}

/** The text that an account is found by: every field once, its type, number and note. */
function findable(type: AccountType, values: Values, number: number | null, note: string): string {
  const { name = '', phone = '', fax = '' } = values;
  const texts = new Set(FIELD_KEYS.map((key) => values[key] ?? ''));
  for (const text of ['', name, phone, fax]) texts.delete(text);
  const others = [...texts, number === null ? '' : String(number), type, note].filter((text) => text !== '');
  return findableText(name, others, fax === '' ? [phone] : [phone, fax]);
}
