import * as v from 'valibot';
import { ACCOUNT_TYPES } from '../../../shared/account.ts';
import type { AccountType } from '../../../shared/account.ts';
import type { Result } from '../../../shared/problem.ts';
import type { Progress } from '../../../shared/sync/pull-progress.ts';
import {
  askedOf,
  isStoredAccount,
  mirrored,
  mirroredFrom,
  storedAccount,
  typeAndStamp,
} from './mirror-form.ts';
import type { Mirrored } from './mirror-form.ts';
import { openCollection } from '../journal/open-collection.ts';
import type { OpenedCollection } from '../journal/open-collection.ts';
import type { StoreFolder } from '../disk/folder.ts';
import type { SameType } from './same-type.ts';
import type { CollectionSchema } from '../collection-schema.ts';

export type { Mirrored } from './mirror-form.ts';

const whole = v.pipe(v.number(), v.integer());

const progress = v.object({
  type: v.picklist(ACCOUNT_TYPES),
  scan: v.nullable(v.object({ page: whole, count: whole, mark: whole, rounds: whole })),
  mark: v.nullable(whole),
  asOf: v.nullable(v.number()),
});

true satisfies SameType<v.InferOutput<typeof progress>, Progress>;

/** `renewed`: the damaged file whose loss a new download has made good. */
export type MirrorRow =
  | { readonly kind: 'account'; readonly mirrored: Mirrored }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'renewed'; readonly setAside: string };

export const RENEWED = 'renewed';

const ACCOUNT = 'account/';

export function mirroredKey(remoteId: string): string {
  return `${ACCOUNT}${remoteId}`;
}

/** Null: it is another row's key. */
export function remoteIdIn(key: string): string | null {
  return key.startsWith(ACCOUNT) ? key.slice(ACCOUNT.length) : null;
}

export function progressKey(type: AccountType): string {
  return `progress/${type}`;
}

export const accountRow = v.object({ kind: v.literal('account'), mirrored });

/** The form of schema 1, and today's row. */
const row = v.variant('kind', [
  accountRow,
  v.object({ kind: v.literal('progress'), progress }),
  v.object({ kind: v.literal('renewed'), setAside: v.string() }),
]);

true satisfies SameType<v.InferOutput<typeof row>, MirrorRow>;

const others = v.variant('kind', [row.options[1], row.options[2]]);

export const MIRROR: CollectionSchema<MirrorRow> = {
  name: 'mirror',
  version: 2,
  parse: (given, id) => {
    const remoteId = remoteIdIn(id);
    if (remoteId === null) return v.is(others, given) ? given : null;
    return isStoredAccount(given) ? { kind: 'account', mirrored: mirroredFrom(given, remoteId) } : null;
  },
  stored,
  migrate: (old) => (v.is(row, old) ? stored(old) : null),
  packing: {
    fits: (given, id) => (id.startsWith(ACCOUNT) ? isStoredAccount(given) : v.is(others, given)),
    numbers: [typeAndStamp, askedOf],
  },
};

/** Which of the packing's numbers is which. */
export const TYPE_AND_STAMP = 0;
export const ASKED = 1;

/** The downloaded accounts. Large, and nothing in it is irreplaceable: it can be downloaded again. */
export function openMirrorStore(place: StoreFolder): Promise<Result<OpenedCollection<MirrorRow>>> {
  return openCollection<MirrorRow>({ ...place, ...MIRROR });
}

function stored(given: MirrorRow): unknown {
  return given.kind === 'account' ? storedAccount(given.mirrored) : given;
}
