import { randomBytes, timingSafeEqual } from 'node:crypto';
import { TICKET } from '../../shared/contract/socket-protocol.ts';

/** How long a ticket waits for the window it was made for, ms: a browser may take its time to start. */
const VALID = 120_000;

/**
 * The two secrets that open the socket. The token is for whoever reads the printed address; it is new at each start and dies with the
 * process, because browsers keep addresses, fragments too, in their history. A window that is opened by us gets a
 * ticket instead, because other users of this computer can read the command line of a browser: it is good once, for a
 * moment, and is exchanged for the token over the socket.
 */
export class Entry {
  readonly token = secret();
  #now: () => number;
  #ticket: { readonly text: string; readonly until: number } | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A new ticket; the one before it is void. */
  ticket(): string {
    const text = `${TICKET}${secret()}`;
    this.#ticket = { text, until: this.#now() + VALID };
    return text;
  }

  /** The kind of secret that was shown; null: neither. A ticket is used up by this, so everything else has to be right before. */
  admits(shown: string): 'token' | 'ticket' | null {
    if (same(shown, this.token)) return 'token';
    const ticket = this.#ticket;
    if (ticket === null || this.#now() > ticket.until || !same(shown, ticket.text)) return null;
    this.#ticket = null;
    return 'ticket';
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** In a time that doesn't tell how much of it was right; its length is no secret. */
function same(shown: string, right: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
