import { FIELD_KEYS } from '../shared/account.ts';
import type { Draft } from '../shared/account-view.ts';
import type { Edit } from '../shared/event.ts';
import { createRecord, step } from '../shared/outbox.ts';
import type { Problem } from '../shared/problem.ts';
import type { OutboxRecord } from '../shared/record.ts';
import { typeFixed } from '../shared/rest.ts';

/** What was typed: a record that was never sent, a draft, or a draft on such a record. */
export interface Typed {
  readonly record: OutboxRecord | undefined;
  readonly draft: Draft | undefined;
}

/** Only what SalesBinder can't have yet may become part of another account. */
export function whyNotMerged({ record, draft }: Typed, target: OutboxRecord | undefined): Problem | null {
  if (target === undefined || (record === undefined && draft === undefined)) {
    return { what: 'stale', detail: 'no-such-record' };
  }
  if (record?.localId === target.localId) return { what: 'bad-call', detail: 'into-itself' };
  if (record !== undefined && typeFixed(record)) return { what: 'stale', detail: 'may-be-sent' };
  return null;
}

/** The one edited, and the other discarded with all that was typed, so that undo brings it back. */
export function afterMerging(
  localId: string,
  { record, draft }: Typed,
  target: OutboxRecord | undefined,
  at: number,
): readonly OutboxRecord[] {
  if (target === undefined) return [];
  const source = sourceOf(localId, { record, draft }, at);
  const edit: Edit = {
    openedAtRevision: target.revision,
    type: target.type,
    changed: changesFor(source, target),
    note: noteOf(source, target),
  };
  const into = step(target, { is: 'edited', at, ...edit });
  return [into, step(source, { is: 'discarded', at })];
}

function sourceOf(localId: string, { record, draft }: Typed, at: number): OutboxRecord {
  if (record !== undefined)
    return draft === undefined ? record : step(record, { ...draft, is: 'edited', at });
  return createRecord(localId, draft ?? NOTHING, at);
}

const NOTHING: Edit = { openedAtRevision: 0, type: 'customer', changed: {}, note: null };

/** An empty field says nothing, and the account's own name stays: it is the same firm under another spelling. */
function changesFor(source: OutboxRecord, target: OutboxRecord): Edit['changed'] {
  const named = (target.fields.name?.mine ?? '') !== '';
  const changes = FIELD_KEYS.flatMap((key) => {
    const to = source.fields[key]?.mine ?? '';
    const from = target.fields[key]?.mine ?? '';
    return to.trim() === '' || to === from || (key === 'name' && named) ? [] : [[key, { from, to }] as const];
  });
  return Object.fromEntries(changes);
}

function noteOf(source: OutboxRecord, target: OutboxRecord): string | null {
  if (source.note === '' || target.note.includes(source.note)) return null;
  return target.note === '' ? source.note : `${target.note}\n${source.note}`;
}
