import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const plain = { configFile: false, root: here, logLevel: 'warn' } as const;

/**
 * The rows' process, bundled as the host is: what runs TypeScript directly names every closure when it is made, which
 * costs where closures are many.
 *
 * @returns the program's path
 */
export async function bundleRows(outDir: string): Promise<string> {
  await build({
    ...plain,
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
    ssr: { noExternal: true },
    build: {
      ...{ outDir, emptyOutDir: true, ssr: join(here, 'row-process.ts'), target: 'node20', minify: false },
      rolldownOptions: { output: { entryFileNames: 'row-process.js' } },
    },
  });
  return join(outDir, 'row-process.js');
}

/** The search of the browser, bundled as the window is. @returns the script's path */
export async function bundlePage(outDir: string): Promise<string> {
  await build({
    ...plain,
    plugins: [svelte({ configFile: false })],
    build: {
      ...{ outDir, emptyOutDir: true, target: 'chrome140' },
      lib: {
        entry: join(here, 'page/search-page.ts'),
        formats: ['iife'],
        name: 'page',
        fileName: () => 'page.js',
      },
    },
  });
  return join(outDir, 'page.js');
}
