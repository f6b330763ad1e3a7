import { INPUTS } from './contract.ts';
import type { Api, CallName, Handlers, HostEvent, Input } from './contract.ts';
import type { Result } from '../problem.ts';

/** Carries calls to the host and its events back, whatever lies between. */
export interface Transport {
  /** @param workspace the id of the workspace that the call is made in; null: none */
  invoke(name: string, input: unknown, workspace: string | null): Promise<Result<unknown>>;
  /** @returns what ends the subscription */
  subscribe(listener: (event: HostEvent) => void): () => void;
  /** Where another window may have taken over: this one takes its place again, and hears `host-back`. */
  readonly takeOver?: () => void;
}

/** The contract as functions of plain values alone, which is all that Electron's bridge lets through. */
export type Bridge = {
  readonly [N in CallName]: (input: Input<N>, workspace: string | null) => ReturnType<Handlers[N]>;
} & Pick<Api, 'subscribe' | 'takeOver'>;

/** The whole contract over one transport: a function for each call, so that nobody writes the list twice. */
export function bridgeOver(transport: Transport): Bridge {
  const calls = Object.keys(INPUTS).map((name) => [
    name,
    (input: unknown, workspace: string | null = null) => transport.invoke(name, input, workspace),
  ]);
  // The compiler can't follow a loop over names; the host parses every input and types every output.
  const handlers = Object.fromEntries(calls) as Omit<Bridge, 'subscribe' | 'takeOver'>;
  const { takeOver } = transport;
  return {
    ...handlers,
    subscribe: (listener) => transport.subscribe(listener),
    ...(takeOver && { takeOver }),
  };
}

/** The calls as they are made in one workspace; in none at first. */
export function apiOver(bridge: Bridge, workspace: string | null = null): Api {
  const calls = Object.keys(INPUTS).map((name) => {
    const call = bridge[name as CallName] as (input: unknown, workspace: string | null) => unknown;
    return [name, (input: unknown) => call(input, workspace)];
  });
  // Sound: each call goes to the one of its own name.
  const handlers = Object.fromEntries(calls) as Handlers;
  const { subscribe, takeOver } = bridge;
  return {
    ...handlers,
    within: (other) => apiOver(bridge, other),
    subscribe,
    ...(takeOver && { takeOver }),
  };
}
