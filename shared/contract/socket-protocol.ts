import type { CallName, HostEvent } from './contract.ts';
import type { Result } from '../problem.ts';

/**
 * The messages of browser mode's WebSocket: JSON texts, one message each.
 *
 * The window offers three subprotocols: SOCKET_PROTOCOL, the token (or a ticket, which is good once: the host answers it
 * with the token before anything else), and which window it is. The last one
 * is `new.<id>` for a window that was just opened (it takes over), `again.<id>` for one whose socket was lost:
 * that one must not take over from a window that was opened meanwhile.
 */
export const SOCKET_PROTOCOL = 'fieldbinder';

/** A ticket begins so; a token never does. */
export const TICKET = 'once.';

export type WindowClaim = 'new' | 'again';

/** Window to host. */
export interface Asked {
  readonly id: number;
  readonly call: string;
  readonly input: unknown;
  /** The workspace that the call is made in; null: none. */
  readonly workspace: string | null;
}

/** Host to window. */
export type Told =
  | { readonly is: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly is: 'event'; readonly event: HostEvent }
  /** In exchange for a ticket. */
  | { readonly is: 'token'; readonly token: string };

/** Of one message, in UTF-8 bytes: three times the longest input that the contract lets through. */
export const MAX_MESSAGE_BYTES = 8_000_000;

/** The one call that a window may still make while another takes over from it: what is typed goes to the disk. */
export const LAST_CALL = 'keepDraft' satisfies CallName;
