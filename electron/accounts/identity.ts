import type { OutboxRecord } from '../../shared/outbox/record.ts';
import { derivedId } from '../mirror/derived-id.ts';
import type { Mirror } from '../mirror/mirror.ts';
import type { Mirrored } from '../store/schemas/mirror-store.ts';

/** Which local id an account of SalesBinder has here: one for life, so that it never appears twice. */
export class Identity {
  readonly #mirror: Mirror;
  readonly #owners = new Map<string, string>();
  readonly #aliases = new Map<string, string>();
  readonly #aliased = new Map<string, string>();

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  /** A record's remote id may have changed. */
  note(before: OutboxRecord | undefined, after: OutboxRecord | undefined): void {
    const was = before?.remoteId ?? null;
    const is = after?.remoteId ?? null;
    if (was !== null && was !== is && this.#owners.get(was) === before?.localId) this.#owners.delete(was);
    if (is !== null && after !== undefined) this.#owners.set(is, after.localId);
  }

  alias(remoteId: string, localId: string): void {
    this.#aliases.set(remoteId, localId);
    this.#aliased.set(localId, remoteId);
  }

  localIdOf(remoteId: string): string {
    return this.#owners.get(remoteId) ?? this.#aliases.get(remoteId) ?? derivedId(remoteId);
  }

  /** A derived local id leads to the record that turned out to have that account; any other to itself. */
  resolve(localId: string): string {
    const remoteId = this.#mirror.remoteIdOf(localId);
    return remoteId === null ? localId : this.localIdOf(remoteId);
  }

  /** The downloaded account that this local id stands for; null when there is none. */
  mirrored(localId: string): Mirrored | null {
    const remoteId = this.#aliased.get(localId) ?? this.#mirror.remoteIdOf(localId);
    if (remoteId === null || this.localIdOf(remoteId) !== localId) return null;
    return this.#mirror.accounts.get(remoteId) ?? null;
  }
}

/** A record's local id, and the one under which its account may have been shown before it was known whose it is. */
export function namesOf({
  localId,
  remoteId,
}: Pick<OutboxRecord, 'localId' | 'remoteId'>): readonly string[] {
  return remoteId === null ? [localId] : [localId, derivedId(remoteId)];
}
