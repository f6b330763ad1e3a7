import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { basename } from 'node:path';
import type { HostFetch } from '../../electron/host.ts';
import { nodeFiles } from '../../electron/store/disk/files.ts';
import type { Files, OpenFile } from '../../electron/store/disk/files.ts';

/**
 * The moments of an app at which anything else may happen meanwhile: after each touch of the disk, and before a request,
 * as it is made, and after its answer. At one of them something does. They have names (`sync outbox.journal 3`), because
 * what is done side by side comes in another order each time.
 */
export class Moments {
  /** Those that there were. */
  readonly names: string[] = [];
  /** The app's acts after that: each change of the disk that it began, and each request that it wrote. */
  readonly since: string[] = [];
  readonly files: Files;
  readonly #at: string | null;
  readonly #happens: () => void;
  readonly #origin: string;
  #counting = false;
  #happened = false;

  /** @param at the name of the moment at which something happens; null: at none. @param origin whose requests count */
  constructor(at: string | null, origin: string, happens: () => void) {
    this.#at = at;
    this.#happens = happens;
    this.#origin = origin;
    this.files = this.#watched();
    subscribe('undici:request:create', this.#made);
    subscribe('undici:client:sendHeaders', this.#written);
  }

  get happened(): boolean {
    return this.#happened;
  }

  begin(): void {
    this.#counting = true;
  }

  end(): void {
    this.#counting = false;
  }

  forget(): void {
    unsubscribe('undici:request:create', this.#made);
    unsubscribe('undici:client:sendHeaders', this.#written);
  }

  fetch(fetch: HostFetch): HostFetch {
    return async (input, init, assertMayLeave) => {
      this.#pass('asked');
      const answer = await fetch(input, init, assertMayLeave);
      this.#pass('answered');
      return answer;
    };
  }

  #pass(what: string): void {
    if (!this.#counting) return;
    const before = this.names.filter((name) => name.startsWith(`${what} `)).length;
    const name = `${what} ${before + 1}`;
    this.names.push(name);
    if (name !== this.#at) return;
    this.#happened = true;
    this.#happens();
  }

  readonly #made = (message: unknown): void => {
    if (this.#isOurs(message)) this.#pass('made');
  };

  /** Told after the app was: a connection that it closed takes nothing any more. */
  readonly #written = (message: unknown): void => {
    const { request, socket } = message as { request: { method: string; path: string }; socket: Socket };
    if (this.#isOurs(message) && this.#happened && !socket.destroyed) {
      this.since.push(`${request.method} ${request.path}`);
    }
  };

  #isOurs(message: unknown): boolean {
    return (message as { readonly request: { readonly origin: string } }).request.origin === this.#origin;
  }

  #watched(): Files {
    const file = (open: OpenFile, path: string): OpenFile => ({
      write: (bytes, position) => this.#change('write', path, () => open.write(bytes, position)),
      read: (length, position) => this.#touch('read', path, () => open.read(length, position)),
      truncate: (length) => this.#change('truncate', path, () => open.truncate(length)),
      syncData: () => this.#touch('sync', path, () => open.syncData()),
      sync: () => this.#touch('sync', path, () => open.sync()),
      isInPlace: () => open.isInPlace(),
      close: () => this.#touch('close', path, () => open.close()),
    });
    return {
      makeFolder: (path) => this.#change('make', path, () => nodeFiles.makeFolder(path)),
      list: (path) => this.#touch('list', path, () => nodeFiles.list(path)),
      read: (path) => this.#touch('read', path, () => nodeFiles.read(path)),
      create: async (path) => file(await this.#change('create', path, () => nodeFiles.create(path)), path),
      open: async (path) => file(await this.#touch('open', path, () => nodeFiles.open(path)), path),
      rename: (from, to) => this.#change('rename', from, () => nodeFiles.rename(from, to)),
      remove: (path) => this.#change('remove', path, () => nodeFiles.remove(path)),
      syncFolder: (path) => this.#touch('sync', path, () => nodeFiles.syncFolder(path)),
    };
  }

  #change<T>(does: string, path: string, work: () => Promise<T>): Promise<T> {
    if (this.#happened) this.since.push(`${does} ${path}`);
    return this.#touch(does, path, work);
  }

  async #touch<T>(does: string, path: string, work: () => Promise<T>): Promise<T> {
    const done = await work();
    this.#pass(`${does} ${basename(path).replace(/[\da-f-]{36}|\d+/g, '*')}`);
    return done;
  }
}
