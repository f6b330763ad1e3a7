import type { FieldKey, Values } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { Entry, Typed } from './entry.ts';
import type { SalesBinder } from '../world/server/salesbinder.ts';
import type { Request } from '../world/server/request.ts';

/** What can be read off the modelled SalesBinder: what it ever had, and through whose requests. */
export class Evidence {
  /** Whose request it was, by its number. */
  readonly owners = new Map<number, { readonly localId: string; readonly generation: number }>();
  /** Requests whose success stands on the disk. */
  readonly recorded = new Set<number>();
  /** What was being sent when a process died: whether it ever left, the next process can't know. */
  readonly #mayHaveLeft: { localId: string; readonly sent: Values }[] = [];
  /** Up to when this computer was told of an account, by anything but a look for a lost create. */
  readonly shownAt = new Map<string, number>();
  /** What this computer's clocks went through. */
  readonly clocks: { readonly at: number; readonly ms: number; readonly is: 'set' | 'asleep' }[] = [];
  /** When this computer was given a list that was not the truth. */
  readonly lies: number[] = [];
  /** Which record ever had which account, each as `${localId}/${remoteId}`. */
  readonly had = new Set<string>();
  readonly #server: () => Pick<SalesBinder, 'accounts' | 'requests'>;

  constructor(server: () => Pick<SalesBinder, 'accounts' | 'requests'>) {
    this.#server = server;
  }

  /**
   * Whether SalesBinder had this value at some time since it was typed (or has it still), and nothing of ours put
   * another one over it. What did, and was overwritten by somebody else before anybody here saw it, can't be told from
   * that other's own change.
   */
  arrived(record: OutboxRecord, key: FieldKey, value: string, typedAt: number): boolean {
    const account = this.#server().accounts.byId.get(record.remoteId ?? '');
    if (account === undefined) return false;
    const { versions } = account;
    return versions.some((version, index) => {
      const until = versions[index + 1]?.at ?? Infinity;
      if (until < typedAt || !this.same(key, version.values[key], value)) return false;
      const last = versions.findLast(
        (after, at) => at > index && after.values[key] !== versions[at - 1]?.values[key],
      );
      return last === undefined || !this.isOurs(last.request) || this.same(key, last.values[key], value);
    });
  }

  /** Whether it had this, until a lost request of ours came in over it, and this computer was not told of that yet. */
  hadUntilLate({ remoteId }: OutboxRecord, key: FieldKey, typed: Typed): boolean {
    const versions = this.#server().accounts.byId.get(remoteId ?? '')?.versions ?? [];
    const over = versions.findLast(
      ({ values }, index) => index > 0 && values[key] !== versions[index - 1]?.values[key],
    );
    const had = versions.some(
      ({ values }, index) =>
        (versions[index + 1]?.at ?? 0) >= typed.at && this.same(key, values[key], typed.value),
    );
    if (!had || over === undefined || !this.isOurs(over.request)) return false;
    return !this.recorded.has(over.request ?? 0) && over.at > (this.shownAt.get(remoteId ?? '') ?? 0);
  }

  /** Ms that no clock of this computer shows: it slept, and the only clock that goes on meanwhile was set back. */
  unnoticed(from: number, until: number): number {
    const since = this.clocks.filter(({ at }) => from <= at && at <= until);
    const slept = since.filter(({ is }) => is === 'asleep').reduce((sum, { ms }) => sum + ms, 0);
    return since.some(({ is, ms }) => is === 'set' && ms < 0) ? slept : 0;
  }

  liedTo(from: number, until: number): boolean {
    return this.lies.some((at) => from <= at && at <= until);
  }

  /** Whether SalesBinder had this before it was typed, and nobody here has changed it since. */
  hadAtFirst(record: OutboxRecord, key: FieldKey, typed: Typed): boolean {
    const versions = this.#server().accounts.byId.get(record.remoteId ?? '')?.versions ?? [];
    const had = versions.findLastIndex(
      ({ at, values }) => at <= typed.at && this.same(key, values[key], typed.value),
    );
    const since = versions.slice(had).map(({ values, request }) => ({ value: values[key], request }));
    return (
      had >= 0 &&
      since.every(
        ({ value, request }, at) => value === since[Math.max(at - 1, 0)]?.value || !this.isOurs(request),
      )
    );
  }

  /** Whether any account ever had this in that field. */
  everHad(key: FieldKey, value: string): boolean {
    const accounts = [...this.#server().accounts.byId.values()];
    return accounts.some(({ versions }) => versions.some(({ values }) => this.same(key, values[key], value)));
  }

  /** Whether SalesBinder had this in a field after it had what was typed; or a list said so. */
  hadAfter(record: OutboxRecord, key: FieldKey, shown: string, typed: Typed): boolean {
    const versions = this.#server().accounts.byId.get(record.remoteId ?? '')?.versions ?? [];
    const from = versions.findIndex(
      ({ values }, at) =>
        (versions[at + 1]?.at ?? Infinity) >= typed.at && this.same(key, values[key], typed.value),
    );
    const later = versions.slice(from).some(({ values }) => alike(values[key], shown));
    return (from >= 0 && later) || this.liedTo(typed.at, Infinity);
  }

  /**
   * Whether there is something to ask about what SalesBinder has in a field: it had that after the last write of ours
   * that is known to have arrived, and somebody else wrote there, or it may be a lost or late request of ours.
   */
  isNews(record: OutboxRecord, key: FieldKey, theirs: string): boolean {
    const versions = this.#server().accounts.byId.get(record.remoteId ?? '')?.versions ?? [];
    const sent = this.#server().requests.filter(
      ({ no, sent: values }) =>
        this.owners.get(no)?.localId === record.localId && values?.[key] !== undefined,
    );
    const known = sent.findLast(({ no, account }) => this.recorded.has(no) && account === record.remoteId);
    const since = versions.findLastIndex(({ at }) => at <= (known?.committedAt ?? 0));
    if (!versions.slice(Math.max(since, 0)).some(({ values }) => alike(values[key], theirs)))
      return this.lies.length > 0;
    // What a downloaded account had from the first is nobody's change.
    const first = record.localId.startsWith('sb-') ? 1 : 0;
    const foreign = versions.some(
      ({ request, values }, at) =>
        at >= first && !this.isOurs(request) && values[key] !== versions[at - 1]?.values[key],
    );
    // What a lost request carried may be there in SalesBinder's own form of it.
    const ours = sent.some(
      ({ no, sent: values }, at) =>
        (at < sent.length - 1 || !this.recorded.has(no)) && this.same(key, theirs, values?.[key] ?? ''),
    );
    return foreign || ours || this.lies.length > 0;
  }

  /** Whether the last request for a field carried this and was committed, whatever came in after it. */
  wasWritten(entry: Entry, key: FieldKey, value: string): boolean {
    const last = this.lastWrite(entry, key);
    const sent = last?.sent?.[key];
    return last?.committedAt != null && sent !== undefined && this.same(key, value, sent);
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

  /** Whether SalesBinder's value is what a person typed there once. */
  typedLike(entry: Entry, key: FieldKey, there: string): boolean {
    return [...(entry.touched.get(key) ?? [])].some((typed) => this.same(key, there, typed));
  }

  sentBefore(request: Request, localId: string | undefined, key: FieldKey, value: string): boolean {
    const requests = this.#server().requests.slice(0, request.no - 1);
    const left = requests.map(({ no, sent }) => ({ localId: this.owners.get(no)?.localId, sent }));
    return [...left, ...this.#mayHaveLeft].some((one) => {
      const typed = one.sent?.[key];
      return typed !== undefined && one.localId === localId && this.same(key, value, typed);
    });
  }

  same(key: FieldKey, there: string, typed: string): boolean {
    return alike(there, typed) || alike(there, this.#server().accounts.keeps(key, typed));
  }

  /** Another computer's work is a colleague's. */
  isOurs(request: number | null): boolean {
    return request !== null && this.owners.has(request);
  }

  wasSending(localId: string, sent: Values): void {
    this.#mayHaveLeft.push({ localId, sent });
  }

  /** One record has become part of another. */
  joins(from: string, to: string): void {
    for (const [no, owner] of this.owners) {
      if (owner.localId === from) this.owners.set(no, { ...owner, localId: to });
    }
    for (const one of this.#mayHaveLeft) if (one.localId === from) one.localId = to;
  }

  /** Whose request made an account there; null: a colleague's work. */
  madeBy(id: string): string | null {
    const no = this.#server().accounts.byId.get(id)?.versions[0]?.request ?? null;
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
