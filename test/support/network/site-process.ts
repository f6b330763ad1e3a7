/**
 * A SalesBinder behind a proxy that buffers: it passes a request on when it has all of it, and an answer when it has all
 * of that. At each planned moment of a create it says `at MOMENT` and waits to be told `on`, `drop` (it hangs up there)
 * or, at any time, `hang up` (on everybody) and `accounts`, which it answers with their names as JSON.
 * Arguments: the moments, one create each.
 */
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { KEY, salesbinder } from '../running-app.ts';
import type { Moment } from './moments.ts';

const planned = process.argv.slice(2) as Moment[];
const site = await salesbinder({ key: KEY });
let told: (word: string) => void = () => undefined;
/** One create at a time is held up; others pass. */
let busy = false;

const server = createServer((asked, answer) => void serve(asked, answer));
server.on('connection', (socket) => {
  socket.on('error', () => undefined);
  if (planned[0] !== 'connected' || busy) return;
  socket.pause();
  void at('connected').then((goesOn) => (goesOn ? socket.resume() : socket.destroy()));
});
server.listen(80, '0.0.0.0', () => console.log('ready'));

createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'hang up') server.closeAllConnections();
  else if (line === 'accounts')
    console.log(`accounts ${JSON.stringify(site.accounts().map(({ values }) => values.name))}`);
  else told(line);
});

/** @returns whether it goes on; else it hangs up */
async function at(moment: Moment): Promise<boolean> {
  busy = true;
  planned.shift();
  const word = await new Promise<string>((resolve) => {
    told = resolve;
    console.log(`at ${moment}`);
  });
  busy = false;
  return word === 'on';
}

async function serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const mine = asked.method === 'POST' && !busy ? (planned[0] ?? null) : null;
  const passes = async (moment: Moment): Promise<boolean> => {
    if (mine !== moment || (await at(moment))) return true;
    asked.socket.destroy();
    return false;
  };
  if (!(await passes('head'))) return;
  const body = await whole(asked).catch(() => null);
  if (body === null || !(await passes('body'))) return;
  const upstream = await ask(asked.method ?? 'GET', asked.url ?? '/', asked.headers, body);
  if (!(await passes('saved'))) return;
  answer.writeHead(upstream.status, { ...upstream.headers, 'content-length': upstream.body.length });
  const half = Math.floor(upstream.body.length / 2);
  answer.write(upstream.body.subarray(0, half));
  if (!(await passes('answering'))) return;
  answer.end(upstream.body.subarray(half));
  await passes('answered');
}

async function whole(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

interface Upstream {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function ask(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Upstream> {
  return new Promise((resolve, reject) => {
    const { host: _, connection: _hop, ...passedOn } = headers;
    const upstream = request(
      `${site.origin}${path}`,
      { method, headers: passedOn, agent: false },
      (answer) => {
        void whole(answer).then((answered) => {
          const { connection: _end, 'transfer-encoding': _pieces, ...given } = answer.headers;
          resolve({ status: answer.statusCode ?? 0, headers: given, body: answered });
        }, reject);
      },
    );
    upstream.on('error', reject);
    upstream.end(body);
  });
}
