import * as v from 'valibot';
import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import { remoteAccount } from './record-schema.ts';

/** A downloaded account, and what tells how fresh it is. */
export type Mirrored = v.InferOutput<typeof mirrored>;

export const mirrored = v.object({
  account: v.object({ ...remoteAccount.entries, type: v.picklist(ACCOUNT_TYPES) }),
  /** What SalesBinder says of it beyond our fields: kept, never sent back. */
  rest: v.record(v.string(), v.unknown()),
  /** The local number of the request that brought it. */
  asked: v.number(),
});
