import type { AccountType, Values } from '../../shared/account.ts';
import type { Lookalike } from '../../shared/duplicates/alike.ts';
import type { LikelyDuplicate } from '../../shared/contract/likely-duplicate.ts';
import { likeness, traitsOf } from '../../shared/duplicates/likeness.ts';
import type { Likeness, Traits } from '../../shared/duplicates/likeness.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import type { RecordStatus } from '../../shared/outbox/status.ts';
import { learnCountryNames } from '../../shared/text/country-names.ts';
import type { Clock } from '../clock.ts';
import { Blocks, MOST_ROWS } from './block-index.ts';
import { keysOf } from './block-keys.ts';
import { IdList } from './id-list.ts';
import { Lull } from './idle.ts';
import { toE164 } from './phone.ts';

/** Finds the accounts, downloaded or not yet sent, that are likely the one being typed. Needs no connection. */
export interface Duplicates {
  /** Most likely first, at most five; never the account itself. */
  likely(typed: TypedAccount): Promise<readonly LikelyDuplicate[]>;
  /** Something more urgent goes on: what is not needed yet begins later. */
  readonly postpone: () => void;
  close(): void;
}

export interface TypedAccount {
  readonly localId: string;
  readonly values: Values;
}

/** The accounts that a new one is compared with: the outbox laid over the mirror, without what was discarded. */
export interface ComparedAccounts {
  localIds(): Iterable<string>;
  /** Null when it is no longer there, or was discarded. */
  get(localId: string): ComparedAccount | null;
  /** Told of the local ids that changed. */
  subscribe(listener: (localIds: readonly string[]) => void): () => void;
}

export interface ComparedAccount {
  readonly localId: string;
  readonly type: AccountType;
  readonly number: number | null;
  readonly values: Values;
  readonly status: RecordStatus;
}

const SHOWN = 5;
/** Accounts entered into the index before everything else may run: about a millisecond. */
const SLICE = 50;
/** A key that more accounts share tells nothing by itself, and of a telling one the latest so many are compared. */
const BLOCK = 200;

/**
 * @param breathe lets everything else run before the next slice of long work
 * @param after the clock by which the index is begun in a quiet moment, or when first asked; without it, at once
 */
export function openDuplicates(
  compared: ComparedAccounts,
  yieldToEventLoop: () => Promise<void>,
  after?: Clock['after'],
): Duplicates {
  const idle = new Lull(after);
  let index = new Index();
  let queue: Iterator<string>[] = [];
  let filling: Promise<void> | null = null;
  let closed = false;
  /** How many rows would be as much out of date as not. */
  let enough = 0;

  // Begins with a breath: the promise must be known before it can be done.
  async function fill(): Promise<void> {
    do await yieldToEventLoop();
    while (!closed && fillSlice());
    if (index.rows > enough && !closed) return fillAnew();
    filling = null;
  }

  async function fillAnew(): Promise<void> {
    await idle.over;
    index = new Index();
    queue = closed ? [] : [compared.localIds()[Symbol.iterator]()];
    do await yieldToEventLoop();
    while (!closed && (fillSlice() || learnCountryNames()));
    index.trim();
    enough = Math.min(2 * index.rows + 1_000, MOST_ROWS - 1);
    filling = null;
  }

  /** @returns whether there is more */
  function fillSlice(): boolean {
    for (let done = 0; done < SLICE; done += 1) {
      const localId = nextQueued();
      if (localId === null) return false;
      const account = compared.get(localId);
      if (account !== null) index.add(localId, traitsOf(account.values));
    }
    return true;
  }

  function nextQueued(): string | null {
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const next = first.next();
      if (next.done !== true) return next.value;
      queue = queue.slice(1);
    }
    return null;
  }

  const stop = compared.subscribe((localIds) => {
    queue.push(localIds.values());
    filling ??= fill();
  });
  filling = fillAnew();

  return {
    async likely({ localId, values }) {
      idle.end();
      // The latest saves are indexed first.
      await yieldToEventLoop();
      while (filling !== null) await filling;
      return found(compared, index, localId, traitsOf(values));
    },
    postpone: () => idle.lengthen(),
    close() {
      closed = true;
      idle.end();
      stop();
    },
  };
}

/** The accounts that a record about to be sent as a new one is like, the most likely first. */
export async function lookalikes(
  duplicates: Duplicates,
  record: OutboxRecord,
): Promise<readonly Lookalike[]> {
  const values = Object.fromEntries(Object.entries(record.fields).map(([key, { mine }]) => [key, mine]));
  const likely = await duplicates.likely({ localId: record.localId, values });
  return likely.map(({ localId, name, number, reasons }) => ({ localId, alike: { name, number, reasons } }));
}

/** The keys of every account. One that changed is entered again; its old keys lead to it in vain. */
class Index {
  readonly #blocks = new Blocks();
  /** By row. */
  readonly #localIds = new IdList();

  get rows(): number {
    return this.#localIds.length;
  }

  add(localId: string, traits: Traits): void {
    const row = this.#localIds.add(localId);
    if (row >= MOST_ROWS) return;
    const { telling, vague } = keysOf(traits);
    for (const key of telling) this.#blocks.add(key, row);
    for (const key of vague) this.#blocks.add(key, row);
  }

  /** Everything is in it: what comes later is little. */
  trim(): void {
    this.#blocks.trim();
  }

  candidates(traits: Traits): ReadonlySet<string> {
    const { telling, vague } = keysOf(traits);
    const few = vague
      .map((key) => this.#blocks.rowsOf(key, BLOCK + 1))
      .filter((rows) => rows.length <= BLOCK);
    const rows = [...telling.map((key) => this.#blocks.rowsOf(key, BLOCK)), ...few].flat();
    return new Set(rows.flatMap((row) => this.#localIds.at(row) ?? []));
  }
}

function found(
  compared: ComparedAccounts,
  index: Index,
  typed: string,
  traits: Traits,
): readonly LikelyDuplicate[] {
  const alike: { readonly account: ComparedAccount; readonly how: Likeness }[] = [];
  for (const localId of index.candidates(traits)) {
    const account = localId === typed ? null : compared.get(localId);
    if (account === null) continue;
    const how = likeness(traits, traitsOf(account.values), toE164);
    if (how.likely) alike.push({ account, how });
  }
  return alike
    .sort((one, other) => other.how.points - one.how.points)
    .slice(0, SHOWN)
    .map(({ account, how }) => shown(account, how));
}

function shown(account: ComparedAccount, { reasons }: Likeness): LikelyDuplicate {
  const { localId, type, number, status, values } = account;
  return {
    ...{ localId, type, number, status, reasons },
    name: values.name ?? '',
    city: values.billingCity ?? '',
  };
}
