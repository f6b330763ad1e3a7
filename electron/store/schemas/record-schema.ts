import * as v from 'valibot';
import { ACCOUNT_TYPES, FIELD_KEYS } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import { problem } from './problem-schema.ts';
import type { SameType } from './same-type.ts';

const fieldKey = v.picklist(FIELD_KEYS);
const fieldKeys = v.array(fieldKey);
const type = v.picklist(ACCOUNT_TYPES);
const kind = v.picklist(['create', 'update']);
const number = v.nullable(v.number());
const values = v.record(fieldKey, v.string());

const instant = v.object({ wall: v.number(), mono: v.number(), run: v.string(), skew: number });

const attempt = v.object({
  id: v.string(),
  kind,
  revision: v.number(),
  type,
  sent: values,
  startedAt: instant,
  endedAt: v.nullable(instant),
});

export const remoteAccount = v.object({
  id: v.string(),
  number,
  type: v.nullable(type),
  values,
  created: v.nullable(v.string()),
  modified: v.nullable(v.string()),
});

const ask = v.variant('why', [
  v.object({ why: v.picklist(['near', 'several']), candidates: v.array(remoteAccount) }),
  v.object({ why: v.picklist(['rounds', 'incomplete-list']) }),
]);

const state = v.variant('name', [
  v.object({
    name: v.literal('waiting'),
    dueAt: v.number(),
    tries: v.number(),
    problem: v.nullable(problem),
  }),
  v.object({ name: v.literal('sending'), attempt, tries: v.number() }),
  v.object({
    name: v.literal('unknown'),
    lookAt: v.number(),
    looks: v.number(),
    ask: v.nullable(ask),
    refusal: v.nullable(problem),
  }),
  v.object({ name: v.literal('conflict'), fields: fieldKeys }),
  v.object({ name: v.literal('refused'), problem }),
  v.object({ name: v.literal('gone') }),
  v.object({ name: v.literal('synced'), at: v.number() }),
]);

const reasons = v.array(v.picklist(['email', 'phone', 'site', 'name']));

const changed = v.exactOptional(v.record(fieldKey, v.object({ was: v.string(), is: v.string() })));

const historyEvent = v.variant('what', [
  v.object({ what: v.literal('created') }),
  v.object({ what: v.literal('edited'), fields: fieldKeys, note: v.boolean(), values: changed }),
  v.object({ what: v.literal('sent'), kind, fields: fieldKeys }),
  v.object({ what: v.literal('looked-alike'), name: v.string(), number, reasons }),
  v.object({ what: v.literal('accepted'), kind, number }),
  v.object({ what: v.literal('altered'), field: fieldKey, typed: v.string(), kept: v.string() }),
  v.object({ what: v.literal('replaced'), field: fieldKey, typed: v.string(), kept: v.string() }),
  v.object({ what: v.literal('outcome-unknown'), problem }),
  v.object({ what: v.literal('not-sent'), problem }),
  v.object({
    what: v.literal('looked'),
    found: v.picklist(['nothing', 'it', 'near', 'several', 'incomplete-list']),
  }),
  v.object({ what: v.literal('adopted'), number, by: v.picklist(['look', 'person']) }),
  v.object({ what: v.literal('disproved') }),
  v.object({ what: v.literal('refused'), problem }),
  v.object({ what: v.literal('taken-over'), fields: fieldKeys, values: changed }),
  v.object({ what: v.literal('conflict'), fields: fieldKeys }),
  v.object({
    what: v.literal('resolved'),
    fields: fieldKeys,
    chosen: v.exactOptional(v.record(fieldKey, v.picklist(['yours', 'theirs', 'another']))),
  }),
  v.object({ what: v.literal('gone') }),
  v.object({ what: v.literal('created-again') }),
  v.object({ what: v.literal('tried-again') }),
  v.object({ what: v.literal('discarded') }),
  v.object({ what: v.literal('discard-undone') }),
  v.object({ what: v.literal('added-to'), name: v.string() }),
  v.object({ what: v.literal('taken-back'), fields: fieldKeys, note: v.boolean() }),
  v.object({ what: v.literal('stays-there'), name: v.string(), fields: fieldKeys }),
  v.object({ what: v.literal('found-though-discarded'), number }),
]);

const mergeField = v.object({
  base: v.nullable(v.string()),
  mine: v.string(),
  possiblySent: v.array(v.string()),
  mayReturn: v.exactOptional(v.array(v.string())),
  ours: v.exactOptional(v.literal(true)),
  theirs: v.exactOptional(v.string()),
});

const addedTo = v.object({
  localId: v.string(),
  name: v.string(),
  fields: v.record(
    fieldKey,
    v.object({ had: v.nullable(v.string()), there: v.exactOptional(v.string()), given: v.string() }),
  ),
  note: v.nullable(v.object({ had: v.string(), given: v.string() })),
});

export const history = v.array(v.object({ at: v.number(), event: historyEvent }));

/** A record as it is stored. */
export const record = v.object({
  localId: v.string(),
  type,
  remoteId: v.nullable(v.string()),
  number,
  idFrom: v.nullable(v.picklist(['answer', 'look', 'mirror'])),
  modified: v.exactOptional(v.string()),
  revision: v.number(),
  begunAnewAt: v.exactOptional(v.number()),
  fields: v.record(fieldKey, mergeField),
  note: v.string(),
  state,
  discarded: v.boolean(),
  attempts: v.array(attempt),
  notThese: v.array(v.string()),
  suspects: v.exactOptional(v.array(remoteAccount)),
  rounds: v.number(),
  addedTo: v.exactOptional(addedTo),
  createdAt: v.number(),
  editedAt: v.number(),
  history,
});

true satisfies SameType<v.InferOutput<typeof record>, OutboxRecord>;
