import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const top = new URL('../../../', import.meta.url);
const readme = readFileSync(new URL('electron/desktop/README.md', top), 'utf8');
const rows = [...readme.matchAll(/^\| (\d+) +\| (.+?) +\| `(test\/[^`]+)` +\| (.+?) +\|$/gm)];

describe('the security checklist', () => {
  it('has Electron’s twenty items', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  it.each(rows.map(([, number, item, file, name]) => ({ number, item, file, name })))(
    '$number. $item: its test is there',
    ({ file = '', name = '' }) => {
      expect(existsSync(new URL(file, top)), file).toBe(true);
      expect(readFileSync(new URL(file, top), 'utf8')).toContain(`it('${name}'`);
    },
  );
});
