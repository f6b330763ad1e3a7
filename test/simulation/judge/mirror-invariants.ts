import type { Change } from '../../../electron/store/collection.ts';
import type { MirrorRow } from '../../../electron/store/schemas/mirror-store.ts';
import type { Judge } from './judge.ts';

/** A downloaded account goes only when it was deleted there, or when a person has everything downloaded anew. */
export class MirrorInvariants {
  readonly #judge: Judge;
  readonly #here = new Map<string, string>();
  /** `perhaps`: the disk would not have it; it may have it all the same, until something newer is there. */
  thrownAway: 'no' | 'yes' | 'perhaps' = 'no';

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  durable(changes: readonly Change<MirrorRow>[]): void {
    for (const change of changes) {
      if ('put' in change && change.row.kind === 'account') {
        this.#here.set(change.put, change.row.mirrored.account.id);
      }
      if ('put' in change && this.thrownAway === 'perhaps') this.thrownAway = 'no';
      if ('remove' in change) this.#goes(change.remove);
    }
  }

  #goes(key: string): void {
    const remoteId = this.#here.get(key);
    this.#here.delete(key);
    if (remoteId === undefined || this.thrownAway !== 'no') return;
    const account = this.#judge.server.accounts.byId.get(remoteId);
    if (account?.deletedAt !== null) return;
    this.#judge.breaks('what a list leaves out is not deleted', `${remoteId} goes, and nobody deleted it`);
  }
}
