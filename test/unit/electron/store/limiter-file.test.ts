import { expect, it } from 'vitest';
import { openLimiter, WINDOWS } from '../../../../electron/store/schemas/limiter-store.ts';
import { answered, LIMITS, NO_REQUESTS, take } from '../../../../shared/sync/limiter.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { FOLDER, opened } from '../../../support/store.ts';

it('the limiter’s file is begun anew at most once in two hundred requests', async () => {
  const disk = new FakeDisk();
  const place = { files: disk, folder: FOLDER, pacer: new FakePacer() };
  const { collection } = opened(await openLimiter(place));
  let windows = NO_REQUESTS;
  for (let request = 1; request <= 400; request += 1) {
    const now = request * 1_200;
    windows = take(windows, LIMITS, now);
    await collection.commit([{ put: WINDOWS, row: windows }]);
    windows = answered(windows, now, now + 200);
  }
  await collection.close();
  const generations = (await disk.list(FOLDER)).flatMap((name) => /^limiter\D*(\d+)/.exec(name)?.[1] ?? []);
  expect(Math.max(...generations.map(Number))).toBeLessThanOrEqual(2);
});
