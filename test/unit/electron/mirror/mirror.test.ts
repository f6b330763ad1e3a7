import { expect, it } from 'vitest';
import { derivedId } from '../../../../electron/mirror/derived-id.ts';
import { memoryMirror } from '../../../support/memory-mirror.ts';
import { listed } from '../../../support/mirror-way.ts';

it('an account with an id of its own kind is found by its derived id, however late it comes', async () => {
  const mirror = memoryMirror();
  const put = (id: string) =>
    mirror.put([{ account: { ...listed(id), type: 'customer' }, rest: {}, asked: 1 }]);
  await put('Odd/1');
  expect(mirror.remoteIdOf(derivedId('Odd/1'))).toBe('Odd/1');
  await put('Odd/2');
  expect(mirror.remoteIdOf(derivedId('Odd/2'))).toBe('Odd/2');
  await mirror.remove(['Odd/2']);
  expect(mirror.remoteIdOf(derivedId('Odd/2'))).toBeNull();
});
