import { CONTEXTS } from '../../shared/account.ts';
import type { AccountType } from '../../shared/account.ts';
import type { Mirrored } from '../../electron/store/schemas/mirror-store.ts';
import { listBody } from './accounts.ts';

const PAGE = 200;
const encoder = new TextEncoder();

/**
 * SalesBinder's lists without a network: every account is there with another phone number than the mirror has, and
 * the bodies are ready before anything is measured.
 */
export class ListedSite {
  readonly #bodies = new Map<string, Uint8Array<ArrayBuffer>>();
  #asked = 0;
  #wanted = 0;
  #resolve: () => void = () => undefined;

  /** @param most pages made ready */
  constructor(accounts: readonly Mirrored[], most: number) {
    const types = Object.keys(CONTEXTS) as AccountType[];
    const each = Math.ceil(most / types.length) + 1;
    for (const type of types) {
      const listed = accounts.filter(({ account }) => account.type === type).map(changed);
      const pages = Math.min(each, Math.ceil(listed.length / PAGE));
      for (let page = 1; page <= pages; page += 1) {
        this.#bodies.set(`${CONTEXTS[type]}/${page}`, encoder.encode(listBody(listed, page, PAGE)));
      }
    }
  }

  get pages(): number {
    return this.#bodies.size;
  }

  readonly fetch: typeof globalThis.fetch = async (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const { searchParams } = url;
    this.#asked += 1;
    // Asking for another page means that the one before is in the mirror, on disk and in the rows.
    if (this.#asked > this.#wanted) this.#resolve();
    const body = this.#bodies.get(`${searchParams.get('contextId') ?? ''}/${searchParams.get('page') ?? ''}`);
    const headers = { 'Content-Type': 'application/json', Date: new Date().toUTCString() };
    if (url.pathname.endsWith('/customers.json') && body !== undefined)
      return new Response(body, { headers });
    return new Response('{"message":"Not Found"}', { status: 404, headers });
  };

  /** Resolves when the app has taken in so many more. */
  taken(pages: number): Promise<void> {
    this.#wanted = this.#asked + pages;
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }
}

function changed(row: Mirrored): Mirrored {
  const { account } = row;
  const phone = `${account.values.phone ?? ''} x1`;
  return { ...row, account: { ...account, values: { ...account.values, phone } } };
}
