import { dirname } from 'node:path';
import { FakeDisk } from '../disk.ts';
import { overwritten } from '../effect.ts';
import type { Effect } from '../effect.ts';

/**
 * The states in which a power cut may leave a disk, and so what the store may rely on.
 *
 * Assumed, and nothing else:
 * - A sync of a FILE that went well: all that was written to it (and cut off it) before is there. It says nothing
 *   of the file's name, and nothing of another file.
 * - A sync of a FOLDER that went well: what was created, renamed and removed in it before is there, removed,
 *   renamed; so are folders made in it. It says nothing of contents.
 * - A rename shows the old name, the new one, or both; never neither.
 * - Bytes that no write touched since the last sync are as they were.
 *
 * Not assumed:
 * - Any order. Each sector (512 bytes) of a file holds what it held at any moment since the file's last sync, each
 *   on its own; so a later write may be there and an earlier one not, and a write may be there in part.
 * - That a sector is all or nothing: it may be torn at any byte between two such moments.
 * - That length and bytes go together: a file may have the length of any such moment, or one in between. What was
 *   never written is zeros, or what stood there before.
 * - That names go in order: of the changes to a folder since its last sync any part may be there.
 * - That a sync which failed can be made good: nothing of that file is ever flushed again.
 *
 * ext4 (ordered or not, with or without delayed allocation), XFS, APFS and NTFS each do more: they write whole pages
 * of 4 kB or more, keep the changes of a folder in order through their journals (or, APFS, write whole checkpoints),
 * give unwritten blocks as zeros, and mostly flush a new file's name with it. What they may leave is among what is
 * made here. (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014, lists what each of them promises.)
 * Not in it: other files' old blocks in a new one (ext4 with data=writeback, FAT), and a disk that lies about flushing.
 */
export class Persistence {
  /** By file number: what it held at each moment since its last sync, the flushed one first. */
  readonly #moments = new Map<number, Buffer[]>();
  /** A file's number, or null for a folder. */
  readonly #durableNames = new Map<string, number | null>();
  #nameChanges: NameChange[] = [];
  /** As programs see them. */
  readonly #names = new Map<string, number | null>();

  /** All that is there is flushed. */
  static of(disk: FakeDisk): Persistence {
    const persistence = new Persistence();
    for (const folder of disk.image.folders) persistence.#durableNames.set(folder, null);
    for (const [path, { number, bytes }] of disk.inodes) {
      persistence.#durableNames.set(path, number);
      persistence.#moments.set(number, [bytes]);
    }
    for (const [path, file] of persistence.#durableNames) persistence.#names.set(path, file);
    return persistence;
  }

  /** The same once more, to go on from here on another way. */
  copy(): Persistence {
    const copy = new Persistence();
    for (const [path, file] of this.#durableNames) copy.#durableNames.set(path, file);
    for (const [path, file] of this.#names) copy.#names.set(path, file);
    for (const [file, moments] of this.#moments) copy.#moments.set(file, [...moments]);
    copy.#nameChanges = [...this.#nameChanges];
    return copy;
  }

  /** The disk as the next program finds it when only the last one died: the system goes on, and so does its cache. */
  afterKill(): FakeDisk {
    const folders = new Set([...this.#names].flatMap(([path, file]) => (file === null ? [path] : [])));
    const numbers = new Map<string, number>();
    for (const [path, file] of this.#names) if (file !== null) numbers.set(path, file);
    // A file that lost its name may still get another in what a crash leaves: its number must not be given again.
    const highest = Math.max(0, ...this.#moments.keys());
    const files = new Map([...numbers].map(([path, file]) => [path, this.#now(file)] as const));
    return new FakeDisk({ folders, files }, new Map([...numbers, ['', highest]]));
  }

  get durableNames(): ReadonlyMap<string, number | null> {
    return this.#durableNames;
  }

  /** In the order in which they were asked for. */
  get nameChanges(): readonly NameChange[] {
    return this.#nameChanges;
  }

  /** The contents of a file at each moment since its last sync: the flushed one first, the present one last. */
  momentsOf(file: number): readonly Buffer[] {
    return this.#moments.get(file) ?? [];
  }

  /** The files of which something is not flushed. */
  get loose(): readonly number[] {
    return [...this.#moments].filter(([, moments]) => moments.length > 1).map(([file]) => file);
  }

  take(effect: Effect): void {
    switch (effect.does) {
      case 'makeFolder':
        this.#link(effect.path, null, null);
        break;
      case 'create':
        this.#moments.set(effect.file, [Buffer.alloc(0)]);
        this.#link(effect.path, effect.file, null);
        break;
      case 'write':
        this.#change(effect.file, (bytes) => overwritten(bytes, effect.bytes, effect.at));
        break;
      case 'truncate':
        this.#change(effect.file, (bytes) => Buffer.from(bytes.subarray(0, effect.length)));
        break;
      case 'sync':
        this.#moments.set(effect.file, [this.#now(effect.file)]);
        break;
      case 'rename':
        this.#link(effect.to, this.#number(effect.from), effect.from);
        break;
      case 'remove':
        this.#names.delete(effect.path);
        this.#nameChanges.push({ link: null, to: null, unlink: effect.path });
        break;
      case 'syncFolder':
        this.#settleNames(effect.path);
        break;
    }
  }

  #link(path: string, file: number | null, from: string | null): void {
    this.#names.set(path, file);
    if (from !== null) this.#names.delete(from);
    this.#nameChanges.push({ link: path, to: file, unlink: from });
  }

  #settleNames(folder: string): void {
    const isHere = (change: NameChange): boolean => dirname(change.link ?? change.unlink ?? '') === folder;
    applyNames(this.#durableNames, this.#nameChanges.filter(isHere));
    this.#nameChanges = this.#nameChanges.filter((change) => !isHere(change));
  }

  #change(file: number, by: (bytes: Buffer) => Buffer): void {
    this.#moments.get(file)?.push(by(this.#now(file)));
  }

  #now(file: number): Buffer {
    return this.#moments.get(file)?.at(-1) ?? Buffer.alloc(0);
  }

  #number(path: string): number {
    const file = this.#names.get(path);
    if (file == null) throw new Error(`Nothing is called ${path}`);
    return file;
  }
}

/** A name that leads to a file (or, null, is a folder), a name that leads nowhere any more, or both: a rename. */
export interface NameChange {
  readonly link: string | null;
  readonly to: number | null;
  readonly unlink: string | null;
}

export function applyNames(names: Map<string, number | null>, changes: readonly NameChange[]): void {
  for (const { link, to, unlink } of changes) {
    if (link !== null) names.set(link, to);
    if (unlink !== null) names.delete(unlink);
  }
}
