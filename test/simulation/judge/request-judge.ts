import type { FieldKey } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { ServerAccount } from '../world/server/server-accounts.ts';
import type { Judge } from './judge.ts';
import { valuesOf } from './evidence.ts';
import type { Entry } from './entry.ts';
import type { Request } from '../world/server/request.ts';

interface Seen {
  readonly servedAt: number;
  readonly readAt: number;
}

/** A check is good for so long (sync.md), and a request may take that moment to leave. */
const CHECK_IS_GOOD = 30_500;

/** What leaves this computer, and what it does there. */
export class RequestJudge {
  readonly #judge: Judge;
  readonly #seen = new Map<string, Seen>();
  /** By request: up to when the app could know the account when it left. */
  readonly #known = new Map<number, number>();
  /** Lists that may have been looks for a lost create. */
  readonly #looks = new Set<number>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** Each write must stand on the disk before it leaves, and carry nothing that nobody typed. */
  leaves(request: Request): void {
    const { no, verb, remoteId, sent } = request;
    const { watched } = this.#judge;
    const line = `request ${no}: ${verb} ${remoteId ?? request.type} ${sent === null ? '' : JSON.stringify(sent)}`;
    if (sent === null) {
      if (verb === 'list' && this.#mayBeLook(request)) this.#looks.add(no);
      return watched.detail(line);
    }
    watched.report(line);
    const record = this.#judge.records.find((one) => standsFor(one, request));
    if (record === undefined) {
      return this.#judge.breaks('what is sent stands on the disk before it leaves', `request ${no}`);
    }
    const { localId } = record;
    const entry = this.#judge.ledger.entries.get(localId);
    this.#judge.evidence.owners.set(no, { localId, generation: entry?.generation ?? 0 });
    if (entry === undefined) return;
    if (entry.discarded) this.#judge.breaks('nothing is sent that was discarded', localId);
    for (const [key, value] of valuesOf(request)) this.#judgeValue(entry, key, value);
    if (verb === 'update') this.#checkedBefore(request, localId);
    this.#known.set(no, this.#seen.get(remoteId ?? '')?.servedAt ?? -1);
  }

  answered(request: Request, how: string): void {
    const line = `request ${request.no}: ${how}`;
    if (request.sent === null && how === 'ok') this.#judge.watched.detail(line);
    else this.#judge.watched.report(line);
    if (request.untrue) this.#judge.evidence.lies.push(request.answeredAt ?? 0);
  }

  /** @param servedAt null: looked at, and not told the truth */
  sees(request: Request, id: string, servedAt: number | null): void {
    const before = this.#seen.get(id)?.servedAt ?? -1;
    const known = servedAt === null || this.#looks.has(request.no) ? before : Math.max(before, servedAt);
    this.#seen.set(id, { servedAt: known, readAt: this.#judge.now });
    this.#judge.evidence.shownAt.set(id, known);
  }

  #isAdopted({ id }: ServerAccount, { localId }: Entry): boolean {
    return !localId.startsWith('sb-') && this.#judge.evidence.madeBy(id) !== localId;
  }

  /** What a look for a lost create shows of other accounts is no check of them. */
  #mayBeLook({ type }: Request): boolean {
    return this.#judge.records.some(
      (one) => one.state.name === 'unknown' && (one.type === type || one.type === 'prospect'),
    );
  }

  /** Nothing of another person's is overwritten without having been seen. */
  writes(request: Request, account: ServerAccount): void {
    const { evidence, ledger } = this.#judge;
    const owner = evidence.owners.get(request.no);
    const entry = owner === undefined ? undefined : ledger.entries.get(owner.localId);
    const before = account.versions.at(-2);
    if (before === undefined || entry === undefined) return;
    const knownAt = this.#known.get(request.no) ?? -1;
    for (const [key, value] of valuesOf(request)) {
      const was = before.values[key];
      const author = account.versions
        .slice(0, -1)
        .findLast((one, at, all) => one.values[key] !== all[at - 1]?.values[key]);
      // Between the check and the write a colleague can write: SalesBinder has no conditional writes.
      // In the same millisecond it is not known which came first.
      if (author === undefined || evidence.isOurs(author.request) || author.at >= knownAt) continue;
      if (evidence.same(key, was, value)) continue;
      // A colleague wrote the very value that a lost request of ours may have written: nobody can tell those apart.
      if (evidence.sentBefore(request, entry.localId, key, was)) continue;
      // Nor an account that a colleague made just like one whose create was lost: it was adopted with what was typed.
      if (this.#isAdopted(account, entry) && evidence.typedLike(entry, key, was)) continue;
      // Signs and case alone may be SalesBinder's own spelling of what was in the form: nobody is asked about those.
      const seen = [...(entry.seen.get(key) ?? [])].some((one) => letters(one) === letters(was));
      if (seen) continue;
      this.#judge.breaks('nothing is overwritten unseen', `${entry.localId}, ${key} ${JSON.stringify(was)}`);
    }
  }

  #judgeValue(entry: Entry, key: FieldKey, value: string): void {
    const { evidence } = this.#judge;
    const typed = entry.typed.get(key)?.value;
    if (value === typed || entry.maybe.get(key)?.includes(value) === true) return;
    if (typed !== undefined && evidence.same(key, value, typed)) return;
    // What a person let go of may have arrived: what was there before is put back. And an account that is created
    // again has everything that it had.
    const known = entry.touched.get(key)?.has(value) === true || evidence.everHad(key, value);
    if (typed === undefined && known && (entry.touched.has(key) || entry.generation > 0)) return;
    this.#judge.breaks(
      'nothing is sent that nobody typed',
      `${entry.localId} sends ${key} ${JSON.stringify(value)}, typed was ${JSON.stringify(typed)}`,
    );
  }

  #checkedBefore(request: Request, localId: string): void {
    const seen = this.#seen.get(request.remoteId ?? '');
    const deletedAt = this.#judge.server.accounts.byId.get(request.remoteId ?? '')?.deletedAt ?? null;
    // No list shows it any more, and there is nothing left to overwrite.
    if (deletedAt !== null) return;
    const readAt = seen?.readAt ?? -Infinity;
    const age = request.leftAt - readAt - this.#judge.evidence.unnoticed(readAt, request.leftAt);
    if (age > CHECK_IS_GOOD) {
      this.#judge.breaks('nothing is changed without a fresh look', `${localId}, by request ${request.no}`);
    }
  }
}

function standsFor({ state, remoteId }: OutboxRecord, request: Request): boolean {
  if (state.name !== 'sending') return false;
  const { kind, sent } = state.attempt;
  return (
    kind === request.verb &&
    remoteId === request.remoteId &&
    JSON.stringify(sent) === JSON.stringify(request.sent)
  );
}

function letters(value: string): string {
  return value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
