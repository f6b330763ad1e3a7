import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Only to end what hangs: a busy machine with two cores may take its time, and no test measures it. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };
/** Where processes and browsers are started. More than a wait within a test has, so that the wait says what it was for. */
const longPatience = { testTimeout: 300_000, hookTimeout: 300_000 };

/** One project a kind of test; each lives in the folder of its name. */
export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...patience } },
      { root, test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...longPatience } },
      {
        root,
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'component',
          include: ['test/component/**/*.test.ts'],
          environment: 'happy-dom',
          ...patience,
        },
      },
      {
        root,
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          ...longPatience,
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: ['test/e2e/electron/**'],
          fileParallelism: false,
          ...longPatience,
        },
      },
      ...['electron', 'packed'].map((shell) => ({
        root,
        test: {
          name: `e2e-${shell}`,
          include: ['test/e2e/**/*.test.ts'],
          exclude: [
            // Browser mode's own: its key file, its process, its line, a second window.
            'test/e2e/secrets-and-storage.test.ts',
            'test/e2e/second-window.test.ts',
            // Over Electron's debugger, which the packed app's fuses refuse.
            ...(shell === 'packed' ? ['test/e2e/electron/**'] : []),
          ],
          env: { FIELDBINDER_SHELL: shell },
          fileParallelism: false,
          ...longPatience,
        },
      })),
    ],
  },
});
