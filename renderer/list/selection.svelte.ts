import { SvelteMap } from 'svelte/reactivity';
import type { AccountView } from '../../shared/contract/account-view.ts';
import { MOST_AT_ONCE } from '../../shared/contract/contract.ts';
import type { Api, Output } from '../../shared/contract/contract.ts';
import type { BulkField } from '../../shared/outbox/bulk-edit.ts';
import type { Problem, Result } from '../../shared/problem.ts';

/** So many at a time: the undo of what was done to them is kept here. */
export const MOST_SELECTED = MOST_AT_ONCE;
/** The host is asked about so many at once: a few milliseconds of its time. */
const ASKED_AT_ONCE = 500;

export type ForSelected = 'sendNow' | 'tryAgain' | 'discard' | 'undo';

/** What an edit of all of them would do, or why that can't be told. */
export type Plan = Result<Output<'planEdit'>>;

/** The last action on the selected accounts, and how to undo it. */
export interface Done {
  readonly what: ForSelected | 'edit';
  readonly count: number;
  readonly undo: (() => Promise<void>) | null;
}

type TakeBack = () => Promise<Result<unknown>>;

/** The selected rows, the actions they allow, and the undo of the last one. */
export class Selection {
  #api: Api;
  /** What can be done to each; null until the host answered. */
  #can = new SvelteMap<string, AccountView['can'] | null>();
  /** Selected, and the host is still to be asked about them. */
  #toAsk = new Set<string>();
  /** The rows that were selected as one stretch last: the next one takes its place. */
  #stretch: ReadonlySet<string> = new Set();
  #done = $state.raw<Done | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #busy = $state(false);

  #counts = $derived.by(() => {
    const all = [...this.#can.values()];
    const those = (which: ForSelected) => all.filter((can) => can?.[which] === true).length;
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
    return this.#can.size;
  }
  /** To how many of them each thing can be done. */
  get can(): Readonly<Record<ForSelected, number>> {
    return this.#counts;
  }
  get done(): Done | null {
    return this.#done;
  }
  get problem(): Problem | null {
    return this.#problem;
  }

  has(localId: string): boolean {
    return this.#can.has(localId);
  }

  toggle(localId: string): void {
    this.#begin();
    this.#stretch = new Set();
    if (!this.#can.delete(localId)) this.#add(localId);
  }

  /** Selects these, and no longer what the stretch before had beside them. */
  stretch(localIds: readonly string[]): void {
    this.#begin();
    const wanted = new Set(localIds);
    for (const localId of this.#stretch) if (!wanted.has(localId)) this.#can.delete(localId);
    for (const localId of wanted) if (!this.#can.has(localId)) this.#add(localId);
    this.#stretch = wanted;
  }

  clear(): void {
    this.#can.clear();
    this.#toAsk.clear();
    this.#stretch = new Set();
    this.#problem = null;
  }

  /** What was done last is no longer told, nor undone from here. */
  forgetDone(): void {
    this.#done = null;
  }

  /** These changed: what can be done to them may have changed too. */
  refresh(localIds: ReadonlySet<string> | 'all'): void {
    for (const localId of localIds === 'all' ? this.#can.keys() : localIds) {
      if (this.#can.has(localId)) this.#askAbout(localId);
    }
  }

  /** One after the other; what fails ends it, and what was done until then can be taken back. */
  async perform(what: ForSelected): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const back: TakeBack[] = [];
    let count = 0;
    let problem: Problem | null = null;
    for (const localId of [...this.#can.keys()]) {
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

  /** What setting a field to this value in all of them would do. */
  planEdit(key: BulkField, to: string): Promise<Plan> {
    return this.#api.planEdit({ localIds: [...this.#can.keys()], key, to });
  }

  /** Sets a field to this value in all of them, in one durable step. */
  async edit(key: BulkField, to: string): Promise<void> {
    if (this.#busy) return;
    this.#begin();
    this.#busy = true;
    const answer = await this.#api.editMany({ localIds: [...this.#can.keys()], key, to });
    this.#busy = false;
    if (!answer.ok) {
      this.#problem = answer.problem;
      return;
    }
    const { changed } = answer.value;
    this.clear();
    this.#done = { what: 'edit', count: changed.length, undo: () => this.#undoEdit(key, to, changed) };
  }

  async #undoEdit(key: BulkField, to: string, changed: Output<'editMany'>['changed']): Promise<void> {
    this.#done = null;
    const answer = await this.#api.undoEditMany({ key, to, changed });
    if (!answer.ok) this.#problem = answer.problem;
  }

  #begin(): void {
    this.#done = null;
    this.#problem = null;
  }

  #add(localId: string): void {
    if (this.#can.size >= MOST_SELECTED) return;
    this.#can.set(localId, null);
    this.#askAbout(localId);
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

  /** What is asked for now is asked in few calls. */
  #askAbout(localId: string): void {
    if (this.#toAsk.size === 0) queueMicrotask(() => void this.#ask());
    this.#toAsk.add(localId);
  }

  async #ask(): Promise<void> {
    const all = [...this.#toAsk];
    this.#toAsk.clear();
    for (let from = 0; from < all.length; from += ASKED_AT_ONCE) {
      const localIds = all.slice(from, from + ASKED_AT_ONCE);
      const answer = await this.#api.selected({ localIds });
      if (!answer.ok) return;
      const can = new Map(answer.value.map((one) => [one.localId, one.can]));
      for (const localId of localIds) this.#show(localId, can.get(localId) ?? null);
    }
  }

  /** @param can null: it is not there any more */
  #show(localId: string, can: AccountView['can'] | null): void {
    if (!this.#can.has(localId)) return;
    if (can === null) this.#can.delete(localId);
    else this.#can.set(localId, can);
  }

  async #read(localId: string): Promise<AccountView | null> {
    const answer = await this.#api.account({ localId });
    this.#show(localId, answer.ok ? answer.value.can : null);
    return answer.ok && this.#can.has(localId) ? answer.value : null;
  }
}
