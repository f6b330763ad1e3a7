import * as v from 'valibot';
import { ACCOUNT_TYPES, FIELD_KEYS } from '../../../shared/account.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { SameType } from './same-type.ts';

const status = v.number();
const detail = v.string();
const fieldKey = v.picklist(FIELD_KEYS);

/** A problem as it is stored with a record. */
export const problem = v.variant('what', [
  v.object({ what: v.literal('unreachable'), detail }),
  v.object({ what: v.literal('lost'), detail }),
  v.object({ what: v.literal('trouble'), status }),
  v.object({ what: v.literal('portal'), status }),
  v.object({ what: v.literal('blocked'), status }),
  v.object({ what: v.literal('unclear'), status }),
  v.object({ what: v.literal('redirected'), status, permanent: v.boolean() }),
  v.object({ what: v.literal('wrong-address'), status }),
  v.object({ what: v.literal('key'), reason: v.picklist(['missing', 'refused', 'v3']) }),
  v.object({ what: v.literal('forbidden'), type: v.picklist(ACCOUNT_TYPES) }),
  v.object({ what: v.literal('over-limit') }),
  v.object({
    what: v.literal('refused'),
    status,
    message: v.string(),
    fields: v.record(fieldKey, v.string()),
    unique: v.exactOptional(v.boolean()),
    unsure: v.exactOptional(v.boolean()),
  }),
  v.object({ what: v.literal('stale-answer') }),
  v.object({ what: v.literal('not-kept') }),
  v.object({ what: v.literal('not-found') }),
  v.object({ what: v.literal('keeps-vanishing'), rounds: v.number() }),
  v.object({ what: v.literal('bad-address'), typed: v.string() }),
  v.object({
    what: v.literal('storage'),
    reason: v.picklist(['full', 'read-only', 'vanished', 'io', 'newer', 'in-use', 'taken']),
    detail,
  }),
  v.object({ what: v.literal('bad-call'), detail }),
  v.object({ what: v.literal('stale'), detail }),
  v.object({ what: v.literal('invalid'), fields: v.record(fieldKey, v.picklist(['required', 'too-long'])) }),
]);

true satisfies SameType<v.InferOutput<typeof problem>, Problem>;
