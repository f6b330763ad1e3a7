import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A door on 127.0.0.1 that can be shut, so that connections are refused, and opened again on the same port. */
export interface Listener {
  readonly port: number;
  /** False when somebody else took the port meanwhile. */
  open(): Promise<boolean>;
  /** Cuts every connection. */
  shut(): Promise<void>;
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Rejects when the port can't be had. Port 0 is any free one. */
export async function listenOn(port: number, serve: Serve): Promise<Listener> {
  let server = await start(port, serve);
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    open: async () => {
      if (server.listening) return true;
      try {
        server = await start(address.port, serve);
        return true;
      } catch {
        return false;
      }
    },
    shut: () => stop(server),
  };
}

function start(port: number, serve: Serve): Promise<Server> {
  const server = createServer((request, response) => {
    // One bad request never takes the server down with it.
    serve(request, response).catch(() => response.destroy());
  });
  // A connection that doesn't speak HTTP is cut; the default would do the same with a line of text.
  server.on('clientError', (_, socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function stop(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
