import type { Files, OpenFile } from '../../electron/store/files.ts';
import type { Pace } from '../../electron/store/pace.ts';

/** One touch of the disk. `name` is the file's name without its folder. */
export interface DiskCall {
  readonly does: keyof Files | keyof OpenFile;
  readonly name: string;
}

/** A file's bytes as programs see them, and as a power cut may leave them. */
interface Inode {
  bytes: Buffer;
  /** What was flushed. */
  durable: Buffer;
  /** What was written, flushed or not, as if nothing since had been cut off. */
  eager: Buffer;
  /** A sync failed: the system now calls those pages clean, so later syncs succeed and do nothing. */
  stuck: boolean;
}

interface Layout {
  readonly folders: Set<string>;
  readonly names: Map<string, Inode>;
  readonly durableNames: Map<string, Inode>;
  /** Since the folder was flushed. */
  readonly removed: Map<string, Inode>;
}

/**
 * A disk in memory that keeps apart what was flushed from what was not, and fails where it is told to: a write
 * that fails has taken half of its bytes, or as many as it is told.
 */
export class FakeDisk implements Files {
  /** Answers with an error's code to make that call fail. */
  fault: (call: DiskCall, number: number) => string | null = () => null;
  /** How much of a failing write is taken all the same. */
  failedWritesTake = 0.5;
  /** The bytes that one write takes at most. */
  mostPerWrite = Infinity;
  readonly calls: DiskCall[] = [];
  readonly #layout: Layout;

  constructor(layout: Partial<Layout> = {}) {
    this.#layout = {
      folders: new Set(),
      names: new Map(),
      durableNames: new Map(),
      removed: new Map(),
      ...layout,
    };
  }

  /** The process died; the system goes on, and so does its cache. */
  afterKill(): FakeDisk {
    return this.#restarted(this.#layout.names, (inode) => inode.bytes);
  }

  /** The power went: what was not flushed is gone, names included; only what was removed is removed. */
  afterPowerCut(): FakeDisk {
    return this.#restarted(this.#layout.durableNames, (inode) => inode.durable);
  }

  /** The power went when all was written that was asked for, but for what takes away: cuts and removals. */
  afterEagerPowerCut(): FakeDisk {
    return this.#restarted(new Map([...this.#layout.removed, ...this.#layout.names]), (inode) => inode.eager);
  }

  /** Whatever a crash may leave, each for a look of its own. */
  crashes(): readonly FakeDisk[] {
    return [this.afterKill(), this.afterPowerCut(), this.afterEagerPowerCut()];
  }

  /** Someone removes the folder and all in it. */
  vanish(folder: string): void {
    this.#layout.folders.delete(folder);
    for (const path of this.paths()) if (path.startsWith(`${folder}/`)) this.#layout.names.delete(path);
  }

  paths(): readonly string[] {
    return [...this.#layout.names.keys()].toSorted();
  }

  bytes(path: string): Buffer {
    return this.#inode(path).bytes;
  }

  /** As if somebody else had written it long ago. */
  put(path: string, bytes: Buffer | string): void {
    const copy = Buffer.from(bytes);
    const inode: Inode = { bytes: copy, durable: copy, eager: copy, stuck: false };
    this.#layout.names.set(path, inode);
    this.#layout.durableNames.set(path, inode);
  }

  delete(path: string): void {
    this.#layout.names.delete(path);
    this.#layout.durableNames.delete(path);
  }

  async makeFolder(path: string): Promise<void> {
    this.#call('makeFolder', path);
    this.#layout.folders.add(path);
  }

  async list(folder: string): Promise<readonly string[]> {
    this.#call('list', folder);
    this.#needFolder(folder);
    return this.paths()
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1));
  }

  async read(path: string): Promise<Buffer> {
    this.#call('read', path);
    return Buffer.from(this.#inode(path).bytes);
  }

  async create(path: string): Promise<OpenFile> {
    this.#call('create', path);
    this.#needFolder(path.slice(0, path.lastIndexOf('/')));
    if (this.#layout.names.has(path)) throw diskError('EEXIST');
    const empty = Buffer.alloc(0);
    const inode: Inode = { bytes: empty, durable: empty, eager: empty, stuck: false };
    this.#layout.names.set(path, inode);
    return this.#handle(path, inode);
  }

  async open(path: string): Promise<OpenFile> {
    this.#call('open', path);
    return this.#handle(path, this.#inode(path));
  }

  async rename(from: string, to: string): Promise<void> {
    this.#call('rename', to);
    this.#layout.names.set(to, this.#inode(from));
    this.#layout.names.delete(from);
  }

  async remove(path: string): Promise<void> {
    this.#call('remove', path);
    this.#layout.removed.set(path, this.#inode(path));
    this.#layout.names.delete(path);
    // Removals may well reach the disk before what was asked for earlier.
    this.#layout.durableNames.delete(path);
  }

  async syncFolder(path: string): Promise<void> {
    this.#call('syncFolder', path);
    this.#needFolder(path);
    this.#layout.removed.clear();
    this.#layout.durableNames.clear();
    for (const [name, inode] of this.#layout.names) this.#layout.durableNames.set(name, inode);
  }

  #handle(path: string, inode: Inode): OpenFile {
    let open = true;
    const call = (does: DiskCall['does']): void => {
      if (!open) throw new Error(`${does} on a closed file: ${path}`);
      this.#call(does, path);
    };
    const sync = (does: 'sync' | 'syncData') => async (): Promise<void> => {
      try {
        call(does);
      } catch (error) {
        inode.stuck = true;
        throw error;
      }
      if (inode.stuck) return;
      inode.durable = inode.bytes;
      inode.eager = inode.bytes;
    };
    return {
      write: async (bytes, position) => {
        const take = (taken: Buffer): void => {
          inode.bytes = overwritten(inode.bytes, taken, position);
          inode.eager = overwritten(inode.eager, taken, position);
        };
        try {
          call('write');
        } catch (error) {
          take(bytes.subarray(0, bytes.length * this.failedWritesTake));
          throw error;
        }
        const taken = bytes.subarray(0, this.mostPerWrite);
        take(taken);
        return taken.length;
      },
      read: async (length, position) => {
        call('read');
        return Buffer.from(inode.bytes.subarray(position, position + length));
      },
      truncate: async (length) => {
        call('truncate');
        inode.bytes = Buffer.from(inode.bytes.subarray(0, length));
      },
      syncData: sync('syncData'),
      sync: sync('sync'),
      isInPlace: async () => {
        call('isInPlace');
        return this.#layout.names.get(path) === inode;
      },
      close: async () => {
        call('close');
        open = false;
      },
    };
  }

  #call(does: DiskCall['does'], path: string): void {
    const call = { does, name: path.slice(path.lastIndexOf('/') + 1) };
    const code = this.fault(call, this.calls.length);
    this.calls.push(call);
    if (code !== null) throw diskError(code);
  }

  #inode(path: string): Inode {
    const inode = this.#layout.names.get(path);
    if (inode === undefined) throw diskError('ENOENT');
    return inode;
  }

  #needFolder(folder: string): void {
    if (!this.#layout.folders.has(folder)) throw diskError('ENOENT');
  }

  #restarted(from: ReadonlyMap<string, Inode>, survives: (inode: Inode) => Buffer): FakeDisk {
    const names = new Map<string, Inode>();
    for (const [path, inode] of from) {
      const bytes = Buffer.from(survives(inode));
      names.set(path, { bytes, durable: bytes, eager: bytes, stuck: false });
    }
    return new FakeDisk({ folders: new Set(this.#layout.folders), names, durableNames: new Map(names) });
  }
}

/** Time that passes only when somebody waits. */
export class FakePace implements Pace {
  waited = 0;

  now(): number {
    return Date.UTC(2026, 10, 22, 3, 35, 39) + this.waited;
  }

  async wait(ms: number): Promise<void> {
    this.waited += ms;
  }

  async breathe(): Promise<void> {
    // Nothing else runs here that would need the air.
  }
}

function diskError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'fake' });
}

function overwritten(bytes: Buffer, more: Buffer, position: number): Buffer {
  const result = Buffer.alloc(Math.max(bytes.length, position + more.length));
  bytes.copy(result);
  more.copy(result, position);
  return result;
}
