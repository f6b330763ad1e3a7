import { FIELD_KEYS } from '../shared/account.ts';
import type { AllValues, FieldKey } from '../shared/account.ts';
import type { AccountView, Draft, Row, RowsPage } from '../shared/contract.ts';
import type { Fields } from '../shared/merge.ts';
import type { OutboxRecord } from '../shared/record.ts';
import { typeFixed } from '../shared/rest.ts';
import { fold } from '../shared/search.ts';
import { standingOf } from '../shared/standing.ts';
import type { Accounts } from './accounts.ts';

/** What the list shows, with a sequence number, so that a window that missed something asks only for that. */
export interface Rows {
  page(since: number | null): RowsPage;
  /** Told of each change as a page that follows the one before it. */
  subscribe(listener: (page: RowsPage) => void): () => void;
}

export function openRows(accounts: Accounts): Rows {
  const changedAt = new Map<string, number>();
  const listeners = new Set<(page: RowsPage) => void>();
  const first = 1;
  let seq = first;
  for (const localId of new Set([...accounts.records.keys(), ...accounts.drafts.keys()])) {
    changedAt.set(localId, first);
  }

  accounts.subscribe((localIds) => {
    const after = seq;
    seq += 1;
    for (const localId of localIds) changedAt.set(localId, seq);
    const page = pageOf(localIds, { seq, after, full: false });
    for (const listener of listeners) listener(page);
  });

  function pageOf(localIds: Iterable<string>, place: Pick<RowsPage, 'seq' | 'after' | 'full'>): RowsPage {
    const rows: Row[] = [];
    const removed: string[] = [];
    for (const localId of localIds) {
      const row = rowOf(accounts.records.get(localId), accounts.drafts.get(localId));
      if (row === null) removed.push(localId);
      else rows.push(row);
    }
    return { ...place, rows, removed: place.full ? [] : removed };
  }

  return {
    page(since) {
      const full = since === null || since > seq || since < first;
      const wanted = full
        ? changedAt.keys()
        : [...changedAt].filter(([, changed]) => changed > since).map(([localId]) => localId);
      return pageOf(wanted, { seq, after: full ? 0 : since, full });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A row of the list; null when neither a record nor a draft is there (any more). */
function rowOf(record: OutboxRecord | undefined, draft: Draft | undefined): Row | null {
  if (record === undefined) return draft === undefined ? null : draftRow(draft);
  const values = valuesOf(record);
  return {
    localId: record.localId,
    type: record.type,
    name: values.name,
    city: values.billingCity,
    email: values.email,
    standing: standingOf(record),
    draft: draft !== undefined,
    editedAt: record.editedAt,
    find: findable(values, record.number),
  };
}

/** What the open record shows; null when there is nothing by that id. */
export function viewOf(record: OutboxRecord | undefined, draft: Draft | undefined): AccountView | null {
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
    standing: standingOf(record),
    refusals: problem?.what === 'refused' ? problem.fields : {},
    conflict: FIELD_KEYS.flatMap((key) => {
      const field = record.fields[key];
      if (field?.theirs === undefined) return [];
      return [{ key, base: field.base, mine: field.mine, theirs: field.theirs }];
    }),
    candidates: ask === null || ask.why === 'rounds' ? [] : ask.candidates,
    attempts: state.name === 'unknown' ? record.attempts : [],
    draft: draft ?? null,
    can: {
      discard: !record.discarded && state.name !== 'synced',
      undo: record.discarded,
      tryAgain: !record.discarded && (state.name === 'refused' || ask?.why === 'rounds'),
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
    standing: { is: 'draft' },
    draft: true,
    editedAt: draft.at,
    find: findable(values, null),
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
    standing: { is: 'draft' },
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

function findable(values: AllValues, number: number | null): string {
  const { name, email, billingCity, phone } = values;
  return fold([name, email, billingCity, phone, phone.replace(/\D/g, ''), number ?? ''].join(' '));
}
