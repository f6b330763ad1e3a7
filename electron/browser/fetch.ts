import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { HostFetch } from '../host.ts';

/**
 * Node's fetch, which asks once more in the moment in which it writes a request to its connection, so after the
 * connection was made, however long that took. Between the answer and the system's write lies no await: what remains is
 * that the process is stopped between these two calls, some microseconds, which only the server could exclude.
 */
export const nodeFetch: HostFetch = (input, init, assertMayLeave) =>
  asking.run(assertMayLeave ?? null, () => fetch(input, { ...init, credentials: 'omit' }));

const asking = new AsyncLocalStorage<(() => void) | null>();
/** By the request as Node's fetch (undici) has it: it is written in a context that may be another request's. */
const asserts = new WeakMap<object, () => void>();

subscribe('undici:request:create', (message) => {
  const assertMayLeave = asking.getStore() ?? null;
  if (assertMayLeave !== null) asserts.set((message as { readonly request: object }).request, assertMayLeave);
});

/** Told right before it writes, in the same turn. A connection that is gone by then takes no byte, and fails the request with the reason. */
subscribe('undici:client:sendHeaders', (message) => {
  const { request, socket } = message as { readonly request: object; readonly socket: Socket };
  try {
    asserts.get(request)?.();
  } catch (error) {
    socket.destroy(error instanceof Error ? error : new Error(String(error)));
  }
});
