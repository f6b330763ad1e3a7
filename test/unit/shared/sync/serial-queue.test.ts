import { expect, it } from 'vitest';
import { serialQueue } from '../../../../shared/sync/serial-queue.ts';

it('begins each piece of work when the one before it has ended', async () => {
  const oneByOne = serialQueue();
  const told: string[] = [];
  let end = (): void => undefined;
  const first = oneByOne(async () => {
    told.push('first begins');
    await new Promise<void>((resolve) => (end = resolve));
    told.push('first ends');
  });
  const second = oneByOne(() => Promise.resolve(told.push('second begins')));
  await Promise.resolve();
  expect(told).toEqual(['first begins']);
  end();
  await Promise.all([first, second]);
  expect(told).toEqual(['first begins', 'first ends', 'second begins']);
});

it('tells whoever gave the work that it failed, and nobody else', async () => {
  const oneByOne = serialQueue();
  const fails = oneByOne(() => Promise.reject(new Error('full')));
  const next = oneByOne(() => Promise.resolve('done'));
  await expect(fails).rejects.toThrow('full');
  await expect(next).resolves.toBe('done');
});
