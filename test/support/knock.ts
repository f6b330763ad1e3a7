import { WebSocket } from 'ws';
import type { Running } from './browser-mode.ts';

/** The fault of a window's request to be let in; without one it is. */
interface Fault {
  readonly protocols?: readonly string[];
  readonly claim?: string | null;
  readonly origin?: string | null;
  readonly host?: string;
  readonly token?: string;
}

/** @returns the status that the socket's upgrade was answered with; 101: it opened, and was closed again */
export function knock(running: Pick<Running, 'port' | 'token'>, fault: Fault = {}): Promise<number> {
  const { port } = running;

  const claim = fault.claim === null ? [] : [fault.claim ?? 'new.a'];
  const protocols = fault.protocols ?? ['fieldbinder', fault.token ?? running.token, ...claim];
  const origin = fault.origin === null ? {} : { origin: fault.origin ?? `http://127.0.0.1:${port}` };
  const headers = fault.host === undefined ? {} : { host: fault.host };
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`, [...protocols], { ...origin, headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}
