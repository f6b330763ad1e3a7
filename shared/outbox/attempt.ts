import { FIELD_KEYS } from '../account.ts';
import type { Values } from '../account.ts';
import type { Alike } from '../duplicates/alike.ts';
import type { RecordEvent } from './event.ts';
import { unsent } from './merge.ts';
import type { Attempt, Instant, OutboxRecord } from './record.ts';
import { isDirty } from './transitions.ts';

export interface Start {
  readonly id: string;
  /** Local wall clock, ms. */
  readonly at: number;
  readonly startedAt: Instant;
  /** The account that a new one looks like; null: none. */
  readonly alike: Alike | null;
}

/** The event that puts an attempt on record before its first byte leaves; none where there is nothing left to send. */
export function startOf(record: OutboxRecord, { id, at, startedAt, alike }: Start): readonly RecordEvent[] {
  if (record.discarded || !isDirty(record)) return [];
  const hint = alike === null ? {} : { alike };
  return [{ is: 'started', at, attempt: attemptFor(record, id, startedAt), ...hint }];
}

function attemptFor(record: OutboxRecord, id: string, startedAt: Instant): Attempt {
  const kind = record.remoteId === null ? 'create' : 'update';
  const { revision, type } = record;
  const sent = kind === 'create' ? everything(record) : unsent(record.fields);
  return { id, kind, revision, type, sent, startedAt, endedAt: null };
}

/** A new account is sent with every field that was touched, emptied ones too. */
function everything({ fields }: OutboxRecord): Values {
  return Object.fromEntries(
    FIELD_KEYS.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key].mine]])),
  );
}
