import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { notices } from './packaging/notices.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * One config, three bundles: the window, the host (Electron's main process and browser mode) and the preload.
 * Everything but `electron` and Node itself is bundled, so the app archive holds only `out/` and `package.json`.
 * Tests that want a build of their own set FIELDBINDER_OUT.
 */
const out = process.env['FIELDBINDER_OUT'] ?? at('out');

const forNode = {
  consumer: 'server',
  resolve: { noExternal: true },
  // ws falls back to plain JavaScript without its two native add-ons; without this the bundle would ask for them.
  define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
} as const;

export default defineConfig({
  root: at('renderer'),
  // app://fieldbinder/ and http://127.0.0.1:PORT/ both serve the window from their root.
  base: '/',
  publicDir: false,
  plugins: [svelte({ configFile: false }), notices(out)],
  build: { sourcemap: false, emptyOutDir: true, reportCompressedSize: false },
  builder: {
    async buildApp(builder) {
      // Not "all environments": Vite always has an `ssr` one too.
      for (const name of ['client', 'host', 'preload']) {
        const environment = builder.environments[name];
        if (environment === undefined) throw new Error(`No environment ${name}`);
        await builder.build(environment);
      }
    },
  },
  environments: {
    client: {
      build: {
        outDir: `${out}/window`,
        target: 'chrome140',
        modulePreload: { polyfill: false },
        // A data: URL would be one more thing for the content security policy to allow.
        assetsInlineLimit: 0,
      },
    },
    host: {
      ...forNode,
      build: {
        outDir: `${out}/host`,
        target: 'node20',
        rolldownOptions: {
          input: { desktop: at('electron/desktop.ts'), browser: at('electron/browser.ts') },
          external: ['electron'],
          output: {
            format: 'esm',
            entryFileNames: '[name].js',
            chunkFileNames: '[name]-[hash].js',
            // Names stay: a stack in the log of a packed app still says which function it was.
            minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
          },
        },
      },
    },
    preload: {
      ...forNode,
      build: {
        outDir: `${out}/preload`,
        target: 'chrome140',
        minify: true,
        rolldownOptions: {
          input: { preload: at('electron/preload.ts') },
          external: ['electron'],
          // A sandboxed preload is one CommonJS file that may require nothing but `electron`.
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
});
