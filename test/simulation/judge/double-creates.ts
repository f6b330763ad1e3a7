import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { Judge } from './judge.ts';
import type { Request } from '../world/server/request.ts';

/** A look and the create that it permits are at most so far apart, ms. */
const LOOK = 5_000;

/** A record, and how often it was created again. */
interface Create {
  readonly localId: string;
  readonly generation: number;
}

/** Whether a create made two accounts that one look, told the truth, would have made one. */
export class DoubleCreates {
  readonly #judge: Judge;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** One account for each create, as long as looks were told the truth. @returns a line for each pair that is not */
  all(): readonly string[] {
    const creates = new Map<string, Create>();
    for (const owner of this.#judge.history.owners.values()) {
      creates.set(`${owner.localId}/${owner.generation}`, owner);
    }
    return [...creates.values()].flatMap((create) => {
      const byLeaving = this.#madeBy(create).toSorted((a, b) => a.leftAt - b.leftAt);
      return byLeaving.flatMap((second, place) => {
        const first = byLeaving[place - 1];
        if (first === undefined || this.#excused(create, first, second)) return [];
        return [`${create.localId}, by requests ${first.no} and ${second.no}`];
      });
    });
  }

  #madeBy({ localId, generation }: Create): readonly Request[] {
    return [...this.#judge.server.accounts.byId.values()].flatMap(({ versions: [first] }) => {
      const owner = this.#judge.history.owners.get(first?.request ?? 0);
      const request = this.#judge.server.requests[(first?.request ?? 0) - 1];
      const same = owner?.localId === localId && owner.generation === generation;
      return same && request !== undefined ? [request] : [];
    });
  }

  /** Accounts that no lookup could have found: each excuse is one that the design names. */
  #excused(create: Create, first: Request, second: Request): boolean {
    const id = first.account ?? '';
    const { deletedAt = null, archivedAt = null } = this.#judge.server.accounts.byId.get(id) ?? {};
    // Deleted there, or archived, before anybody here knew that it was ours: the look says, truly, that there is none.
    const gone =
      (deletedAt ?? archivedAt ?? Infinity) < second.leftAt &&
      !this.#judge.had.has(`${create.localId}/${id}`);
    const taker = this.#judge.records.find((one) => one.localId !== create.localId && one.remoteId === id);
    return (
      gone ||
      (taker !== undefined && this.#exchanged(create, taker, first)) ||
      this.#beyondRecognition(first, second.leftAt) ||
      this.#judge.history.liedTo(first.leftAt, second.leftAt)
    );
  }

  /**
   * Two records sent the same, and each may have the account that the other made: two accounts for two creates. Or it
   * was downloaded, edited, and that was sent, before the look: the README says that this can't be promised.
   */
  #exchanged(create: Create, taker: OutboxRecord, { account }: Request): boolean {
    const theirs = this.#madeBy({ localId: taker.localId, generation: 0 }).length;
    if (theirs + this.#madeBy(create).length <= 2 && !taker.localId.startsWith('sb-')) return true;
    const versions = this.#judge.server.accounts.byId.get(account ?? '')?.versions ?? [];
    return versions.some(
      ({ request }) => this.#judge.history.owners.get(request ?? 0)?.localId === taker.localId,
    );
  }

  /**
   * A colleague (or the other computer) gave the account another name, and another e-mail if it had one, before the
   * look that may send again: a look goes by name and e-mail, and nothing of them is left. `sentAgainAt`: the look came
   * seconds before.
   */
  #beyondRecognition({ account, sent }: Request, sentAgainAt: number): boolean {
    const versions = this.#judge.server.accounts.byId.get(account ?? '')?.versions ?? [];
    const [first] = versions;
    if (first === undefined || sent === null) return false;
    const looked = versions.filter(({ at }, place) => {
      const until = versions[place + 1]?.at ?? Infinity;
      return at <= sentAgainAt && until >= sentAgainAt - LOOK;
    });
    return looked.some(({ values }) => {
      const name = values.name !== first.values.name && !values.name.startsWith(first.values.name);
      return name && (first.values.email === '' || values.email !== first.values.email);
    });
  }
}
