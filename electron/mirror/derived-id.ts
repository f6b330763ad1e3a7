import { createHash } from 'node:crypto';
import { DERIVED_PREFIX as PREFIX, isDerived } from '../../shared/outbox/local-id.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';

/** The local id of a downloaded account that was never created here: always the same for the same remote id. */
export function derivedId(remoteId: string): string {
  if (isPlain(remoteId)) return `${PREFIX}${remoteId}`;
  return `${PREFIX}${createHash('sha256').update(remoteId).digest('hex').slice(0, 40)}`;
}

/** Whether a record began as a downloaded account; an edit of it that was sent says nothing of who created it. */
export function isDownloaded({ localId, remoteId }: Pick<OutboxRecord, 'localId' | 'remoteId'>): boolean {
  return remoteId !== null && isDerived(localId) && localId === derivedId(remoteId);
}

/**
 * The way back, for the accounts that are here. SalesBinder's ids are lower-case uuids, which can be read from the
 * derived id itself; of others there is a list, which is made when one is first asked for.
 */
export class DerivedIds {
  readonly #here: Here;
  /** Derived id -> remote id, of those whose derived id is a hash; null: never asked for. */
  #hashed: Map<string, string> | null = null;

  constructor(here: Here) {
    this.#here = here;
  }

  add(remoteIds: Iterable<string>): void {
    for (const id of remoteIds) if (!isPlain(id)) this.#hashed?.set(derivedId(id), id);
  }

  remove(remoteIds: Iterable<string>): void {
    for (const id of remoteIds) if (!isPlain(id)) this.#hashed?.delete(derivedId(id));
  }

  remoteIdOf(localId: string): string | null {
    if (!isDerived(localId)) return null;
    const plain = localId.slice(PREFIX.length);
    if (isPlain(plain) && this.#here.has(plain)) return plain;
    return HASH.test(plain) ? (this.#list().get(localId) ?? null) : null;
  }

  #list(): ReadonlyMap<string, string> {
    if (this.#hashed === null) {
      this.#hashed = new Map();
      this.add(this.#here.keys());
    }
    return this.#hashed;
  }
}

/** The remote ids that are here. */
interface Here {
  has(remoteId: string): boolean;
  keys(): Iterable<string>;
}

const HASH = /^[0-9a-f]{40}$/;

/** Fit for a local id as it is, and the same in whichever case a file system or a database may keep it. */
function isPlain(remoteId: string): boolean {
  return /^[a-z0-9-]{1,60}$/.test(remoteId);
}
