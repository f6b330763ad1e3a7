import { EMPTY_VALUES, FIELD_KEYS } from '../../shared/account.ts';
import type { AccountType, AllValues, FieldKey, RemoteAccount } from '../../shared/account.ts';
import type { AccountView } from '../../shared/contract/account-view.ts';
import type { Draft } from '../../shared/outbox/event.ts';
import type { Input, Row } from '../../shared/contract/contract.ts';
import type { ConflictField } from '../../shared/outbox/merge.ts';
import type { Refusals } from '../../shared/problem.ts';
import type { HistoryEntry } from '../../shared/outbox/record.ts';
import { findableText } from '../../shared/text/search.ts';
import type { RecordStatus } from '../../shared/outbox/status.ts';

/** An account as the fake host keeps it. */
export interface FakeRecord {
  readonly localId: string;
  readonly type: AccountType;
  readonly typeFixed: boolean;
  readonly remoteId: string | null;
  readonly number: number | null;
  readonly revision: number;
  readonly values: Readonly<Partial<Record<FieldKey, string>>>;
  readonly note: string;
  readonly status: RecordStatus;
  readonly beforeDiscard: RecordStatus | null;
  readonly refusals: Refusals;
  readonly conflict: readonly ConflictField[];
  readonly candidates: readonly RemoteAccount[];
  readonly draft: Draft | null;
  readonly editedAt: number;
  readonly history: readonly HistoryEntry[];
}

export function blank(localId: string, type: AccountType, now: number): FakeRecord {
  return {
    localId,
    type,
    typeFixed: false,
    remoteId: null,
    number: null,
    revision: 0,
    values: EMPTY_VALUES,
    note: '',
    status: waiting(now),
    beforeDiscard: null,
    refusals: {},
    conflict: [],
    candidates: [],
    draft: null,
    editedAt: now,
    history: [],
  };
}

export function waiting(now: number): RecordStatus {
  return { is: 'waiting', problem: null, since: now };
}

export function allValues(record: FakeRecord): AllValues {
  return { ...EMPTY_VALUES, ...record.values };
}

export function rowOf(record: FakeRecord): Row {
  const values = allValues(record);
  const name = values.name === '' ? (record.draft?.changed.name?.to ?? '') : values.name;
  return {
    localId: record.localId,
    type: record.type,
    name,
    city: values.billingCity,
    email: values.email,
    status: record.status,
    draft: record.draft !== null,
    editedAt: record.editedAt,
    find: findableText(name, [values.email, values.billingCity, String(record.number ?? '')], [values.phone]),
  };
}

export function viewOf(record: FakeRecord): AccountView {
  const { status } = record;
  const unsent = !['sent', 'in-salesbinder', 'archived', 'discarded', 'edit-discarded', 'draft'].includes(
    status.is,
  );
  return {
    localId: record.localId,
    revision: record.revision,
    type: record.type,
    typeFixed: record.typeFixed,
    remoteId: record.remoteId,
    number: record.number,
    values: allValues(record),
    note: record.note,
    status,
    refusals: record.refusals,
    conflict: record.conflict,
    candidates: record.candidates,
    attempts: [],
    draft: record.draft,
    can: {
      discard: unsent || status.is === 'draft',
      undo: status.is === 'discarded' || status.is === 'edit-discarded',
      tryAgain:
        status.is === 'needs-you' && ['refused', 'rounds', 'incomplete-list'].includes(status.why.because),
      sendNow: status.is === 'waiting',
    },
    history: record.history,
  };
}

/** A save on top of it. A field in question stays in question until it is settled. */
export function savedOver(
  record: FakeRecord,
  input: Input<'saveAccount'>,
  { isNew, now }: { readonly isNew: boolean; readonly now: number },
): FakeRecord {
  const values = { ...allValues(record) };
  for (const key of FIELD_KEYS) values[key] = input.changed[key]?.to ?? values[key];
  const fields = FIELD_KEYS.filter((key) => input.changed[key] !== undefined);
  const event: HistoryEntry['event'] =
    isNew || record.status.is === 'draft'
      ? { what: 'created' }
      : { what: 'edited', fields, note: input.note !== null };
  return {
    ...record,
    values,
    type: input.type,
    note: input.note ?? record.note,
    revision: record.revision + 1,
    status: record.conflict.length > 0 ? record.status : waiting(now),
    conflict: record.conflict.map((field) => ({ ...field, mine: values[field.key] })),
    refusals: {},
    draft: null,
    editedAt: now,
    history: [...record.history, { at: now, event }],
  };
}
