import type { FieldKey } from '../../../shared/account.ts';
import type { SalesBinder } from '../world/server/salesbinder.ts';
import type { Version } from '../world/server/server-accounts.ts';
import type { Request } from '../world/server/request.ts';

interface Owner {
  readonly localId: string;
  /** Goes up when a person creates again what was deleted there. */
  readonly generation: number;
}

/**
 * Every version that the modelled SalesBinder had, and through whose requests. Another computer's work is a
 * colleague's.
 */
export class ServerHistory {
  /** Whose request it was, by its number. */
  readonly owners = new Map<number, Owner>();
  /** Requests of records that have become part of another: what was typed there is news to that one. */
  readonly #joined = new Set<number>();
  /** Requests whose success stands on the disk. */
  readonly recorded = new Set<number>();
  /** Up to when this computer was shown an account, by anything but a look for a lost create. */
  readonly shownAt = new Map<string, number>();
  /** When this computer was given a list that was not the truth. */
  readonly lies: number[] = [];
  readonly #server: () => Pick<SalesBinder, 'accounts' | 'requests'>;

  constructor(server: () => Pick<SalesBinder, 'accounts' | 'requests'>) {
    this.#server = server;
  }

  /** Whether it ever had this in a field of that account, or said so. */
  everHad(remoteId: string | null, key: FieldKey, value: string): boolean {
    return this.#versions(remoteId).some(
      ({ values, said }) => alike(values[key], value) || alike(said[key] ?? values[key], value),
    );
  }

  /**
   * Whether it had this at some time since it was typed, and nothing of ours put another value over it. What did, and
   * was overwritten by somebody else before anybody here saw it, can't be told from that other's own change.
   */
  had(remoteId: string | null, key: FieldKey, value: string, since: number): boolean {
    const over = this.#overwrittenBy(remoteId, key, value, since);
    return over !== null && !this.isOurs(over);
  }

  /** Typed back to what it had before: whatever somebody else wrote there since, nothing was to be sent. */
  hadBefore(remoteId: string | null, key: FieldKey, value: string): boolean {
    const versions = this.#versions(remoteId);
    const place = versions.findLastIndex(({ values }) => this.same(key, values[key], value));
    return place >= 0 && versions.slice(place + 1).every((version) => !this.isOurs(version));
  }

  /** Whether it had this, until a lost request of ours came in over it that nobody here could know of. */
  hadUntilLateRequest(owner: string, remoteId: string | null, key: FieldKey, value: string, since: number) {
    const over = this.#overwrittenBy(remoteId, key, value, since);
    if (over === null) return false;
    const last = this.#lastWrite(owner, key);
    const sentLast = last?.committedAt != null && this.same(key, value, last.sent?.[key] ?? '');
    const unseen = !this.recorded.has(over.request ?? 0) && over.at > (this.shownAt.get(remoteId ?? '') ?? 0);
    return sentLast || unseen;
  }

  /** Whether it had `shown` in a field after `typed` had been there. */
  hadAfter(remoteId: string | null, key: FieldKey, shown: string, typed: string, since: number): boolean {
    const versions = this.#versions(remoteId);
    const from = versions.findIndex(
      ({ values }, at) => (versions[at + 1]?.at ?? Infinity) >= since && this.same(key, values[key], typed),
    );
    return from >= 0 && versions.slice(from).some(({ values }) => alike(values[key], shown));
  }

  /**
   * Whether there is something to ask about what SalesBinder has in a field: it had that after the last write of ours
   * that is known to have arrived, and somebody else wrote there, or it may be a lost or late request of ours.
   */
  isNews({ localId, remoteId }: { localId: string; remoteId: string | null }, key: FieldKey, theirs: string) {
    const versions = this.#versions(remoteId);
    const sent = this.#writes(localId, key);
    const known = sent.findLast(({ no, account }) => this.recorded.has(no) && account === remoteId);
    const since = versions.findLastIndex(({ at }) => at <= (known?.committedAt ?? 0));
    if (!versions.slice(Math.max(since, 0)).some(({ values }) => alike(values[key], theirs))) return false;
    // The first values of a downloaded account are nobody's change.
    const first = localId.startsWith('sb-') ? 1 : 0;
    const foreign = versions.some(
      (version, at) =>
        at >= first && !this.isOurs(version) && version.values[key] !== saidOf(versions[at - 1], key),
    );
    // The values of a lost request may be there in SalesBinder's own form.
    const ours = sent.some(
      ({ no, sent: values }, at) =>
        (at < sent.length - 1 || !this.recorded.has(no)) && this.same(key, theirs, values?.[key] ?? ''),
    );
    return (
      foreign ||
      ours ||
      versions.some(({ values, request }) => this.#joined.has(request ?? 0) && alike(values[key], theirs))
    );
  }

  liedTo(from: number, until: number): boolean {
    return this.lies.some((at) => from <= at && at <= until);
  }

  /** The same but for space, or but for what SalesBinder makes of it. */
  same(key: FieldKey, there: string, typed: string): boolean {
    return alike(there, typed) || alike(there, this.#server().accounts.keeps(key, typed));
  }

  /** Who made an account: a record of this computer; null: a colleague. */
  madeBy(remoteId: string): string | null {
    const request = this.#versions(remoteId)[0]?.request ?? 0;
    return this.owners.get(request)?.localId ?? null;
  }

  /** Who wrote what was in a field before its last version; undefined: nobody ever did. */
  authorOf(versions: readonly Version[], key: FieldKey): Version | undefined {
    return versions.findLast((one, at) => one.values[key] !== versions[at - 1]?.values[key]);
  }

  isOurs({ request }: Pick<Version, 'request'>): boolean {
    return request !== null && this.owners.has(request);
  }

  /** One record has become part of another. */
  join(from: string, to: string): void {
    for (const [no, owner] of this.owners) {
      if (owner.localId !== from) continue;
      this.owners.set(no, { ...owner, localId: to });
      this.#joined.add(no);
    }
  }

  /** Null: it did not have it since then; else the last change of the field that came over it, or itself. */
  #overwrittenBy(remoteId: string | null, key: FieldKey, value: string, since: number) {
    const versions = this.#versions(remoteId);
    const place = versions.findLastIndex(
      ({ values }, at) => (versions[at + 1]?.at ?? Infinity) >= since && this.same(key, values[key], value),
    );
    if (place < 0) return null;
    const last = versions.findLast(
      ({ values }, at) => at > place && values[key] !== versions[at - 1]?.values[key],
    );
    return last === undefined || this.same(key, last.values[key], value) ? { request: null, at: 0 } : last;
  }

  #lastWrite(localId: string, key: FieldKey): Request | undefined {
    return this.#writes(localId, key).at(-1);
  }

  #writes(localId: string, key: FieldKey): readonly Request[] {
    return this.#server().requests.filter(
      ({ no, sent }) => this.owners.get(no)?.localId === localId && sent?.[key] !== undefined,
    );
  }

  #versions(remoteId: string | null): readonly Version[] {
    return this.#server().accounts.byId.get(remoteId ?? '')?.versions ?? [];
  }
}

/** Space and what nobody sees don't make two values different, nor how their letters are composed; case and accents do. */
export function alike(a: string, b: string): boolean {
  return visible(a) === visible(b);
}

function visible(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\u2013\u2014]/g, '-')
    .replace(/\u2019/g, "'")
    .trim();
}

/** Letters and digits alone: SalesBinder's own spelling of the same text. */
export function letters(value: string): string {
  return value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** What the app was told of a version that SalesBinder may have kept otherwise. */
function saidOf(version: Version | undefined, key: FieldKey): string | undefined {
  return version?.said[key] ?? version?.values[key];
}
