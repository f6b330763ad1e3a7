import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A request as it came over the wire. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The act of a hostile server once it has heard a request: anything, to the bare socket. */
export type Behaviour = (socket: Socket, heard: Heard) => void;

export interface HostileServer {
  readonly origin: string;
  /** Every request that arrived whole, in order. */
  readonly heard: readonly Heard[];
  /** How many connections were made, whether or not anything was said. */
  connections(): number;
  behave(next: Behaviour): void;
  stop(): Promise<void>;
}

/** Speaks HTTP badly on purpose, over real sockets on loopback: nothing here makes an answer well-formed. */
export async function startHostileServer(first: Behaviour): Promise<HostileServer> {
  const heard: Heard[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let behaviour = first;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Resets are what this server is for.
    socket.on('error', () => undefined);
    listen(socket, (request) => {
      heard.push(request);
      behaviour(socket, request);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    connections: () => connections,
    behave: (next) => {
      behaviour = next;
    },
    stop: () => stop(server, sockets),
  };
}

/** A whole, well-formed answer; what is wrong with it is up to the caller. */
export function answer(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): Behaviour {
  return (socket) =>
    socket.end(Buffer.concat([head(status, headers, Buffer.byteLength(body)), Buffer.from(body)]));
}

/** The head of an answer that promises `length` bytes, whether or not they come. */
export function head(status: number, headers: Readonly<Record<string, string>>, length: number): Buffer {
  const lines = Object.entries({ ...headers, 'Content-Length': String(length), Connection: 'close' });
  return Buffer.from(
    `HTTP/1.1 ${status} Answer\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  );
}

/** Keeps writing pieces until the other side goes away; reports that it did. */
export function dripping(start: Buffer, piece: string, everyMs: number, gone: () => void): Behaviour {
  return (socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write(piece), everyMs);
    socket.on('close', () => {
      clearInterval(timer);
      gone();
    });
  };
}

function listen(socket: Socket, onRequest: (heard: Heard) => void): void {
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let next = firstRequest(bytes); next !== null; next = firstRequest(bytes)) {
      bytes = bytes.subarray(next.length);
      onRequest(next.heard);
    }
  });
}

function firstRequest(bytes: Buffer): { readonly heard: Heard; readonly length: number } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [requestLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const length = end + 4 + Number(headers.get('content-length') ?? 0);
  if (bytes.length < length) return null;
  const [method = '', path = ''] = requestLine.split(' ');
  return { heard: { method, path, headers, body: bytes.subarray(end + 4, length).toString('utf8') }, length };
}

function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((stopped) => {
    server.close(() => stopped());
    for (const socket of sockets) socket.destroy();
  });
}
