import type { RawData, WebSocket } from 'ws';
import type { CallName } from '../../shared/contract/contract.ts';
import { failed } from '../../shared/problem.ts';
import { LAST_CALL } from '../../shared/contract/socket-protocol.ts';
import type { Asked, Told, WindowClaim } from '../../shared/contract/socket-protocol.ts';
import { answerCall } from '../shell/answer-call.ts';
import type { App } from '../app/app-port.ts';

/** The one window that may call, and how another takes its place. */
export interface WindowLine {
  /** A socket that has shown the token. */
  take(socket: WebSocket, claim: WindowClaim, windowId: string): void;
  /** Hangs up, once what is still being typed in the window is on the disk. */
  close(): Promise<void>;
}

/**
 * How long a window that is taken over from, or whose host ends, has for what it was asked and what is still being
 * typed. Milliseconds. One that is awake is done in a few, on a busy computer in hundreds; one that sleeps must not keep
 * anybody waiting long.
 */
export const GRACE = 3_000;

/** Tells a superseded window's socket from one that was lost. */
const SUPERSEDED_CODE = 4001;
const NOT_UNDERSTOOD_CODE = 1008;

/** The window's answer to `closing`. */
const READY = 'readyToClose' satisfies CallName;

interface Owner {
  readonly windowId: string;
  readonly socket: WebSocket;
  /** When the window before has hung up, or had its time: what it kept last is there for this one to read. */
  readonly turn: Promise<unknown>;
}

export function windowLine(app: App): WindowLine {
  // The id stays when its socket is lost, so that the same window may come back and an older one may not.
  let owner: Owner | null = null;
  const leaving = new Set<WebSocket>();
  let putDown: () => void = () => undefined;
  const unsubscribe = app.subscribe((event) => {
    if (owner !== null) tell(owner.socket, { is: 'event', event });
  });
  return { take, close };

  function take(socket: WebSocket, claim: WindowClaim, windowId: string): void {
    // A socket whose message breaks the protocol (too long, say) closes itself; without a listener it would throw.
    socket.on('error', () => undefined);
    if (claim === 'again' && owner !== null && owner.windowId !== windowId) return supersede(socket);
    const before = owner;
    owner = { windowId, socket, turn: Promise.all([before?.turn, before && leave(before, windowId)]) };
    socket.on('message', (message, binary) => void hear(socket, binary ? null : textOf(message)));
    app.hint('focus');
  }

  /** Resolves when the window before is done. */
  async function leave({ socket, windowId }: Owner, nextId: string): Promise<void> {
    if (windowId === nextId) return socket.terminate();
    if (socket.readyState !== socket.OPEN) return;
    leaving.add(socket);
    tell(socket, { is: 'event', event: { is: 'superseded' } });
    await hungUp(socket, GRACE);
    leaving.delete(socket);
    socket.close(SUPERSEDED_CODE);
  }

  async function hear(socket: WebSocket, text: string | null): Promise<void> {
    const asked = text === null ? null : readAsked(text);
    if (asked === null) return socket.close(NOT_UNDERSTOOD_CODE);
    if (owner?.socket === socket) await owner.turn;
    const may = owner?.socket === socket || (leaving.has(socket) && asked.call === LAST_CALL);
    const result = may
      ? await answerCall(app, { ...asked, name: asked.call })
      : failed({ what: 'bad-call', detail: 'superseded' });
    tell(socket, { is: 'answer', id: asked.id, result });
    if (asked.call === READY && owner?.socket === socket) putDown();
  }

  async function close(): Promise<void> {
    const last = owner?.socket;
    if (last !== undefined && last.readyState === last.OPEN) {
      const ready = new Promise<void>((resolve) => (putDown = resolve));
      tell(last, { is: 'event', event: { is: 'closing' } });
      await hungUp(last, GRACE, ready);
    }
    unsubscribe();
    owner?.socket.terminate();
    owner = null;
  }
}

/** Resolves when the other end hangs up or `sooner` does, at the latest after `within` milliseconds. */
function hungUp(socket: WebSocket, within: number, sooner?: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, within);
    socket.once('close', done);
    void sooner?.then(done);
  });
}

/** One Buffer: ws gives other shapes only where it is asked to. */
function textOf(message: RawData): string {
  return Buffer.isBuffer(message) ? message.toString('utf8') : '';
}

function supersede(socket: WebSocket): void {
  tell(socket, { is: 'event', event: { is: 'superseded' } });
  socket.close(SUPERSEDED_CODE);
}

function tell(socket: WebSocket, message: Told): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

function readAsked(text: string): Asked | null {
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== 'object' || message === null) return null;
    const { id, call, input, workspace } = message as Partial<Record<keyof Asked, unknown>>;
    if (!Number.isSafeInteger(id) || typeof call !== 'string') return null;
    return { id: Number(id), call, input, workspace: typeof workspace === 'string' ? workspace : null };
  } catch {
    return null;
  }
}
