import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const cwd = fileURLToPath(new URL('../../..', import.meta.url));
const overrideConfigFile = 'build/eslint.config.js';

/** The fences that need no types run over files that exist only here. */
const untyped = new ESLint({
  cwd,
  overrideConfigFile,
  overrideConfig: [
    ts.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

const syntax = 'no-restricted-syntax';
const globals = 'no-restricted-globals';

const typeAsValue =
  "import { Result } from '../shared/problem.ts';\nexport const a: Result<1> = { ok: true, value: 1 };";

describe('the core is pure', () => {
  it.each([
    ['export const a = Date.now();', syntax],
    ["export const a = Date['now']();", syntax],
    ['export const a = new Date();', syntax],
    ['export const a = Date();', syntax],
    ['const { now } = Date;', syntax],
    ['const D = Date;', syntax],
    ['export const a = Math.random();', syntax],
    ['const { random } = Math;', syntax],
    ["export const a = new Intl.DateTimeFormat('en').format();", syntax],
    ["export const a = import('./account.ts');", syntax],
    ['export const a = async () => { await b(); };', syntax],
    ['export const a = crypto.randomUUID();', globals],
    ["export const a = fetch('x');", globals],
    ["export const a = process.env['X'];", globals],
    ['setTimeout(() => 1, 1);', globals],
    ['export const a = performance.now();', globals],
    ['export const a = globalThis;', globals],
    ['export const a = window;', globals],
    ["localStorage.getItem('a');", globals],
    ["console.log('a');", globals],
  ])('bites: %s', async (code, rule) => {
    expect(await broken(untyped, 'shared/a.ts', code)).toContain(rule);
  });

  it.each([
    'export const a = (at: number) => new Date(at).toISOString();',
    'export const a = (at: Date): number => at.getTime();',
    'export const a = Date.UTC(2026, 0, 1);',
    'export const a = (at: number) => new Intl.DateTimeFormat("en").format(at);',
    'export const a = Math.min(1, 2);',
    'export const a = { now: 1 };',
  ])('leaves in peace: %s', async (code) => {
    const rules = await broken(untyped, 'shared/a.ts', code);
    expect(rules.filter((rule) => rule === syntax || rule === globals)).toEqual([]);
  });
});

describe('status codes, messages, styles, sizes', () => {
  it.each([
    [
      'a status compared outside the wire',
      'electron/sync/send/push.ts',
      'if (reply.status === 429) wait();',
      syntax,
    ],
    [
      'a status range outside the wire',
      'electron/salesbinder/v2/http-gateway.ts',
      'if (reply.status >= 500) wait();',
      syntax,
    ],
    [
      'a switch over a status',
      'electron/sync/send/push.ts',
      'switch (reply.status) { case 401: break; }',
      syntax,
    ],
    [
      'response.ok outside the wire',
      'electron/salesbinder/v2/http-gateway.ts',
      'if (response.ok) wait();',
      syntax,
    ],
    [
      'an error told by its message',
      'electron/store/open.ts',
      "if (error.message.includes('EIO')) wait();",
      syntax,
    ],
    [
      'an error matched by its message',
      'electron/store/open.ts',
      'if (/EIO/.test(error.message)) wait();',
      syntax,
    ],
    [
      'an error compared by its message',
      'electron/store/open.ts',
      "if (error.message === 'EIO') wait();",
      syntax,
    ],
    [
      'a module named at run time',
      'electron/app/app.ts',
      'export const a = (b: string) => import(b);',
      syntax,
    ],
    ['a static style', 'renderer/list/Row.svelte', '<p style="color: red">hi</p>', syntax],
    [
      'raw HTML',
      'renderer/list/Row.svelte',
      '<script lang="ts">const a = "b";</script>{@html a}',
      'svelte/no-at-html-tags',
    ],
    [
      'a list without keys',
      'renderer/list/Row.svelte',
      '{#each [1] as a}<p>{a}</p>{/each}',
      'svelte/require-each-key',
    ],
    ['a function over 40 lines', 'shared/a.ts', `function a() {\n${lines(40)}}`, 'house/function-lines'],
    [
      'a long callback',
      'shared/a.ts',
      `function a() {\nb(() => {\n${lines(38)}});\n}`,
      'house/function-lines',
    ],
    ['a long method', 'electron/a.ts', `const a = { b() {\n${lines(40)}} };`, 'house/function-lines'],
    ['state that cannot be seen into', 'renderer/a.svelte.ts', 'let b = $state(new Set());', syntax],
    ['console in the host', 'electron/sync/send/push.ts', "console.log('a');", 'no-console'],
  ])('bites: %s', async (_what, filePath, code, rule) => {
    expect(await broken(untyped, filePath, code)).toContain(rule);
  });

  it('hints at a long file, and refuses none for its length', async () => {
    const [result] = await untyped.lintText('export {};\n'.repeat(251), { filePath: 'electron/a.ts' });
    const said = result?.messages.filter(({ ruleId }) => ruleId === 'max-lines') ?? [];
    expect(said.map(({ severity }) => severity)).toEqual([1]);
  });

  it('counts a factory by its own lines', async () => {
    const named = `const c = () => {\n${lines(30)}};\nfunction d() {\n${lines(30)}}\nreturn { e() {\n${lines(30)}} };`;
    expect(await broken(untyped, 'electron/a.ts', `function a() {\n${named}\n}`)).not.toContain(
      'house/function-lines',
    );
    expect(await broken(untyped, 'electron/a.ts', `function a() {\n${lines(36)}${named}\n}`)).toContain(
      'house/function-lines',
    );
  });

  it.each([
    ['the wire reads a status', 'electron/salesbinder/v2/wire.ts', 'if (reply.status === 429) wait();'],
    [
      'the answers read a status',
      'electron/salesbinder/v2/answers.ts',
      'switch (reply.status) { case 401: break; }',
    ],
    ['a tagged status', 'electron/app/app.ts', "if (record.status === 'waiting') wait();"],
    [
      'desktop/fetch.ts reads a message',
      'electron/desktop/fetch.ts',
      "if (error.message.includes('ERR_')) wait();",
    ],
    ['an error shown by its message', 'electron/store/open.ts', "show(error.message.split('.')[0]);"],
    ['state replaced whole', 'renderer/list/a.svelte.ts', 'export class A { b = $state.raw(new Set()); }'],
    ['a computed style', 'renderer/list/Row.svelte', '<p style:width={`${1}px`} style={"a"}>hi</p>'],
  ])('leaves in peace: %s', async (_what, filePath, code) => {
    expect(await broken(untyped, filePath, code)).not.toContain(syntax);
  });
});

describe('typed rules', () => {
  /** Types need a file that a tsconfig knows: planted text stands in for a true file's, in memory only. */
  const typed = new ESLint({ cwd, overrideConfigFile });

  it.each([
    ['a promise nobody waits for', 'electron/host.ts', 'async function a() {}\na();', 'no-floating-promises'],
    ['a case that was forgotten', 'shared/outbox/status.ts', switchOver(''), 'switch-exhaustiveness-check'],
    [
      'a default that hides one',
      'shared/outbox/status.ts',
      switchOver('default: b();'),
      'switch-exhaustiveness-check',
    ],
    [
      'any that spreads',
      'electron/host.ts',
      "export const a: string = JSON.parse('1');",
      'no-unsafe-assignment',
    ],
    ['a type imported as a value', 'electron/host.ts', typeAsValue, 'consistent-type-imports'],
  ])('bites: %s', async (_what, filePath, code, rule) => {
    expect(await broken(typed, filePath, code)).toContain(`@typescript-eslint/${rule}`);
  });

  it('reaches into components', async () => {
    const code = '<script lang="ts">\n  async function a() {}\n  a();\n</script>';
    expect(await broken(typed, 'renderer/App.svelte', code)).toContain(
      '@typescript-eslint/no-floating-promises',
    );
  });

  it('accepts a switch that hands the impossible to assertNever', async () => {
    const code = `import { assertNever } from '../exhaustive.ts';\n${switchOver("case 'b': b(); break; default: assertNever(a);")}`;
    expect(await broken(typed, 'shared/outbox/status.ts', code)).toEqual([]);
  });
});

function switchOver(cases: string): string {
  return `export function b(): void {}\nexport function c(a: 'a' | 'b'): void {\nswitch (a) { case 'a': break; ${cases} }\n}`;
}

function lines(count: number): string {
  return 'b();\n'.repeat(count);
}

/** The names of the rules that speak; a file that can't be read at all fails the test. */
async function broken(eslint: ESLint, filePath: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  if (result === undefined) throw new Error(`${filePath} is ignored by lint`);
  const unread = result.messages.find(({ fatal }) => fatal === true);
  if (unread !== undefined) throw new Error(`${filePath}: ${unread.message}`);
  return result.messages.map(({ ruleId }) => ruleId ?? '');
}
