import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer } from 'vite';
import type { ViteDevServer } from 'vite';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Serves the gallery on loopback, with hot reload; the product's bundle has nothing of it. @param port 0 picks a free one */
export async function serveGallery(
  port = 0,
): Promise<{ readonly server: ViteDevServer; readonly address: string }> {
  const server = await createServer({
    configFile: false,
    root: at('test/support/gallery'),
    cacheDir: at('node_modules/.vite/gallery'),
    plugins: [svelte({ configFile: false })],
    optimizeDeps: { include: ['svelte', 'svelte/reactivity', 'valibot'] },
    server: { host: '127.0.0.1', port, strictPort: port !== 0, fs: { allow: [at('.')] } },
    logLevel: 'error',
  });
  await server.listen();
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The gallery’s server has no address');
  return { server, address };
}
