import { basename, dirname } from 'node:path';
import type { Files, OpenFile } from '../../electron/store/disk/files.ts';
import { diskError, FakeFile, inodeOf } from './disk-file.ts';
import type { DiskCall, Inode, Under } from './disk-file.ts';
import { overwritten } from './effect.ts';
import type { Effect, Image } from './effect.ts';

interface Layout {
  readonly folders: Set<string>;
  readonly names: Map<string, Inode>;
  readonly durableNames: Map<string, Inode>;
  /** Since the folder was flushed. */
  readonly removed: Map<string, Inode>;
}

/**
 * A disk in memory that keeps apart what was flushed from what was not, and fails where it is told to: a write
 * that fails has taken half of its bytes, or as many as it is told. It remembers what each touch changed, so that
 * every state which a crash could leave can be made from that (crash/persistence.ts); the three here are the quick ones.
 */
export class FakeDisk implements Files {
  /** Answers with an error's code to make that call fail. */
  fault: (call: DiskCall, number: number) => string | null = () => null;
  /** How much of a failing write is taken all the same. */
  failedWritesTake = 0.5;
  mostPerWrite = Infinity;
  readonly calls: DiskCall[] = [];
  readonly effects: Effect[] = [];
  readonly #layout: Layout;
  #files = 0;

  /** `numbers`: of files by path, for a disk that goes on where another one was left. */
  constructor(
    image: Image = { folders: new Set(), files: new Map() },
    numbers: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#files = Math.max(0, ...numbers.values());
    const names = new Map<string, Inode>();
    for (const [path, bytes] of image.files) {
      names.set(path, inodeOf(numbers.get(path) ?? (this.#files += 1), Buffer.from(bytes)));
    }
    const folders = new Set(['/', ...image.folders]);
    this.#layout = { folders, names, durableNames: new Map(names), removed: new Map() };
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

  crashes(): readonly FakeDisk[] {
    return [this.afterKill(), this.afterPowerCut(), this.afterEagerPowerCut()];
  }

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

  get image(): Image {
    const { folders, names } = this.#layout;
    return {
      folders: new Set(folders),
      files: new Map([...names].map(([path, { bytes }]) => [path, bytes])),
    };
  }

  get inodes(): ReadonlyMap<string, Inode> {
    return this.#layout.names;
  }

  put(path: string, bytes: Buffer | string): void {
    const inode = inodeOf((this.#files += 1), Buffer.from(bytes));
    this.#layout.names.set(path, inode);
    this.#layout.durableNames.set(path, inode);
  }

  /** A byte changes that nobody wrote. */
  rot(path: string, at: number): void {
    const inode = this.#inode(path);
    const bytes = Buffer.from([(inode.bytes[at] ?? 0) ^ 1]);
    inode.bytes = inode.durable = inode.eager = overwritten(inode.bytes, bytes, at);
    this.effects.push({ does: 'write', file: inode.number, at, bytes }, { does: 'sync', file: inode.number });
  }

  delete(path: string): void {
    for (const names of [this.#layout.names, this.#layout.durableNames]) names.delete(path);
  }

  async makeFolder(path: string): Promise<void> {
    this.#call('makeFolder', path);
    this.#needFolder(dirname(path));
    if (!this.#layout.folders.has(path)) this.effects.push({ does: 'makeFolder', path });
    this.#layout.folders.add(path);
  }

  async list(folder: string): Promise<readonly string[]> {
    this.#call('list', folder);
    this.#needFolder(folder);
    const within = [...this.#layout.folders, ...this.paths()].filter((path) => path.startsWith(`${folder}/`));
    return within.map((path) => path.slice(folder.length + 1)).filter((name) => !name.includes('/'));
  }

  async read(path: string): Promise<Buffer> {
    this.#call('read', path);
    return Buffer.from(this.#inode(path).bytes);
  }

  async create(path: string): Promise<OpenFile> {
    this.#call('create', path);
    this.#needFolder(dirname(path));
    if (this.#layout.names.has(path)) throw diskError('EEXIST');
    const inode = inodeOf((this.#files += 1), Buffer.alloc(0));
    this.#layout.names.set(path, inode);
    this.effects.push({ does: 'create', path, file: inode.number });
    return new FakeFile(this.#under, path, inode);
  }

  async open(path: string): Promise<OpenFile> {
    this.#call('open', path);
    return new FakeFile(this.#under, path, this.#inode(path));
  }

  async rename(from: string, to: string): Promise<void> {
    this.#call('rename', to);
    this.#layout.names.set(to, this.#inode(from));
    this.#layout.names.delete(from);
    this.effects.push({ does: 'rename', from, to });
  }

  async remove(path: string): Promise<void> {
    this.#call('remove', path);
    this.#layout.removed.set(path, this.#inode(path));
    this.#layout.names.delete(path);
    // Removals may well reach the disk before what was asked for earlier.
    this.#layout.durableNames.delete(path);
    this.effects.push({ does: 'remove', path });
  }

  async syncFolder(path: string): Promise<void> {
    this.#call('syncFolder', path);
    this.#needFolder(path);
    const { names, durableNames, removed } = this.#layout;
    const isHere = (name: string): boolean => dirname(name) === path;
    for (const of of [removed, durableNames])
      [...of.keys()].filter(isHere).forEach((name) => of.delete(name));
    for (const [name, inode] of names) if (isHere(name)) durableNames.set(name, inode);
    this.effects.push({ does: 'syncFolder', path });
  }

  get #under(): Under {
    return {
      call: (does, path) => this.#call(does, path),
      effect: (effect) => this.effects.push(effect),
      inodeAt: (path) => this.#layout.names.get(path),
      taken: (length, failed) =>
        failed ? Math.floor(length * this.failedWritesTake) : Math.min(length, this.mostPerWrite),
    };
  }

  #call(does: DiskCall['does'], path: string): void {
    const call = { does, name: basename(path) };
    const code = this.fault(call, this.calls.length);
    this.calls.push(call);
    if (code !== null) throw diskError(code);
  }

  #inode(path: string): Inode {
    const inode = this.#layout.names.get(path);
    if (inode === undefined) throw diskError('ENOENT');
    return inode;
  }

  #needFolder(path: string): void {
    if (!this.#layout.folders.has(path)) throw diskError('ENOENT');
  }

  #restarted(from: ReadonlyMap<string, Inode>, survives: (inode: Inode) => Buffer): FakeDisk {
    const files = new Map([...from].map(([path, inode]) => [path, survives(inode)] as const));
    return new FakeDisk({ folders: this.#layout.folders, files });
  }
}
