import { INPUTS } from './contract.ts';
import type { Api, HostEvent } from './contract.ts';
import type { Result } from '../problem.ts';

/** Carries calls to the host and its events back, whatever lies between. */
export interface Transport {
  invoke(name: string, input: unknown): Promise<Result<unknown>>;
  /** @returns what ends the subscription */
  subscribe(listener: (event: HostEvent) => void): () => void;
  /** Where another window may have taken over: this one takes its place again, and hears `host-back`. */
  readonly takeOver?: () => void;
}

/** The whole contract over one transport: a function for each call, so that nobody writes the list twice. */
export function apiOver(transport: Transport): Api {
  const calls = Object.keys(INPUTS).map((name) => [name, (input: unknown) => transport.invoke(name, input)]);
  // The compiler can't follow a loop over names; the host parses every input and types every output.
  const handlers = Object.fromEntries(calls) as Omit<Api, 'subscribe'>;
  const { takeOver } = transport;
  return {
    ...handlers,
    subscribe: (listener) => transport.subscribe(listener),
    ...(takeOver && { takeOver }),
  };
}
