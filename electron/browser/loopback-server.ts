import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MAX_MESSAGE_BYTES, SOCKET_PROTOCOL } from '../../shared/contract/socket-protocol.ts';
import type { Told, WindowClaim } from '../../shared/contract/socket-protocol.ts';
import { cacheControl } from '../shell/assets.ts';
import type { Assets } from '../shell/assets.ts';
import { securityHeaders } from '../shell/security-headers.ts';
import type { Entry } from './entry.ts';
import type { WindowLine } from './window-line.ts';

export interface Serving {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the window on 127.0.0.1 alone. The files need no token: they hold nothing of anybody's. A socket needs the
 * token (or a ticket for it), our own Origin and our own Host, so that neither another user of this computer, nor a
 * page in the same browser, nor a name that someone points at 127.0.0.1 gets in.
 *
 * @returns null when the port is taken or not allowed
 */
export async function serveWindow(
  options: { readonly assets: Assets; readonly port: number; readonly entry: Entry },
  line: WindowLine,
): Promise<Serving | null> {
  const server = createServer((request, response) => answerFile(request, response, options.assets, own()));
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: () => SOCKET_PROTOCOL,
  });
  server.on('upgrade', (request, stream, head) => {
    const claim = readClaim(request, options.entry, own());
    if (claim === null) return refuseUpgrade(stream);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const told: Told = { is: 'token', token: options.entry.token };
      if (claim.by === 'ticket') socket.send(JSON.stringify(told));
      line.take(socket, claim.claim, claim.windowId);
    });
  });
  if (!(await listening(server, options.port))) return null;
  return { port: port(), close };

  function port(): number {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : options.port;
  }

  function own(): readonly string[] {
    return [`127.0.0.1:${port()}`, `localhost:${port()}`];
  }

  async function close(): Promise<void> {
    await line.close();
    sockets.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}

function listening(server: ReturnType<typeof createServer>, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
}

function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  assets: Assets,
  own: readonly string[],
): void {
  const host = request.headers.host ?? '';
  const answer = (status: number, headers: Record<string, string>, body?: Buffer) =>
    response.writeHead(status, { ...securityHeaders([`ws://${own[0] ?? ''}`]), ...headers }).end(body);
  if (!own.includes(host)) return void answer(421, {});
  if (request.method !== 'GET' && request.method !== 'HEAD') return void answer(405, { Allow: 'GET, HEAD' });
  const asset = assets.get((request.url ?? '/').split('?')[0] ?? '/');
  if (asset === undefined) return void answer(404, {});
  const headers = { 'Content-Type': asset.type, 'Cache-Control': cacheControl(asset) };
  // Node sends no body in answer to HEAD.
  answer(200, { ...headers, 'Content-Length': String(asset.body.length) }, asset.body);
}

interface Claim {
  readonly claim: WindowClaim;
  readonly windowId: string;
  readonly by: 'token' | 'ticket';
}

function readClaim(request: IncomingMessage, entry: Entry, own: readonly string[]): Claim | null {
  const { host = '', origin, 'sec-websocket-protocol': offered = '' } = request.headers;
  if (!own.includes(host) || origin !== `http://${host}`) return null;
  const [protocol, shown, claim, ...more] = offered.split(',').map((part) => part.trim());
  if (protocol !== SOCKET_PROTOCOL || shown === undefined || more.length > 0) return null;
  const [, kind, windowId] = /^(new|again)\.([\w-]{1,64})$/.exec(claim ?? '') ?? [];
  const by = windowId === undefined ? null : entry.admits(shown);
  if (windowId === undefined || by === null) return null;
  return { claim: kind === 'again' ? 'again' : 'new', windowId, by };
}

function refuseUpgrade(stream: Duplex): void {
  stream.on('error', () => undefined);
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
