import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const top = fileURLToPath(new URL('../../..', import.meta.url));
const doors = ['README.md', '.github/CONTRIBUTING.md', 'build/README.md', 'test/README.md'];

describe('the README', () => {
  it('is short enough for a newcomer: under 7,000 bytes', () => {
    expect(statSync(join(top, 'README.md')).size).toBeLessThan(7_000);
  });

  it('gives one command a line, because Windows PowerShell 5.1 has no &&', () => {
    expect(readFileSync(join(top, 'README.md'), 'utf8')).not.toContain('&&');
  });
});

describe('what the doors lead to', () => {
  it.each(doors)('is there: %s', (door) => {
    const text = readFileSync(join(top, door), 'utf8');
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    const named = [...text.matchAll(/`((?:shared|electron|renderer|test|build)\/[\w./-]+\.\w+)`/g)];
    expect(linked.filter((path) => !existsSync(join(top, dirname(door), path)))).toEqual([]);
    expect(named.map(([, path = '']) => path).filter((path) => !existsSync(join(top, path)))).toEqual([]);
  });
});
