import type { FieldKey } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { ServerAccount } from '../world/server/server-accounts.ts';
import type { Request } from '../world/server/request.ts';
import type { Judge } from './judge.ts';
import { letters } from './server-history.ts';

interface Seen {
  readonly servedAt: number;
  readonly readAt: number;
}

/** A check is good for so long, and a request may take that moment to leave. */
const CHECK_IS_GOOD = 30_500;

/** The requests of this computer, and their effect there. */
export class RequestInvariants {
  readonly #judge: Judge;
  readonly #seen = new Map<string, Seen>();
  /** By request: up to when the app could know the account when it left. */
  readonly #known = new Map<number, number>();
  /** Lists that may have been looks for a lost create. */
  readonly #looks = new Set<number>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** Each write must stand on the disk before it leaves; what it may carry, the record was judged for. */
  leaves(request: Request): void {
    const { no, verb, remoteId, sent } = request;
    const { watched, records, history, generations } = this.#judge;
    const line = `request ${no}: ${verb} ${remoteId ?? request.type} ${sent === null ? '' : JSON.stringify(sent)}`;
    if (sent === null) {
      if (verb === 'list' && this.#mayBeLook(request)) this.#looks.add(no);
      return watched.detail(line);
    }
    watched.report(line);
    const record = records.find((one) => standsFor(one, request));
    if (record === undefined) {
      return this.#judge.breaks('what is sent stands on the disk before it leaves', `request ${no}`);
    }
    const { localId } = record;
    history.owners.set(no, { localId, generation: generations.get(localId) ?? 0 });
    if (record.discarded) this.#judge.breaks('nothing is sent that was discarded', localId);
    if (verb === 'update') this.#wasChecked(request, localId);
    this.#known.set(no, this.#seen.get(remoteId ?? '')?.servedAt ?? -1);
  }

  answered(request: Request, how: string): void {
    const { watched, history } = this.#judge;
    const line = `request ${request.no}: ${how}`;
    if (request.sent === null && how === 'ok') watched.detail(line);
    else watched.report(line);
    if (request.untrue) history.lies.push(request.answeredAt ?? 0);
  }

  /** @param servedAt null: looked at, and not told the truth */
  sees(request: Request, id: string, servedAt: number | null): void {
    const before = this.#seen.get(id)?.servedAt ?? -1;
    const known = servedAt === null || this.#looks.has(request.no) ? before : Math.max(before, servedAt);
    this.#seen.set(id, { servedAt: known, readAt: this.#judge.now });
    this.#judge.history.shownAt.set(id, known);
  }

  /** Nothing of another person's is overwritten without having been seen. */
  writes(request: Request, account: ServerAccount): void {
    const { history } = this.#judge;
    const owner = history.owners.get(request.no);
    const versions = account.versions.slice(0, -1);
    const before = versions.at(-1);
    if (before === undefined || owner === undefined) return;
    const knownAt = this.#known.get(request.no) ?? -1;
    for (const [name, value] of Object.entries(request.sent ?? {})) {
      const key = name as FieldKey;
      const was = before.values[key];
      const author = history.authorOf(versions, key);
      if (author === undefined || history.isOurs(author) || history.same(key, was, value)) continue;
      // Between the check and the write a colleague can write: SalesBinder has no conditional writes.
      // In the same millisecond it is not known which came first.
      if (author.at >= knownAt) continue;
      if (this.#couldBeOwn(owner.localId, key, was)) continue;
      this.#judge.breaks('nothing is overwritten unseen', `${owner.localId}, ${key} ${JSON.stringify(was)}`);
    }
  }

  /**
   * Nobody can tell a colleague's value from one that this person typed there (and that a lost request may have
   * carried), and nobody is asked about another spelling of what was in the form.
   */
  #couldBeOwn(localId: string, key: FieldKey, was: string): boolean {
    const { typed, history } = this.#judge;
    const field = typed.field(localId, key);
    const own = [...(field?.values.keys() ?? [])].some((value) => history.same(key, was, value));
    return own || [...(field?.seen ?? [])].some((value) => letters(value) === letters(was));
  }

  /** A lookup of a lost create shows other accounts, too, and is no preflight of them. */
  #mayBeLook({ type }: Request): boolean {
    return this.#judge.records.some(
      (one) => one.state.name === 'unknown' && (one.type === type || one.type === 'prospect'),
    );
  }

  #wasChecked({ no, remoteId, leftAt }: Request, localId: string): void {
    // No list shows what was deleted there, and there is nothing left to overwrite.
    if ((this.#judge.server.accounts.byId.get(remoteId ?? '')?.deletedAt ?? null) !== null) return;
    const readAt = this.#seen.get(remoteId ?? '')?.readAt ?? -Infinity;
    if (leftAt - readAt - this.#unnoticed(readAt, leftAt) <= CHECK_IS_GOOD) return;
    this.#judge.breaks('nothing is changed without a fresh look', `${localId}, by request ${no}`);
  }

  /** Ms that no clock of this computer shows: it slept, and the only clock that goes on meanwhile was set back. */
  #unnoticed(from: number, until: number): number {
    const since = this.#judge.clocks.filter(({ at }) => from <= at && at <= until);
    const slept = since.filter(({ is }) => is === 'asleep').reduce((sum, { ms }) => sum + ms, 0);
    return since.some(({ is, ms }) => is === 'set' && ms < 0) ? slept : 0;
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
