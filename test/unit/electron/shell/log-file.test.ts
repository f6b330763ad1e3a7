import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endedCleanly, openLog } from '../../../../electron/shell/log-file.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = () => new Date(Date.UTC(2026, 10, 22, 9, 42));
const read = () => readFileSync(join(folder, 'fieldbinder.log'), 'utf8');

describe('the log', () => {
  it('makes its folder, and the data folder around it at the first start', () => {
    const data = join(folder, 'data');
    openLog(join(data, 'logs'))({ is: 'quit' });
    expect(readFileSync(join(data, 'logs', 'fieldbinder.log'), 'utf8')).toMatch(/quit\n$/);
  });

  it('is one line an event', () => {
    const log = openLog(folder, at);
    log({ is: 'connection', now: 'held', problem: 'unreachable' });
    log({ is: 'quit' });
    expect(read()).toBe(
      '2026-11-22T09:42:00.000Z connection now=held problem=unreachable\n2026-11-22T09:42:00.000Z quit\n',
    );
  });

  it('says of a bug its kind and its places, never its message or a folder', () => {
    const error = new TypeError('Acme Ltd, key abc');
    error.stack = 'TypeError: Acme Ltd, key abc\n    at save (file:///home/rosa/app/out/host/app-1.js:3:4)';
    openLog(folder, at)({ is: 'bug', where: 'saveAccount', error });
    expect(read()).toContain('bug in saveAccount: TypeError | at save (app-1.js:3:4)');
    expect(read()).not.toMatch(/Acme|abc|rosa/);
  });

  it('makes one plain word of whatever gets into a value', () => {
    openLog(folder, at)({ is: 'window-gone', reason: 'Rosa <rosa@example.com>\nline two' });
    expect(read().trimEnd().split('\n')).toHaveLength(1);
    expect(read()).not.toContain('@');
  });

  it('is kept in three files of a bounded size', () => {
    const log = openLog(folder, at, 200);
    for (let line = 0; line < 50; line += 1) log({ is: 'counts', left: line, needsYou: 0 });
    expect(readdirSync(folder).toSorted()).toEqual([
      'fieldbinder.1.log',
      'fieldbinder.2.log',
      'fieldbinder.log',
    ]);
    for (const name of readdirSync(folder))
      expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(200);
    expect(read()).toContain('left=49');
  });

  it('that can’t be written bothers nobody', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openLog(join(folder, 'file'))({ is: 'quit' })).not.toThrow();
  });

  it('tells whether the run before ended with its last line', () => {
    const log = openLog(folder, at);
    expect(endedCleanly(folder)).toBe(true);
    log({ is: 'started', version: '1.0.0', platform: 'linux' });
    expect(endedCleanly(folder)).toBe(false);
    log({ is: 'quit' });
    expect(endedCleanly(folder)).toBe(true);
    log({ is: 'start-failed', problem: 'storage' });
    expect(endedCleanly(folder)).toBe(true);
  });
});
