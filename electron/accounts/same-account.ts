import type { FieldKey, Values } from '../../shared/account.ts';
import type { Edit } from '../../shared/outbox/event.ts';
import { isOlder } from '../../shared/outbox/freshness.ts';
import { unsent } from '../../shared/outbox/merge.ts';
import type { Fields, MergeField } from '../../shared/outbox/merge.ts';
import { step } from '../../shared/outbox/step.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import { atRest, HISTORY_KEPT } from '../../shared/outbox/transitions.ts';
import { isDownloaded } from '../mirror/derived-id.ts';

/**
 * One account under two records: created here, its answer lost, and downloaded and edited as a stranger's before it was
 * known whose it is. From then on they are one.
 */

/** The record under which a downloaded account was edited, sent or not, that now proves to be what this record created. */
export function twinOf(
  after: OutboxRecord,
  before: OutboxRecord,
  records: ReadonlyMap<string, OutboxRecord>,
): OutboxRecord | null {
  if (after.remoteId === null || after.remoteId === before.remoteId) return null;
  for (const other of records.values()) {
    const same = other.localId !== after.localId && other.remoteId === after.remoteId;
    if (same && isDownloaded(other) && other.state.name !== 'sending') return other;
  }
  return null;
}

/** What was typed into the one becomes an edit of the other; what is known of the account is what either knows. */
export function withTwin(record: OutboxRecord, twin: OutboxRecord, at: number): OutboxRecord {
  const informed = informedBy(record, twin, at);
  // What was discarded there is typed nowhere: it brings nothing back, least of all a record that is discarded itself.
  const edited = twin.discarded
    ? informed
    : step(informed, { is: 'edited', at, ...editFrom(informed, twin) });
  const fields = twin.discarded ? edited.fields : withPossiblySent(edited.fields, twin.fields);
  const history = [...edited.history, ...twin.history].toSorted((a, b) => a.at - b.at).slice(-HISTORY_KEPT);
  const whole = { ...edited, fields, history };
  // What may still arrive has to be overwritten, or looked at.
  return whole.state.name === 'synced' ? atRest(whole, at) : whole;
}

/** What a person chose may be as the account was when they were asked; edits of the twin were accepted since. */
function informedBy(record: OutboxRecord, twin: OutboxRecord, at: number): OutboxRecord {
  const { remoteId, modified, number, type, fields } = twin;
  if (remoteId === null || modified === undefined) return record;
  if (!isOlder({ modified: record.modified ?? null }, modified)) return record;
  const values: Values = Object.fromEntries(
    Object.entries(fields).flatMap(([key, { theirs, base }]) => {
      const known = theirs ?? base;
      return known === null ? [] : [[key, known]];
    }),
  );
  return step(record, {
    is: 'pulled',
    at,
    theirs: { id: remoteId, number, type, values, created: null, modified },
  });
}

function editFrom(record: OutboxRecord, twin: OutboxRecord): Edit {
  const changed = Object.fromEntries(
    Object.entries(unsent(twin.fields)).map(([key, to]) => {
      const field = key as FieldKey;
      return [key, { from: twin.fields[field]?.base ?? record.fields[field]?.mine ?? '', to }] as const;
    }),
  );
  const note =
    twin.note === '' || record.note.includes(twin.note) ? null : `${record.note}\n${twin.note}`.trim();
  return { openedAtRevision: record.revision, type: record.type, changed, note };
}

/** A request of the twin's may still arrive. */
function withPossiblySent(fields: Fields, twins: Fields): Fields {
  const after: Partial<Record<FieldKey, MergeField>> = { ...fields };
  for (const [name, twin] of Object.entries(twins)) {
    const key = name as FieldKey;
    const field = fields[key];
    const sent = twin.possiblySent;
    if (field === undefined || (sent.length === 0 && twin.mayReturn === undefined)) continue;
    const mayReturn = [...new Set([...(field.mayReturn ?? []), ...(twin.mayReturn ?? [])])];
    after[key] = {
      ...field,
      possiblySent: [...field.possiblySent.filter((value) => !sent.includes(value)), ...sent],
      ...(mayReturn.length === 0 ? {} : { mayReturn }),
    };
  }
  return after;
}
