import { Agent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';

/** The permissions that a page may ask for, or look up. */
export type Permission = 'media' | 'geolocation' | 'notifications' | 'clipboard-read' | 'openExternal';

type Asked = (contents: unknown, permission: Permission, answer: (granted: boolean) => void) => void;
type Redirected = (details: { url: string; statusCode: number }) => void;

/**
 * A session's network as Chromium's behaves: keep-alive connections, redirects cancelled in `manual` mode, failures
 * told by `net::` messages, and (the reason for all this) a request sent AGAIN, POST too, when a reused connection
 * dies before the first byte of an answer. Only http.
 */
export class StandInSession {
  /** `close` and `fetch METHOD`, in the order in which they happened. */
  readonly log: string[] = [];
  readonly name: string;
  #agent = new Agent({ keepAlive: true });
  #redirected: Redirected = () => undefined;
  #handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
  #asked: Asked | null = null;
  #checked: (() => boolean) | null = null;
  #device: (() => boolean) | null = null;
  #events = new Map<string, (event: { preventDefault(): void }) => void>();

  constructor(name: string) {
    this.name = name;
  }

  readonly webRequest = {
    onBeforeRedirect: (listener: Redirected): void => {
      this.#redirected = listener;
    },
  };
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>): void => {
      this.#handlers.set(scheme, handler);
    },
  };

  /** As the page's request would be answered; null where no handler has the scheme. */
  async answer(request: Request): Promise<Response | null> {
    return (await this.#handlers.get(new URL(request.url).protocol.slice(0, -1))?.(request)) ?? null;
  }

  setPermissionRequestHandler = (handler: Asked): void => {
    this.#asked = handler;
  };
  setPermissionCheckHandler = (handler: () => boolean): void => {
    this.#checked = handler;
  };
  setDevicePermissionHandler = (handler: () => boolean): void => {
    this.#device = handler;
  };
  on = (name: string, listener: (event: { preventDefault(): void }) => void): void => {
    this.#events.set(name, listener);
  };

  /** Without a handler Electron grants: so does the stand-in. */
  grants(permission: Permission): { asked: boolean; checked: boolean; device: boolean } {
    let asked = true;
    this.#asked?.(null, permission, (granted) => (asked = granted));
    return { asked, checked: this.#checked?.() ?? true, device: this.#device?.() ?? true };
  }

  /** @returns whether the app let it go on */
  allows(name: string): boolean {
    let allowed = true;
    this.#events.get(name)?.({ preventDefault: () => (allowed = false) });
    return allowed;
  }

  closeAllConnections = (): Promise<void> => {
    this.log.push('close');
    this.#agent.destroy();
    this.#agent = new Agent({ keepAlive: true });
    return Promise.resolve();
  };

  fetch = async (request: Request): Promise<Response> => {
    this.log.push(`fetch ${request.method}`);
    if (request.credentials !== 'omit') throw new Error('The stand-in keeps no cookies');
    const body = Buffer.from(await request.arrayBuffer());
    const answer = await this.#send(request, body);
    const status = answer.statusCode ?? 0;
    if (status >= 300 && status < 400 && answer.headers.location !== undefined) {
      this.#redirected({ url: request.url, statusCode: status });
      answer.destroy();
      throw new Error('Redirect was cancelled');
    }
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const headers = Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
      (values ?? []).map((value): [string, string] => [name, value]),
    );
    return new Response(Buffer.concat(chunks), { status, headers });
  };

  #send(request: Request, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { ...Object.fromEntries(request.headers), 'content-length': String(body.length) };
      const sending: ClientRequest = httpRequest(request.url, {
        method: request.method,
        headers,
        agent: this.#agent,
      });
      sending.on('response', resolve);
      sending.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNRESET' && sending.reusedSocket) resolve(this.#send(request, body));
        else reject(new Error(NET_ERRORS[error.code ?? ''] ?? 'net::ERR_FAILED'));
      });
      sending.end(body);
    });
  }
}

const NET_ERRORS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'net::ERR_CONNECTION_REFUSED',
  ENOTFOUND: 'net::ERR_NAME_NOT_RESOLVED',
  ECONNRESET: 'net::ERR_EMPTY_RESPONSE',
};
