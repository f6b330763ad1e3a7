import type { Files, OpenFile } from '../../electron/store/disk/files.ts';
import { overwritten } from './effect.ts';
import type { Effect } from './effect.ts';

/** One touch of the disk. `name` is the file's name without its folder. */
export interface DiskCall {
  readonly does: keyof Files | keyof OpenFile;
  readonly name: string;
}

/** A file's bytes as programs see them, and as a power cut may leave them. */
export interface Inode {
  readonly number: number;
  bytes: Buffer;
  /** The bytes that were flushed. */
  durable: Buffer;
  /** The bytes that were written, flushed or not, as if nothing since had been cut off. */
  eager: Buffer;
  /** A sync failed: the system now calls those pages clean, so later syncs succeed and do nothing. */
  stuck: boolean;
}

export function inodeOf(number: number, bytes: Buffer): Inode {
  return { number, bytes, durable: bytes, eager: bytes, stuck: false };
}

/** The part of a disk that an open file needs. */
export interface Under {
  /** Throws where the disk was told to fail. */
  call(does: DiskCall['does'], path: string): void;
  effect(effect: Effect): void;
  inodeAt(path: string): Inode | undefined;
  /** How many bytes of a write of so many are taken. */
  taken(length: number, failed: boolean): number;
}

export class FakeFile implements OpenFile {
  readonly #under: Under;
  readonly #path: string;
  readonly #inode: Inode;
  #open = true;

  constructor(under: Under, path: string, inode: Inode) {
    this.#under = under;
    this.#path = path;
    this.#inode = inode;
  }

  async write(bytes: Buffer, position: number): Promise<number> {
    try {
      this.#call('write');
    } catch (error) {
      this.#take(bytes.subarray(0, this.#under.taken(bytes.length, true)), position);
      throw error;
    }
    const taken = bytes.subarray(0, this.#under.taken(bytes.length, false));
    this.#take(taken, position);
    return taken.length;
  }

  async read(length: number, position: number): Promise<Buffer> {
    this.#call('read');
    return Buffer.from(this.#inode.bytes.subarray(position, position + length));
  }

  async truncate(length: number): Promise<void> {
    this.#call('truncate');
    this.#inode.bytes = Buffer.from(this.#inode.bytes.subarray(0, length));
    this.#under.effect({ does: 'truncate', file: this.#inode.number, length });
  }

  async syncData(): Promise<void> {
    this.#sync('syncData');
  }

  async sync(): Promise<void> {
    this.#sync('sync');
  }

  isInPlace(): boolean {
    this.#call('isInPlace');
    return this.#under.inodeAt(this.#path) === this.#inode;
  }

  async close(): Promise<void> {
    this.#call('close');
    this.#open = false;
  }

  #take(bytes: Buffer, at: number): void {
    if (bytes.length === 0) return;
    this.#inode.bytes = overwritten(this.#inode.bytes, bytes, at);
    this.#inode.eager = overwritten(this.#inode.eager, bytes, at);
    this.#under.effect({ does: 'write', file: this.#inode.number, at, bytes: Buffer.from(bytes) });
  }

  #sync(does: 'sync' | 'syncData'): void {
    try {
      this.#call(does);
    } catch (error) {
      this.#inode.stuck = true;
      throw error;
    }
    if (this.#inode.stuck) return;
    this.#inode.durable = this.#inode.bytes;
    this.#inode.eager = this.#inode.bytes;
    this.#under.effect({ does: 'sync', file: this.#inode.number });
  }

  #call(does: DiskCall['does']): void {
    if (!this.#open) throw new Error(`${does} on a closed file: ${this.#path}`);
    this.#under.call(does, this.#path);
  }
}

export function diskError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'fake' });
}
