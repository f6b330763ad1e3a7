import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer } from 'vite';
import type { ProxyOptions } from 'vite';
import { openAppWindow } from '../electron/browser/open-in-browser.ts';
import { securityHeaders } from '../electron/shell/security-headers.ts';
import { ensureBuilt } from './ensure-built.ts';
import { stopInUnusableFolder } from './folder-name.ts';

/**
 * `npm run dev [-- --no-open]`: browser mode with hot reload of the window and restart of the host when its sources
 * change. Needs no Electron; keeps its data in out/dev-data.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const WINDOW_PORT = 5173;
const HOST_PORT = 8124;
const origin = `http://127.0.0.1:${WINDOW_PORT}`;

/** The running host's: it makes a new one at each start, and the window is not asked to know. */
let token = '';

stopInUnusableFolder(root);
await ensureBuilt(console.error);
const host = startHost();
const server = await createServer({
  configFile: false,
  root: join(root, 'renderer'),
  cacheDir: join(root, 'node_modules/.vite/dev'),
  publicDir: false,
  plugins: [svelte({ configFile: false })],
  server: {
    host: '127.0.0.1',
    port: WINDOW_PORT,
    strictPort: true,
    fs: { allow: [root] },
    // Its overlay would need markup that the product's policy forbids.
    hmr: { overlay: false },
    headers: devHeaders(),
    proxy: { '^/$': toHost() },
  },
});
await server.listen();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

/** The product's headers, but for the style elements that Vite's hot reload puts into the page. */
function devHeaders(): Record<string, string> {
  const headers = securityHeaders();
  const policy = headers['Content-Security-Policy'] ?? '';
  return {
    ...headers,
    'Content-Security-Policy': policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  };
}

/** The window's socket goes to the host; the page itself is Vite's. */
function toHost(): ProxyOptions {
  return {
    target: `http://127.0.0.1:${HOST_PORT}`,
    ws: true,
    changeOrigin: true,
    bypass: ({ url, headers }) => (headers.upgrade === undefined ? url : undefined),
    configure: (proxy) => {
      proxy.on('error', () => undefined);
      proxy.on('proxyReqWs', (request, { headers }) => {
        // Only from our own page: the host trusts whatever comes through here.
        if (headers.origin !== origin) return void request.destroy();
        const [name = '', , claim = ''] = String(headers['sec-websocket-protocol']).split(/,\s*/);
        request.setHeader('sec-websocket-protocol', [name, token, claim].join(', '));
        request.setHeader('origin', `http://127.0.0.1:${HOST_PORT}`);
      });
    },
  };
}

function startHost(): ChildProcess {
  const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
  const args = [tsx, 'watch', '--clear-screen=false', join(root, 'build/dev-host.ts')];
  const options = ['--no-open', '--port', String(HOST_PORT), '--data', join(root, 'out/dev-data')];
  const child = spawn(process.execPath, [...args, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', heard);
  return child;
}

function heard(line: string): void {
  const told = /#(\S+)$/.exec(line)?.[1];
  if (told === undefined) return console.log(line);
  const first = token === '';
  token = told;
  console.log(first ? `Fieldbinder is running at ${origin}/#dev` : 'The host started again.');
  if (first && !process.argv.includes('--no-open')) openAppWindow(`${origin}/#dev`);
}

async function stop(): Promise<void> {
  host.kill('SIGTERM');
  await server.close();
  process.exit(0);
}
