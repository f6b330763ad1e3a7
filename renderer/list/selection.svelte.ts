import { SvelteMap } from 'svelte/reactivity';
import type { AccountView } from '../../shared/contract/account-view.ts';
import type { Api } from '../../shared/contract/contract.ts';
import type { Problem, Result } from '../../shared/problem.ts';

/** So many at a time: the host is asked about each of them, and each answer is kept for its undo. */
export const MOST_SELECTED = 1_000;

export type ForSelected = 'sendNow' | 'tryAgain' | 'discard' | 'undo';

/** The last action on the selected accounts, and how to undo it. */
export interface Done {
  readonly what: ForSelected;
  readonly count: number;
  readonly undo: (() => Promise<void>) | null;
}

type TakeBack = () => Promise<Result<unknown>>;

/** The selected rows, the actions they allow, and the undo of the last one. */
export class Selection {
  #api: Api;
  /** Each as the host shows it; null until it answered. */
  #views = new SvelteMap<string, AccountView | null>();
  /** The rows that were selected as one stretch last: the next one takes its place. */
  #stretch: ReadonlySet<string> = new Set();
  #done = $state.raw<Done | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #busy = $state(false);

  #can = $derived.by(() => {
    const views = [...this.#views.values()];
    const those = (which: ForSelected) => views.filter((view) => view?.can[which] === true).length;
    return {
      sendNow: those('sendNow'),
      tryAgain: those('tryAgain'),
      discard: those('discard'),
      undo: those('undo'),
    };
  });

  constructor(api: Api) {
    this.#api = api;
  }

  get size(): number {
    return this.#views.size;
  }
  /** To how many of them each thing can be done. */
  get can(): Readonly<Record<ForSelected, number>> {
    return this.#can;
  }
  get done(): Done | null {
    return this.#done;
  }
  get problem(): Problem | null {
    return this.#problem;
  }

  has(localId: string): boolean {
    return this.#views.has(localId);
  }

  toggle(localId: string): void {
    this.#begin();
    this.#stretch = new Set();
    if (!this.#views.delete(localId)) this.#add(localId);
  }

  /** Selects these, and no longer what the stretch before had beside them. */
  stretch(localIds: readonly string[]): void {
    this.#begin();
    const wanted = new Set(localIds);
    for (const localId of this.#stretch) if (!wanted.has(localId)) this.#views.delete(localId);
    for (const localId of wanted) if (!this.#views.has(localId)) this.#add(localId);
    this.#stretch = wanted;
  }

  clear(): void {
    this.#views.clear();
    this.#stretch = new Set();
    this.#problem = null;
  }

  /** What was done last is no longer told, nor undone from here. */
  forgetDone(): void {
    this.#done = null;
  }

  /** These changed: what can be done to them may have changed too. */
  refresh(localIds: ReadonlySet<string> | 'all'): void {
    for (const localId of this.#views.keys()) {
      if (localIds === 'all' || localIds.has(localId)) void this.#read(localId);
    }
  }

  /** One after the other; what fails ends it, and what was done until then can be taken back. */
  async perform(what: ForSelected): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const back: TakeBack[] = [];
    let count = 0;
    let problem: Problem | null = null;
    for (const localId of [...this.#views.keys()]) {
      // As it is now: what is taken back must come back with its last letter.
      const view = await this.#read(localId);
      if (view?.can[what] !== true) continue;
      const answer = await this.#do(what, view);
      problem = answer.ok ? null : answer.problem;
      if (problem !== null) break;
      count += 1;
      if (what === 'discard') back.push(this.#takeBack(view));
    }
    if (problem === null) this.clear();
    this.#problem = problem;
    this.#done =
      count === 0 ? null : { what, count, undo: back.length === 0 ? null : () => this.#undo(back) };
    this.#busy = false;
  }

  #begin(): void {
    this.#done = null;
    this.#problem = null;
  }

  #add(localId: string): void {
    if (this.#views.size >= MOST_SELECTED) return;
    this.#views.set(localId, null);
    void this.#read(localId);
  }

  async #undo(back: readonly TakeBack[]): Promise<void> {
    this.#done = null;
    for (const one of back) {
      const answer = await one();
      if (!answer.ok) this.#problem = answer.problem;
    }
  }

  #do(what: ForSelected, { localId, status }: AccountView): Promise<Result<unknown>> {
    switch (what) {
      case 'sendNow':
        return this.#api.sendNow({ localId });
      case 'tryAgain':
        return this.#api.tryAgain({ localId });
      case 'discard':
        return status.is === 'draft' ? this.#api.dropDraft({ localId }) : this.#api.discard({ localId });
      case 'undo':
        return this.#api.undoDiscard({ localId });
    }
  }

  /** A draft that was never saved is only here: it is kept again as it was. */
  #takeBack({ localId, status, draft }: AccountView): TakeBack {
    if (status.is !== 'draft' || draft === null) return () => this.#api.undoDiscard({ localId });
    const { openedAtRevision, type, changed, note } = draft;
    return () => this.#api.keepDraft({ localId, openedAtRevision, type, changed, note });
  }

  async #read(localId: string): Promise<AccountView | null> {
    const answer = await this.#api.account({ localId });
    if (!this.#views.has(localId)) return null;
    if (answer.ok) this.#views.set(localId, answer.value);
    else this.#views.delete(localId);
    return answer.ok ? answer.value : null;
  }
}
