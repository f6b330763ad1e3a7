import type { FieldKey, RemoteAccount, Values } from '../account.ts';
import type { Edit } from './event.ts';
import { isOlder } from './freshness.ts';
import { unsent } from './merge.ts';
import type { Fields, MergeField } from './merge.ts';
import { step } from './step.ts';
import type { OutboxRecord } from './record.ts';
import { atRest, HISTORY_KEPT } from './transitions.ts';

/**
 * One account under two records: created here, its answer lost, and downloaded and edited as a stranger's before it was
 * known whose it is. From then on they are one.
 */

/** The records as they are when a change is decided. */
export interface KnownRecords {
  readonly records: Records;
  /** The record of an account, also under the local id that it had before it was known whose it is. */
  recordOf(localId: string): OutboxRecord | undefined;
  /** Whether a record began as a downloaded account. */
  isDownloaded(record: OutboxRecord): boolean;
  /** The account as it was last downloaded; undefined: it never was. */
  downloaded(remoteId: string): Downloaded | undefined;
}

export interface Downloaded {
  readonly account: RemoteAccount;
  readonly archivedThere: boolean;
}

export type Records = Pick<ReadonlyMap<string, OutboxRecord>, 'get' | 'values'>;

/**
 * The second record of an account: under it the account was downloaded and edited, sent or not, and now it proves to be
 * what this record created.
 *
 * @param isDownloaded whether a record began as a downloaded account
 */
export function secondRecordOf(
  after: OutboxRecord,
  before: OutboxRecord,
  { records, isDownloaded }: Pick<KnownRecords, 'records' | 'isDownloaded'>,
): OutboxRecord | null {
  if (after.remoteId === null || after.remoteId === before.remoteId) return null;
  for (const other of records.values()) {
    const same = other.localId !== after.localId && other.remoteId === after.remoteId;
    if (same && isDownloaded(other) && other.state.name !== 'sending') return other;
  }
  return null;
}

/** Records that had the same account, as they are now that an answer proved whose it is. */
export function disprovedBy(
  after: OutboxRecord,
  before: OutboxRecord,
  { records }: Pick<KnownRecords, 'records'>,
  at: number,
): readonly OutboxRecord[] {
  if (after.remoteId === null || after.idFrom !== 'answer' || before.idFrom === 'answer') return [];
  // An accepted edit of a downloaded account proves nothing about whose it was.
  if (before.idFrom === 'mirror') return [];
  return [...records.values()]
    .filter((other) => other.localId !== after.localId && other.remoteId === after.remoteId)
    .map((other) => step(other, { is: 'disproved', at }))
    .filter((other) => other.remoteId === null);
}

/**
 * A record that has just taken an account for its own, with all that is known of that. The candidate was remembered as it
 * was first seen, and no later list need show the account: once it is archived none does.
 *
 * @param at local wall-clock ms
 */
export function withDownloaded(
  after: OutboxRecord,
  before: OutboxRecord,
  { downloaded }: Pick<KnownRecords, 'downloaded'>,
  at: number,
): OutboxRecord {
  if (after.remoteId === null || after.remoteId === before.remoteId) return after;
  const latest = downloaded(after.remoteId);
  if (latest === undefined) return after;
  const { account: theirs, archivedThere } = latest;
  // No list has shown it since: whatever a stamp says, or doesn't, the candidate is no newer.
  const newer = archivedThere || isOlder({ modified: after.modified ?? null }, theirs.modified);
  return newer ? step(after, { is: 'pulled', at, theirs }) : after;
}

/** Values typed into the one become an edit of the other; facts about the account are taken from either. */
export function joined(record: OutboxRecord, second: OutboxRecord, at: number): OutboxRecord {
  const informed = informedBy(record, second, at);
  // Discarded values bring nothing back, least of all a record that is discarded itself.
  const edited = second.discarded
    ? informed
    : step(informed, { is: 'edited', at, ...editFrom(informed, second) });
  const fields = second.discarded ? edited.fields : withSentBySecond(edited.fields, second.fields);
  const history = [...edited.history, ...second.history].toSorted((a, b) => a.at - b.at).slice(-HISTORY_KEPT);
  const whole = { ...edited, fields, history };
  // Values that may still arrive have to be overwritten, or looked at.
  return whole.state.name === 'synced' ? atRest(whole, at) : whole;
}

/** A person may have chosen the account as it was when they were asked; edits of the second record were accepted since. */
function informedBy(record: OutboxRecord, second: OutboxRecord, at: number): OutboxRecord {
  const { remoteId, modified = null, number, type, fields } = second;
  const { modified: before = null } = record;
  // Where SalesBinder gives no stamps, only what was sent from here is surely newer than what the person was shown.
  const undated = modified === null && before === null;
  if (remoteId === null || (!undated && !isOlder({ modified: before }, modified))) return record;
  const values: Values = Object.fromEntries(
    Object.entries(fields).flatMap(([key, { theirs, base, ours }]) => {
      const known = theirs ?? base;
      return known === null || (undated && ours !== true) ? [] : [[key, known]];
    }),
  );
  return step(record, {
    is: 'pulled',
    at,
    theirs: { id: remoteId, number, type, values, created: null, modified },
  });
}

function editFrom(record: OutboxRecord, second: OutboxRecord): Edit {
  const changed = Object.fromEntries(
    Object.entries(unsent(second.fields)).map(([key, to]) => {
      const field = key as FieldKey;
      return [key, { from: second.fields[field]?.base ?? record.fields[field]?.mine ?? '', to }] as const;
    }),
  );
  const note =
    second.note === '' || record.note.includes(second.note) ? null : `${record.note}\n${second.note}`.trim();
  return { openedAtRevision: record.revision, type: record.type, changed, note };
}

/** A request of the second record's may still arrive, and what it sent and SalesBinder has was typed here. */
function withSentBySecond(fields: Fields, seconds: Fields): Fields {
  const after: Partial<Record<FieldKey, MergeField>> = { ...fields };
  for (const [name, second] of Object.entries(seconds)) {
    const key = name as FieldKey;
    const field = fields[key];
    const sent = second.possiblySent;
    const ours = second.ours === true && second.base === field?.base;
    if (field === undefined || (sent.length === 0 && second.mayReturn === undefined && !ours)) continue;
    const mayReturn = [...new Set([...(field.mayReturn ?? []), ...(second.mayReturn ?? [])])];
    after[key] = {
      ...field,
      ...(ours ? { ours } : {}),
      possiblySent: [...field.possiblySent.filter((value) => !sent.includes(value)), ...sent],
      ...(mayReturn.length === 0 ? {} : { mayReturn }),
    };
  }
  return after;
}
