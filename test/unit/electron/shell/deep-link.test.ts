import { describe, expect, it } from 'vitest';
import { recordIn, recordOf } from '../../../../electron/shell/deep-link.ts';

describe('a deep link', () => {
  it('names a record', () => {
    expect(recordOf('fieldbinder://record/a-local-id-1')).toBe('a-local-id-1');
    expect(recordOf('fieldbinder://record/a-local-id-1/')).toBe('a-local-id-1');
    expect(recordIn(['/usr/bin/fieldbinder', '--flag', 'fieldbinder://record/a-local-id-1'])).toBe(
      'a-local-id-1',
    );
  });

  it.each([
    '',
    'fieldbinder://record/',
    'fieldbinder://record/short',
    'fieldbinder://record/../../etc/passwd',
    'fieldbinder://record/a-local-id-1?x=1',
    'fieldbinder://record/a-local-id-1#x',
    'fieldbinder://record/A-LOCAL-ID-1',
    'fieldbinder://discard/a-local-id-1',
    'https://record/a-local-id-1',
    'fieldbinder://record/a-local-id-1\n--inspect',
    `fieldbinder://record/${'x'.repeat(65)}`,
  ])('%j names none', (link) => {
    expect(recordOf(link)).toBeNull();
    expect(recordIn([link])).toBeNull();
  });
});
