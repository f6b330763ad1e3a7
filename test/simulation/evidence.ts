import type { FieldKey } from '../../shared/account.ts';
import type { OutboxRecord } from '../../shared/record.ts';
import type { Entry } from './ledger.ts';
import type { SalesBinder } from './salesbinder.ts';
import type { Request } from './traffic.ts';

type Pair = readonly [first: Request, second: Request];

/** What can be read off the modelled SalesBinder: what it ever had, and through whose requests. */
export class Evidence {
  /** Whose request it was, by its number. */
  readonly owners = new Map<number, { readonly localId: string; readonly generation: number }>();
  readonly #server: () => SalesBinder;

  constructor(server: () => SalesBinder) {
    this.#server = server;
  }

  /** One account for each create, as long as looks were told the truth. */
  createdTwice(entry: Entry, records: readonly OutboxRecord[]): readonly Pair[] {
    const made = [...this.#server().there.byId.values()].flatMap((account) => {
      const no = account.versions[0]?.request ?? null;
      const owner = no === null ? undefined : this.owners.get(no);
      const request = this.#server().requests[(no ?? 0) - 1];
      if (owner?.localId !== entry.localId || owner.generation !== entry.generation || request === undefined)
        return [];
      return [request];
    });
    const byLeaving = made.toSorted((a, b) => a.leftAt - b.leftAt);
    return byLeaving.flatMap((second, place): readonly Pair[] => {
      const first = byLeaving[place - 1];
      return first === undefined || this.#excused(entry, first, second, records) ? [] : [[first, second]];
    });
  }

  /** The account was gone, another's, or beyond recognition; a person knew; or a list lied. */
  #excused(entry: Entry, first: Request, second: Request, records: readonly OutboxRecord[]): boolean {
    const taken = records.some(
      ({ localId, remoteId }) => localId !== entry.localId && remoteId === first.account,
    );
    const deletedAt = this.#server().there.byId.get(first.account ?? '')?.deletedAt ?? null;
    const knowingly = entry.toldNoneAt !== null && entry.toldNoneAt >= first.leftAt;
    return (
      taken ||
      knowingly ||
      (deletedAt !== null && deletedAt < second.leftAt) ||
      this.#beyondRecognition(first, second.leftAt) ||
      this.#server().liedBetween(first.leftAt, second.leftAt)
    );
  }

  /** A colleague gave the account another name and e-mail before anybody could look for it. */
  #beyondRecognition({ account, sent }: Request, until: number): boolean {
    const versions = this.#server().there.byId.get(account ?? '')?.versions ?? [];
    const values = versions.findLast((one) => one.at <= until)?.values;
    if (values === undefined || sent === null) return false;
    const [first] = versions;
    const name = values.name !== first?.values.name && !values.name.startsWith(first?.values.name ?? '');
    return name && values.email !== first?.values.email;
  }

  /**
   * Whether SalesBinder had this value at some time since it was typed (or has it still), and nothing of ours put
   * another one over it.
   */
  arrived(record: OutboxRecord, key: FieldKey, value: string, typedAt: number): boolean {
    const account = this.#server().there.byId.get(record.remoteId ?? '');
    if (account === undefined) return false;
    const { versions } = account;
    return versions.some((version, index) => {
      const until = versions[index + 1]?.at ?? Infinity;
      if (until < typedAt || !this.same(key, version.values[key], value)) return false;
      return !versions.slice(index + 1).some((after, offset) => {
        const was = versions[index + offset]?.values[key];
        return (
          after.values[key] !== was && this.isOurs(after.request) && !this.same(key, after.values[key], value)
        );
      });
    });
  }

  lastWrite(entry: Entry, key: FieldKey): Request | undefined {
    return this.#server().requests.findLast((request) => {
      const owner = this.owners.get(request.no);
      return (
        owner?.localId === entry.localId &&
        owner.generation === entry.generation &&
        request.sent?.[key] !== undefined
      );
    });
  }

  sentBefore(request: Request, localId: string | undefined, key: FieldKey, value: string): boolean {
    const requests = this.#server().requests.slice(0, request.no - 1);
    return requests.some(({ no, sent }) => {
      const typed = sent?.[key];
      return typed !== undefined && this.owners.get(no)?.localId === localId && this.same(key, value, typed);
    });
  }

  same(key: FieldKey, there: string, typed: string): boolean {
    return alike(there, typed) || alike(there, this.#server().there.keeps(key, typed));
  }

  /** Another computer's work is a colleague's. */
  isOurs(request: number | null): boolean {
    return request !== null && this.owners.has(request);
  }

  /** One record has become part of another. */
  joins(from: string, to: string): void {
    for (const [no, owner] of this.owners) {
      if (owner.localId === from) this.owners.set(no, { ...owner, localId: to });
    }
  }

  /** Whose request made an account there; null: a colleague's work. */
  madeBy(id: string): string | null {
    const no = this.#server().there.byId.get(id)?.versions[0]?.request ?? null;
    return no === null ? null : (this.owners.get(no)?.localId ?? null);
  }
}

export function valuesOf(request: Request): readonly [FieldKey, string][] {
  return Object.entries(request.sent ?? {}) as [FieldKey, string][];
}

/** Space doesn't make two values different; case and accents do. */
export function alike(a: string, b: string): boolean {
  return a.trim().replace(/\s+/g, ' ') === b.trim().replace(/\s+/g, ' ');
}
