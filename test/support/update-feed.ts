import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { createServer, request } from 'node:http';
import type { ClientRequest, RequestOptions } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

/** A server with an update feed, as a release leaves one; a test says what is wrong with it. */
export interface UpdateFeed {
  readonly origin: string;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  offer(release: Release): void;
  stop(): Promise<void>;
}

export interface Release {
  readonly version: string;
  readonly notes?: string;
  readonly program: Buffer;
  /** Sends that in place of what the feed's hash was made of. */
  readonly tampered?: Buffer;
  /** The connection dies after so many bytes. */
  readonly breaksAfter?: number;
  /** Nothing more comes after so many, and the connection stays. */
  readonly stallsAfter?: number;
  readonly rollout?: number;
}

export async function startFeed(): Promise<UpdateFeed> {
  let release: Release | null = null;
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    const path = (incoming.url ?? '').split('?')[0] ?? '';
    asked.push(path);
    if (release === null) return void response.writeHead(404).end();
    if (path === '/latest-linux.yml') return void response.end(yml(release));
    const body = release.tampered ?? release.program;
    response.writeHead(200, { 'Content-Length': String(body.length) });
    const { breaksAfter, stallsAfter } = release;
    if (stallsAfter !== undefined) return void response.write(body.subarray(0, stallsAfter));
    if (breaksAfter === undefined) return void response.end(body);
    response.write(body.subarray(0, breaksAfter), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    offer: (given) => (release = given),
    stop: () =>
      new Promise((resolve) => {
        // Also where it was stopped already.
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function yml({ version, program, notes, rollout }: Release): string {
  const sha512 = createHash('sha512').update(program).digest('base64');
  const file = `Fieldbinder-${version}-linux-x64.AppImage`;
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${file}`,
    `    sha512: ${sha512}`,
    `    size: ${program.length}`,
    `path: ${file}`,
    `sha512: ${sha512}`,
    `releaseDate: '2026-11-22T09:00:00.000Z'`,
    ...(notes === undefined ? [] : [`releaseNotes: ${JSON.stringify(notes)}`]),
    ...(rollout === undefined ? [] : [`stagingPercentage: ${rollout}`]),
  ].join('\n');
}

/** Electron's `net.request`, as far as electron-updater uses it, over Node. */
export function netRequest(options: RequestOptions): ClientRequest {
  const { headers, hostname, port, path, method } = options;
  return request({ headers: headers ?? {}, hostname, port, path, method });
}

/**
 * The parts of Electron that electron-updater calls, over Node: `net.request` and a session. Before it is first
 * imported.
 */
export function standInForNet(): void {
  const session = { fromPartition: () => ({}) };
  plantElectron({ net: { request: netRequest }, session, app: new EventEmitter() });
}

/** From now on `require('electron')` in this process gives that. */
export function plantElectron(exports: object): void {
  const require = createRequire(import.meta.url);
  const id = require.resolve('electron');
  Reflect.set(require.cache, id, { id, filename: id, loaded: true, exports, children: [], paths: [] });
}
