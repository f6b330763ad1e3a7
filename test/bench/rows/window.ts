import { atLeast, atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import type { Order } from '../order.ts';
import { measureWindow } from '../window.ts';

/** The whole window in a real Chromium over the true host: typing, scrolling, the first moments. */
export async function measureWindowRows({ accounts }: Pick<Order, 'accounts'>): Promise<readonly Figure[]> {
  const none = await measureWindow(0);
  const full = await measureWindow(accounts);
  const painted = 100 * full.paintedNextFrameShare;
  const dropped = 100 * full.droppedFrameShare;
  const paint = full.firstPaintMs / none.firstPaintMs;
  const later = full.firstSearchableMs - none.firstSearchableMs;
  const ms = (name: string, ours: number) => ({ name, unit: 'ms', ours, ratio: null });
  return [
    figure({
      ...ms('window: main thread a keystroke, p95', full.keystrokeP95Ms),
      limit: none.keystrokeP95Ms,
      goals: [atMost(full.keystrokeP95Ms, 8, '≤ 8 ms')],
    }),
    figure({
      ...{ name: 'window: keystrokes painted in the next frame', unit: '%', ours: painted, ratio: null },
      goals: [atLeast(painted, 95, '≥ 95 %')],
    }),
    figure({
      ...{ name: 'window: late frames while scrolling', unit: '%', ours: dropped, ratio: null },
      goals: [atMost(dropped, 1, '≤ 1 %')],
    }),
    figure({
      ...{ name: 'window: first paint (limit: without accounts)', unit: 'ms', ours: full.firstPaintMs },
      limit: none.firstPaintMs,
      goals: [atMost(paint, 1.1, '≤ 1.1 × limit')],
    }),
    figure({
      ...ms('window: first searchable row (limit: without accounts)', full.firstSearchableMs),
      limit: none.firstSearchableMs,
      goals: [atMost(later, 500, '≤ limit + 500 ms')],
    }),
    figure(ms('window: longest task while typing, scrolling, saving, downloading', full.longestTaskMs)),
  ];
}
