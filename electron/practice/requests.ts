import type { IncomingMessage } from 'node:http';
import { formatOf } from './replies.ts';
import { readXml } from './xml.ts';

/** A request as the server saw it; also what the log keeps. The key is not in it, only whether it was right. */
export interface PracticeRequest {
  /** Server's clock at arrival, ms. */
  readonly at: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names; without `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: 'right' | 'wrong' | 'missing';
  /** Parsed JSON or XML; null when there was none or it could not be read. */
  readonly body: unknown;
  readonly unreadable: 'too-big' | 'malformed' | 'cut-short' | null;
}

type Head = Omit<PracticeRequest, 'body' | 'unreadable'>;
type Body = Pick<PracticeRequest, 'body' | 'unreadable'>;

/** Everything but the body: known when the request arrives. */
export function headOf(message: IncomingMessage, key: string, at: number): Head {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = Object.fromEntries(new URLSearchParams(mark < 0 ? '' : target.slice(mark)));
  const headers = Object.fromEntries(
    Object.entries(message.headers)
      .filter(([name]) => name !== 'authorization')
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
  return {
    at,
    method: message.method ?? 'GET',
    path,
    query,
    headers,
    auth: judge(message.headers.authorization, key),
  };
}

export async function bodyOf(message: IncomingMessage, path: string, maxBytes: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      // The rest is read and dropped, so that the client gets to read the answer.
      if (size <= maxBytes) chunks.push(chunk);
    }
  } catch {
    return { body: null, unreadable: 'cut-short' };
  }
  if (size > maxBytes) return { body: null, unreadable: 'too-big' };
  return parse(Buffer.concat(chunks), path);
}

function parse(bytes: Buffer, path: string): Body {
  if (bytes.length === 0) return { body: null, unreadable: null };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const body: unknown = formatOf(path) === 'xml' ? readXml(text) : JSON.parse(text);
    return { body, unreadable: formatOf(path) === 'xml' && body === null ? 'malformed' : null };
  } catch {
    return { body: null, unreadable: 'malformed' };
  }
}

/** Basic authentication: the key is the user name, the password says nothing. */
function judge(header: string | undefined, key: string): PracticeRequest['auth'] {
  if (header === undefined) return 'missing';
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(header)?.[1] ?? '';
  const [user = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return user === key ? 'right' : 'wrong';
}
