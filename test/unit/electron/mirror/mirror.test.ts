import { expect, it } from 'vitest';
import { derivedId } from '../../../../electron/mirror/derived-id.ts';
import { mirrorIn } from '../../../../electron/mirror/mirror.ts';
import type { MirrorRow } from '../../../../electron/store/schemas/mirror-store.ts';
import { failed } from '../../../../shared/problem.ts';
import { inMemory, memoryMirror } from '../../../support/memory-mirror.ts';
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

it('what can be thrown away in part only is no longer called complete: everything is downloaded again', async () => {
  const store = inMemory<MirrorRow>();
  const full = { what: 'storage', reason: 'full', detail: 'ENOSPC' } as const;
  const mirror = mirrorIn({
    ...store,
    commit: (changes) =>
      changes.some((change) => 'remove' in change && store.rows.get(change.remove)?.kind === 'account')
        ? Promise.resolve(failed(full))
        : store.commit(changes),
  });
  await mirror.put([{ account: { ...listed('one'), type: 'customer' }, rest: {}, asked: 1 }]);
  await mirror.keepProgress({ type: 'customer', scan: null, mark: 1, asOf: 1 });
  expect(await mirror.throwAway(new Set())).toEqual(failed(full));
  expect(mirror.accounts.has('one')).toBe(true);
  expect(mirror.progress('customer').mark).toBeNull();
});
