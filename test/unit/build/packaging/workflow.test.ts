import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
interface Job {
  readonly needs?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly os: readonly string[] } };
  readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
}
const { jobs } = load(read('.github/workflows/release.yml')) as {
  readonly jobs: Readonly<Record<string, Job>>;
};

describe('the release workflow', () => {
  it('packs on all three systems, and only what was tested; publishes only when all were packed', () => {
    expect(jobs['package']?.strategy?.matrix.os).toEqual(['windows-latest', 'macos-latest', 'ubuntu-latest']);
    expect(jobs['package']?.needs).toBe('test');
    expect(jobs['publish']?.needs).toBe('package');
  });

  it('runs scripts that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    const named = runs.flatMap((run) =>
      [...run.matchAll(/\bnpm (?:run )?([\w:-]+)/g)].map(([, name]) => name ?? ''),
    );
    expect(named).toEqual(['ci', 'test', 'ci', 'package']);
    for (const script of named.filter((name) => name !== 'ci')) expect(scripts).toHaveProperty(script);
  });

  it('sets what the build reads, under the names that it reads', () => {
    const given = Object.keys(jobs['package']?.env ?? {}).filter((name) => name.startsWith('FIELDBINDER_'));
    const sources = ['package.ts', 'packaging/config.ts', 'packaging/publisher.ts'].map((file) =>
      read(`build/${file}`),
    );
    const asked = sources.flatMap(
      (source) =>
        source.match(/(?<=env\[')FIELDBINDER_\w+(?='\])|(?<=process\.env\[')FIELDBINDER_\w+/g) ?? [],
    );
    expect(given.toSorted()).toEqual([...new Set(asked)].toSorted());
  });

  it('takes every secret from the repository, none from the file', () => {
    const env = Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap((step) => Object.values(step.env ?? {})),
    );
    expect(env.length).toBeGreaterThan(10);
    for (const value of env) expect(value).toMatch(/^\$\{\{ .*(secrets|github)\..* \}\}$/);
  });
});
