import { openDesk, saveOne, settled, typedNew } from '../bench-desk.ts';
import { figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Order } from '../order.ts';
import { median, timedApart } from '../statistics.ts';

const OPENINGS = 5;
const SAVES = 300;

/** Saving and opening at one size, without peers: only for how they grow. */
export async function measureGrowthPoint({ desk: folder }: Order): Promise<readonly Figure[]> {
  const openings: number[] = [];
  for (let round = 0; round < OPENINGS; round += 1) {
    globalThis.gc?.();
    const from = performance.now();
    const desk = await openDesk({ folder });
    openings.push(performance.now() - from);
    await desk.close();
  }
  const desk = await openDesk({ folder });
  await settled(desk);
  const typed = Array.from({ length: SAVES }, (_, index) => typedNew(3_000_000 + index));
  const saves = await timedApart(typed, (one) => saveOne(desk, one));
  await desk.close();
  return [
    figure({ name: 'saving', unit: 'ms', ours: median(saves) }),
    figure({ name: 'opening', unit: 'ms', ours: median(openings) }),
  ];
}
