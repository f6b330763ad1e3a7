import { expect, test } from 'vitest';
import { keepSettings } from '../../../../electron/app/settings.ts';
import type { Settings } from '../../../../electron/store/schemas/settings-store.ts';
import { inMemory } from '../../../support/memory-mirror.ts';

test('changes that come at once, on a disk that takes its time, are all kept', async () => {
  const memory = inMemory<Settings>();
  const slow = {
    ...memory,
    commit: async (changes: Parameters<typeof memory.commit>[0]) => {
      await new Promise((resolve) => setImmediate(resolve));
      return memory.commit(changes);
    },
  };
  const settings = keepSettings(slow);
  await Promise.all([
    settings.change({ stayOffline: true }),
    settings.change({ singleKeys: false }),
    ...['one', 'two', 'three'].map((id) =>
      settings.change(({ dismissed }) => ({ dismissed: [...dismissed, id] })),
    ),
  ]);
  expect(settings.now).toMatchObject({
    stayOffline: true,
    singleKeys: false,
    dismissed: ['one', 'two', 'three'],
  });
});
