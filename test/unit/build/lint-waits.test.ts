import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { expect, it } from 'vitest';

const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../../..', import.meta.url)),
  overrideConfigFile: 'build/eslint.config.js',
  overrideConfig: [
    ts.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

async function isRefused(filePath: string, code: string): Promise<boolean> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath });
  return result?.messages.some(({ ruleId }) => ruleId === 'no-restricted-properties') === true;
}

it.each(['await vi.waitFor(there);', 'await vi.waitUntil(there);', 'await expect.poll(count).toBe(1);'])(
  'a test does not wait with a limit of one second: %s',
  async (code) => {
    expect(await isRefused('test/integration/app/a.test.ts', code)).toBe(true);
  },
);

it('a test waits for as long as it takes', async () => {
  expect(await isRefused('test/e2e/a.test.ts', 'await eventually(there);')).toBe(false);
});
