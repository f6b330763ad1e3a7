import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedElectron } from './find-electron.ts';

export type Step = Tool | Suite | Chromium;

/** A program of node_modules that passes or fails as a whole. */
export interface Tool {
  readonly kind: 'tool';
  readonly name: string;
  /** Path within node_modules: run with this Node, so that no shell and no PATH is needed. */
  readonly program: string;
  readonly args: readonly string[];
}

/** One vitest project. `files`: how many test files it has; one without any is named, not run. */
export interface Suite {
  readonly kind: 'suite';
  readonly name: string;
  readonly files: number;
}

/** Finds or installs a Chromium for the tests that follow. */
export interface Chromium {
  readonly kind: 'chromium';
  readonly name: string;
}

interface Part {
  /** One phase after the other: what others need, then everything, then what must be alone. */
  readonly phase: 0 | 1 | 2;
  readonly steps: readonly Step[];
  /** Parts that must have run before. */
  readonly needs?: readonly string[];
}

/**
 * The verdicts on files that have not changed since. A rule that reads types looks at other files too, and a
 * kept verdict doesn't: so a build server (CI) keeps none, and neither does a fresh clone.
 */
const KEPT = 'out/cache';
const isKeeping = process.env['CI'] === undefined;
const keptLint = kept('--cache', '--cache-strategy', 'content', '--cache-location', `${KEPT}/eslint`);
const keptFormat = kept('--cache', '--cache-strategy', 'content', '--cache-location', `${KEPT}/prettier`);
const prettierConfig = ['--config', 'build/prettier.config.js', '--ignore-path', '.gitignore'];
const svelteCheck = ['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'];

/** The longest first, so that both lanes end at about the same time. */
const parts: Readonly<Record<string, Part>> = {
  chromium: { phase: 0, steps: [{ kind: 'chromium', name: 'chromium' }] },
  build: {
    phase: 0,
    steps: [tool('build', 'vite/bin/vite.js', 'build', '--config', 'build/vite.config.ts')],
  },
  // It waits for a browser more than it works, and its own waits are long enough to share the processor.
  e2e: { phase: 1, steps: [suite('e2e')], needs: ['build', 'chromium'] },
  integration: { phase: 1, steps: [suite('integration')], needs: ['build', 'chromium'] },
  simulation: { phase: 1, steps: [suite('simulation')] },
  unit: { phase: 1, steps: [suite('unit')] },
  lint: {
    phase: 1,
    steps: [tool('lint', 'eslint/bin/eslint.js', '--config', 'build/eslint.config.js', ...keptLint, '.')],
  },
  component: { phase: 1, steps: [suite('component')] },
  types: {
    phase: 1,
    steps: [
      tool('types renderer', 'svelte-check/bin/svelte-check', ...svelteCheck),
      ...['shared', 'electron', 'test', 'build'].map((room) =>
        tool(`types ${room}`, 'typescript/bin/tsc', '-p', room, ...keptTypes(room)),
      ),
    ],
  },
  format: {
    phase: 1,
    steps: [tool('format', 'prettier/bin/prettier.cjs', ...prettierConfig, ...keptFormat, '--check', '.')],
  },
  house: { phase: 1, steps: [tool('house', 'tsx/dist/cli.mjs', 'build/house.ts')] },
  unused: { phase: 1, steps: [tool('unused', 'knip/bin/knip.js', '--config', 'build/knip.json')] },
  // Once more in the real Electron, and what only that can show; wherever its program is.
  ...(installedElectron() === null
    ? {}
    : { 'e2e-electron': { phase: 2 as const, steps: [suite('e2e-electron', 'e2e')], needs: ['build'] } }),
  // And in the packed app, which `npm run package` names here when it has built one.
  ...(process.env['FIELDBINDER_PACKED'] === undefined
    ? {}
    : { 'e2e-packed': { phase: 2 as const, steps: [suite('e2e-packed', 'e2e')] } }),
};

/** The names that `npm test -- <part>` understands. */
export const PARTS: readonly string[] = Object.keys(parts);

/** The steps of the parts asked for (none: of all) and of what they need, in phases that follow each other. */
export function planned(asked: readonly string[]): readonly (readonly Step[])[] {
  const wanted = asked.length === 0 ? PARTS : asked;
  const names = new Set([...wanted, ...wanted.flatMap((name) => parts[name]?.needs ?? [])]);
  const chosen = Object.entries(parts).flatMap(([name, part]) => (names.has(name) ? [part] : []));
  return [0, 1, 2].map((phase) =>
    chosen.filter((part) => part.phase === phase).flatMap(({ steps }) => steps),
  );
}

function kept(...args: readonly string[]): readonly string[] {
  return isKeeping ? args : [];
}

/** The compiler itself follows what a change in one file means for others. */
function keptTypes(room: string): readonly string[] {
  return kept('--incremental', '--tsBuildInfoFile', `${KEPT}/types-${room}`);
}

function tool(name: string, program: string, ...args: readonly string[]): Tool {
  return { kind: 'tool', name, program, args };
}

function suite(name: string, tests = name): Suite {
  const folder = join(fileURLToPath(new URL('../test', import.meta.url)), tests);
  return { kind: 'suite', name, files: testFiles(folder) };
}

function testFiles(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true }).filter((path) => String(path).endsWith('.test.ts'))
      .length;
  } catch {
    // The folder comes with its first test.
    return 0;
  }
}
