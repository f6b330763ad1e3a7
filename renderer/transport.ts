import type { HostEvent } from '../shared/contract/contract.ts';
import { failed } from '../shared/problem.ts';
import type { Problem, Result } from '../shared/problem.ts';
import type { Transport } from '../shared/contract/create-api.ts';
import { LAST_CALL, MAX_MESSAGE_BYTES, SOCKET_PROTOCOL, TICKET } from '../shared/contract/socket-protocol.ts';
import type { Asked, Told, WindowClaim } from '../shared/contract/socket-protocol.ts';

export interface SocketOptions {
  readonly url: string;
  /** Or a ticket for it. Null when the window was opened without one: nothing can be asked then. */
  readonly token: string | null;
  /** Keeps the token that a ticket was exchanged for, so that the window survives being loaded again. */
  readonly keepToken?: (token: string) => void;
  /** Of this window, for as long as its page lives. */
  readonly windowId: string;
  readonly open?: (url: string, protocols: string[]) => WebSocket;
  readonly later?: (ms: number, then: () => void) => void;
}

/** How long to wait before the first, second, … try to reach the host again; the last one repeats. */
const TRIES_AFTER = [250, 500, 1_000, 2_000, 5_000];

type Phase = 'opening' | 'open' | 'lost' | 'yielding' | 'superseded' | 'returning';

/**
 * Browser mode's way to the host. Calls made while the first connection opens wait for it; once the host is
 * lost they fail at once, also those in flight, so that nothing on screen claims to be saved when it may not be.
 * Nothing is ever asked twice by itself: the window decides that after `host-back`.
 * When another window takes over, what was asked is still answered, and what is typed may still be kept: the host lets
 * the other window wait until this one hangs up.
 */
export function socketTransport(options: SocketOptions): Transport {
  const open = options.open ?? ((url, protocols) => new WebSocket(url, protocols));
  const later = options.later ?? ((ms, then) => void setTimeout(then, ms));
  const listeners = new Set<(event: HostEvent) => void>();
  const asked = new Map<number, (result: Result<unknown>) => void>();
  let unsent: string[] = [];
  let phase: Phase = 'opening';
  let socket: WebSocket | null = null;
  let everOpen = false;
  let wantsBack = false;
  let tries = 0;
  let nextId = 1;
  let { token } = options;

  connect('new');
  return { invoke, subscribe, takeOver };

  function invoke(call: string, input: unknown, workspace: string | null): Promise<Result<unknown>> {
    const gone = phase === 'superseded' || (phase === 'yielding' && call !== LAST_CALL);
    if (gone) return Promise.resolve(failed(SUPERSEDED));
    if (phase === 'lost') return Promise.resolve(failed(HOST_LOST));
    const message: Asked = { id: nextId++, call, input, workspace };
    const text = JSON.stringify(message);
    // Refused here, because the host would answer by hanging up. A UTF-16 unit is at most three bytes.
    if (text.length * 3 > MAX_MESSAGE_BYTES) return Promise.resolve(failed(TOO_LONG));
    return new Promise((resolve) => {
      asked.set(message.id, resolve);
      if (phase === 'opening' || phase === 'returning') unsent.push(text);
      else socket?.send(text);
    });
  }

  function subscribe(listener: (event: HostEvent) => void): () => void {
    listeners.add(listener);
    // Said again to whoever comes late: a window without a host must not look as if it had one.
    if (phase === 'lost') listener({ is: 'host-lost' });
    return () => listeners.delete(listener);
  }

  /** The page was never loaded anew: what is typed in it is still there, and can be kept once the host is back. */
  function takeOver(): void {
    // While the other window is still being let in, this one has to hang up first.
    if (phase === 'yielding') wantsBack = true;
    if (phase !== 'superseded') return;
    wantsBack = false;
    phase = 'returning';
    connect('new');
  }

  function connect(claim: WindowClaim): void {
    if (token === null) return lose();
    socket = open(options.url, [SOCKET_PROTOCOL, token, `${claim}.${options.windowId}`]);
    socket.addEventListener('open', opened);
    socket.addEventListener('message', (message) => told(JSON.parse(String(message.data)) as Told));
    socket.addEventListener('close', closed);
  }

  function opened(): void {
    const back = phase === 'lost' || phase === 'returning';
    phase = 'open';
    everOpen = true;
    tries = 0;
    for (const text of unsent) socket?.send(text);
    unsent = [];
    if (back) emit({ is: 'host-back' });
  }

  function told(message: Told): void {
    if (message.is === 'token') {
      token = message.token;
      options.keepToken?.(token);
      return;
    }
    if (message.is === 'answer') {
      asked.get(message.id)?.(message.result);
      asked.delete(message.id);
      hangUpIfDone();
      return;
    }
    if (message.event.is === 'superseded') phase = 'yielding';
    // Whoever hears it may still ask for the last call, there and then.
    emit(message.event);
    hangUpIfDone();
  }

  function hangUpIfDone(): void {
    if (phase === 'yielding' && asked.size === 0) socket?.close();
  }

  function closed(): void {
    if (phase === 'yielding') {
      phase = 'superseded';
      giveUp(SUPERSEDED);
    }
    if (phase === 'superseded') return wantsBack ? takeOver() : undefined;
    lose();
    // A window that never got through has nothing to come back to, and takes over like any new one.
    const claim = everOpen ? 'again' : 'new';
    later(TRIES_AFTER[Math.min(tries++, TRIES_AFTER.length - 1)] ?? 0, () => connect(claim));
  }

  function lose(): void {
    const already = phase === 'lost';
    phase = 'lost';
    giveUp(HOST_LOST);
    if (!already) emit({ is: 'host-lost' });
  }

  function giveUp(problem: Problem): void {
    const waiting = [...asked.values()];
    asked.clear();
    unsent = [];
    for (const resolve of waiting) resolve(failed(problem));
  }

  function emit(event: HostEvent): void {
    for (const listener of [...listeners]) listener(event);
  }
}

/** Nothing can be kept while the host is away: for a person the same as a data folder that vanished. */
const HOST_LOST: Problem = { what: 'storage', reason: 'vanished', detail: 'host-lost' };
const SUPERSEDED: Problem = { what: 'bad-call', detail: 'superseded' };
const TOO_LONG: Problem = { what: 'bad-call', detail: 'too-long' };

/**
 * The token from the fragment, else the one this tab was opened with. It is cleared from the address bar at once;
 * Chromium's history keeps the fragment all the same, which is why the host makes a new token at each start. A ticket
 * is worth nothing the next time, so what is kept is the token that it is exchanged for.
 */
export function takeToken(
  page: Pick<Location, 'hash' | 'pathname'>,
  bar: Pick<History, 'replaceState'>,
  kept: Pick<Storage, 'getItem' | 'setItem'>,
): string | null {
  const given = page.hash.slice(1);
  if (given === '') return kept.getItem(TOKEN_KEY);
  if (!given.startsWith(TICKET)) keepToken(kept, given);
  bar.replaceState(null, '', page.pathname);
  return given;
}

export function keepToken(kept: Pick<Storage, 'setItem'>, token: string): void {
  kept.setItem(TOKEN_KEY, token);
}

const TOKEN_KEY = 'fieldbinder.token';
