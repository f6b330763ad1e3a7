import { ACCOUNT_TYPES } from '../../shared/account.ts';
import type { AccountType } from '../../shared/account.ts';
import { ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import type { Progress } from '../../shared/sync/pull-progress.ts';
import { DerivedIds } from './derived-id.ts';
import { accountsIn } from './mirrored-accounts.ts';
import type { MirroredAccounts } from './mirrored-accounts.ts';
import type { Change, Collection } from '../store/collection.ts';
import { mirroredKey, progressKey, RENEWED } from '../store/schemas/mirror-store.ts';
import type { Mirrored, MirrorRow } from '../store/schemas/mirror-store.ts';

/** The downloaded accounts. They can be thrown away at any time; the outbox is never touched from here. */
export interface Mirror {
  readonly accounts: MirroredAccounts;
  /** The remote id that a derived local id stands for, if that account is here. */
  remoteIdOf(localId: string): string | null;
  progress(type: AccountType): Progress;
  put(rows: readonly Mirrored[]): Promise<Result<null>>;
  remove(remoteIds: readonly string[]): Promise<Result<null>>;
  keepProgress(progress: Progress): Promise<Result<null>>;
  /** Everything but the accounts that are kept, so that the download begins anew. */
  throwAway(kept: ReadonlySet<string>): Promise<Result<null>>;
  /** Told of the remote ids that changed, after they are durable. */
  subscribe(listener: (remoteIds: readonly string[]) => void): () => void;
  close(): Promise<void>;
}

/** @param damaged the file that could not be read whole at this opening: once for each, everything is downloaded again */
export async function openMirror(store: Collection<MirrorRow>, damaged: string | null): Promise<Mirror> {
  const mirror = mirrorIn(store);
  const renewed = store.rows.get(RENEWED);
  if (damaged !== null && (renewed?.kind !== 'renewed' || renewed.setAside !== damaged)) {
    const thrown = await mirror.throwAway(new Set());
    if (thrown.ok) await store.commit([{ put: RENEWED, row: { kind: 'renewed', setAside: damaged } }]);
  }
  return mirror;
}

/** The mirror that a store holds, as it is. */
export function mirrorIn(store: Collection<MirrorRow>): Mirror {
  return new StoredMirror(store);
}

class StoredMirror implements Mirror {
  readonly accounts: MirroredAccounts;
  readonly #store: Collection<MirrorRow>;
  readonly #derived: DerivedIds;
  readonly #listeners = new Set<(remoteIds: readonly string[]) => void>();

  constructor(store: Collection<MirrorRow>) {
    this.#store = store;
    this.accounts = accountsIn(store.rows, [...ACCOUNT_TYPES.map(progressKey), RENEWED]);
    this.#derived = new DerivedIds(this.accounts);
  }

  remoteIdOf(localId: string): string | null {
    return this.#derived.remoteIdOf(localId);
  }

  progress(type: AccountType): Progress {
    const row = this.#store.rows.get(progressKey(type));
    return row?.kind === 'progress' ? row.progress : { type, scan: null, mark: null, asOf: null };
  }

  async put(rows: readonly Mirrored[]): Promise<Result<null>> {
    const kept = await this.#commit(
      rows.map((mirrored) => ({ put: mirroredKey(mirrored.account.id), row: { kind: 'account', mirrored } })),
    );
    if (!kept.ok) return kept;
    const ids = rows.map(({ account }) => account.id);
    this.#derived.add(ids);
    this.#publish(ids);
    return kept;
  }

  async remove(remoteIds: readonly string[]): Promise<Result<null>> {
    const here = remoteIds.filter((id) => this.accounts.has(id));
    const kept = await this.#commit(here.map((id) => ({ remove: mirroredKey(id) })));
    if (!kept.ok) return kept;
    this.#derived.remove(here);
    this.#publish(here);
    return kept;
  }

  async keepProgress(progress: Progress): Promise<Result<null>> {
    const kept = await this.#commit([
      { put: progressKey(progress.type), row: { kind: 'progress', progress } },
    ]);
    if (kept.ok) this.#publish([]);
    return kept;
  }

  /** First that nothing is complete any more; whatever happens then, the download begins anew. */
  async throwAway(kept: ReadonlySet<string>): Promise<Result<null>> {
    const marks = ACCOUNT_TYPES.map((type) => progressKey(type)).filter((key) => this.#store.rows.has(key));
    const begun = await this.#commit(marks.map((key) => ({ remove: key })));
    if (!begun.ok) return begun;
    for (let ids = this.#some(kept); ids.length > 0; ids = this.#some(kept)) {
      const removed = await this.remove(ids);
      if (!removed.ok) return removed;
    }
    this.#publish([]);
    return ok(null);
  }

  subscribe(listener: (remoteIds: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #commit(changes: readonly Change<MirrorRow>[]): Promise<Result<null>> {
    return changes.length === 0 ? Promise.resolve(ok(null)) : this.#store.commit(changes);
  }

  /** Some of those that are not to be kept. */
  #some(kept: ReadonlySet<string>): readonly string[] {
    const ids: string[] = [];
    for (const id of this.accounts.keys()) {
      if (!kept.has(id)) ids.push(id);
      if (ids.length === SLICE) break;
    }
    return ids;
  }

  #publish(remoteIds: readonly string[]): void {
    for (const listener of this.#listeners) listener(remoteIds);
  }
}

/** So many removals in one commit. */
const SLICE = 200;
