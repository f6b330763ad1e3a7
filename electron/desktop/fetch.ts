import { app, session } from 'electron';
import type { Session } from 'electron';
import { serialQueue } from '../../shared/sync/serial-queue.ts';
import type { HostFetch } from '../host.ts';
import { NetworkFailure } from '../salesbinder/network-failure.ts';

/**
 * Both of Chromium's ways to send one request over again that need no dead connection: a refused HTTP/2 stream and
 * QUIC falling back to TCP. Before the app is ready. `disable-http2` is in Electron's list of switches,
 * `disable-quic` in Chromium's alone.
 */
export function keepToHttp1(): void {
  app.commandLine.appendSwitch('disable-http2');
  app.commandLine.appendSwitch('disable-quic');
}

/**
 * Chromium's fetch, which follows the system's proxy and certificates, on sessions of its own: no cookies, no cache,
 * no sign-in of the window's. Its failures become NetworkFailures; this is the one file that reads a message.
 * Only once the app is ready.
 *
 * It can't ask in the moment of the first byte. Chromium connects and writes in a process of its own, which
 * could only be answered by a message. So it is asked when the request is handed over: a create that is still connecting
 * goes out if this process alone is stopped, and another one takes the folder meanwhile. When the whole computer sleeps,
 * Chromium's process sleeps with it.
 */
export function desktopFetch(): HostFetch {
  const creates = netSession('salesbinder-creates');
  const others = netSession('salesbinder');
  const oneByOne = serialQueue();
  return async (input, init, assertMayLeave = () => undefined) => {
    const request = new Request(input, { ...init, credentials: 'omit' });
    if (request.method !== 'POST') return send(others, request, assertMayLeave);
    return oneByOne(() => create(creates, request, assertMayLeave));
  };
}

/**
 * A POST always goes over a new connection. When a REUSED keep-alive connection dies before the answer's first byte,
 * Chromium takes it for stale and sends the same request again by itself, POST too: an account could be made twice,
 * and the outbox, which looks before it sends again, would never know. Closing also fails what is in flight: hence
 * a session for creates alone, and one at a time.
 */
async function create(
  { session: creates, redirects }: NetSession,
  request: Request,
  assertMayLeave: () => void,
): Promise<Response> {
  await creates.closeAllConnections();
  return send({ session: creates, redirects }, request, assertMayLeave);
}

interface NetSession {
  readonly session: Session;
  /** Address to the status it was last redirected with. */
  readonly redirects: Map<string, number>;
}

function netSession(partition: string): NetSession {
  const own = session.fromPartition(partition, { cache: false });
  const redirects = new Map<string, number>();
  own.webRequest.onBeforeRedirect(({ url, statusCode }) => redirects.set(url, statusCode));
  return { session: own, redirects };
}

async function send(
  { session: own, redirects }: NetSession,
  request: Request,
  assertMayLeave: () => void,
): Promise<Response> {
  // Outside of what becomes a failure of Chromium's, and with no await before the handing over.
  assertMayLeave();
  redirects.delete(request.url);
  try {
    return await own.fetch(request);
  } catch (error) {
    throw failureOf(error, redirects.get(request.url));
  } finally {
    redirects.delete(request.url);
  }
}

/** An abort stays what it is: the gateway's own deadline. */
function failureOf(error: unknown, redirectedWith: number | undefined): unknown {
  if (!(error instanceof Error) || error.name === 'AbortError') return error;
  if (redirectedWith !== undefined || error.message.includes('Redirect was cancelled')) {
    return new NetworkFailure('ERR_REDIRECTED', {
      left: true,
      redirected: { status: redirectedWith ?? 302 },
    });
  }
  const code = /\bERR_[A-Z0-9_]+/.exec(error.message)?.[0] ?? 'ERR_UNKNOWN';
  return new NetworkFailure(code, { left: !neverLeft(code) });
}

function neverLeft(code: string): boolean {
  return NEVER_LEFT.has(code) || code.startsWith('ERR_CERT_');
}

/**
 * Chromium's net_error_list.h: what can only happen before the request is written. ERR_ADDRESS_UNREACHABLE,
 * ERR_TIMED_OUT and ERR_NETWORK_CHANGED can also end an established connection, so they don't stand here.
 */
const NEVER_LEFT: ReadonlySet<string> = new Set([
  'ERR_ADDRESS_INVALID',
  'ERR_CONNECTION_FAILED',
  'ERR_CONNECTION_REFUSED',
  'ERR_CONNECTION_TIMED_OUT',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_NAME_RESOLUTION_FAILED',
  'ERR_NETWORK_ACCESS_DENIED',
  'ERR_PROXY_CERTIFICATE_INVALID',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_SOCKS_CONNECTION_FAILED',
  'ERR_SSL_VERSION_OR_CIPHER_MISMATCH',
  'ERR_TUNNEL_CONNECTION_FAILED',
  'ERR_UNSAFE_PORT',
]);
