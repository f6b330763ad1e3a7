import { expect, it } from 'vitest';
import { openDuplicates } from '../../../../electron/duplicates/finder.ts';
import type { Duplicates } from '../../../../electron/duplicates/finder.ts';
import { ComparedFake } from '../../../support/compared-accounts.ts';
import { VirtualClock, VirtualTime } from '../../../support/virtual-clock.ts';

/** Knows when the accounts are first gone through. */
class Watched extends ComparedFake {
  begun = 0;

  override localIds(): Iterable<string> {
    this.begun += 1;
    return super.localIds();
  }
}

function opened(): {
  readonly time: VirtualTime;
  readonly compared: Watched;
  readonly duplicates: Duplicates;
} {
  const time = new VirtualTime();
  const clock = new VirtualClock(time, 'run-1', 0);
  const compared = new Watched({ 'acme-641': { name: 'Acme' } });
  const after = clock.after.bind(clock);
  return { time, compared, duplicates: openDuplicates(compared, () => Promise.resolve(), after) };
}

async function found({ likely }: Duplicates): Promise<readonly string[]> {
  return (await likely({ localId: 'the-new-one', values: { name: 'Acme' } })).map(({ localId }) => localId);
}

it('the index is begun when a window has had its rows and asked for no more for a second', async () => {
  const { time, compared, duplicates } = opened();
  for (let asked = 0; asked < 5; asked += 1) {
    await time.run(time.now + 900);
    expect(compared.begun).toBe(0);
    duplicates.postpone();
  }
  await time.run(time.now + 1_001);
  expect(compared.begun).toBe(1);
  duplicates.postpone();
  await time.run(time.now + 5_000);
  expect(compared.begun).toBe(1);
});

it('whoever asks before that does not wait for a quiet moment', async () => {
  const { compared, duplicates } = opened();
  compared.put('acme-642', { name: 'Acme' });
  expect(compared.begun).toBe(0);
  expect(await found(duplicates)).toEqual(expect.arrayContaining(['acme-641', 'acme-642']));
  expect(compared.begun).toBe(1);
});

it('is not begun any more once it was closed', async () => {
  const { time, compared, duplicates } = opened();
  duplicates.close();
  await time.run(time.now + 5_000);
  expect(await found(duplicates)).toEqual([]);
  expect(compared.begun).toBe(0);
});
