import type { FieldKey } from '../../../shared/account.ts';

/** The parts of one record that a command may change: some fields, the note, whether it is discarded; or anything. */
type Part = FieldKey | 'note' | 'discarded';
export type Parts = ReadonlySet<Part> | 'anything';

interface Command {
  readonly changes: Map<string, Parts>;
}

/**
 * People's commands to the app, until it has answered. A record changes what was typed only while a command
 * about it is open. One that the disk refused stays open until something newer is on the disk: up to then it may turn
 * up after a crash.
 */
export class Commands {
  readonly #open = new Set<Command>();
  readonly #refused = new Set<Command>();

  /** @param changes by local id  @returns called when the app has answered, with whether it did it */
  begin(changes: ReadonlyMap<string, Parts>): (did: boolean) => void {
    const command = { changes: new Map(changes) };
    this.#open.add(command);
    return (did) => {
      if (this.#open.delete(command) && !did) this.#refused.add(command);
    };
  }

  isOpen(localId: string): boolean {
    return [...this.#open].some(({ changes }) => changes.has(localId));
  }

  /** Whether one may yet change something of the record, told so or refused. */
  concern(localId: string): boolean {
    return [...this.#open, ...this.#refused].some(({ changes }) => changes.has(localId));
  }

  allow(localId: string, part: Part): boolean {
    return [...this.#open, ...this.#refused].some(({ changes }) => {
      const parts = changes.get(localId);
      return parts === 'anything' || parts?.has(part) === true;
    });
  }

  /** One record has become part of another: what was meant for the one now changes the other. */
  join(from: string, to: string): void {
    for (const { changes } of [...this.#open, ...this.#refused]) {
      const parts = changes.get(from);
      if (parts !== undefined) changes.set(to, changes.has(to) ? 'anything' : parts);
    }
  }

  /** Something newer is on the disk. */
  overtaken(): void {
    this.#refused.clear();
  }

  /** A new process knows nothing of what was asked of the one before. */
  restarted(): void {
    this.#open.clear();
    this.#refused.clear();
  }
}
