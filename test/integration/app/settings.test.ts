import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FIRST_LAYOUT } from '../../../shared/contract/list-layout.ts';
import { forgetFolder, must, newFolder, runApp } from '../../support/running-app.ts';

let folder = '';
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => forgetFolder(folder));

describe('settings that are changed at once', () => {
  it('are all kept, also over a restart', async () => {
    const first = await runApp({ folder });
    const { handlers } = first.app;
    const answers = await Promise.all([
      handlers.setStayOffline({ on: true }),
      handlers.practice(null),
      handlers.setSingleKeys({ on: false }),
      handlers.dismissNotice({ id: 'one' }),
      handlers.setTray({ on: true }),
      handlers.dismissNotice({ id: 'two' }),
    ]);
    for (const answer of answers) must<unknown>(answer);
    const laidOut = [
      { view: 'waiting' },
      { order: { by: 'city', descending: true } },
      { newType: 'supplier' },
    ] as const;
    const kept = await Promise.all(laidOut.map((change) => handlers.keepLayout(change)));
    for (const answer of kept) must<unknown>(answer);
    await first.stop();

    const again = await runApp({ folder });
    const opened = must(await again.app.handlers.open(null));
    expect(opened.singleKeys).toBe(false);
    expect(opened.workspace?.id).toBe('practice');
    expect(opened.status?.connection).toEqual({ is: 'stay-offline' });
    expect(opened.layout).toEqual(Object.assign({}, ...laidOut));
    // Each workspace has its own.
    must(await again.app.handlers.connect({ address: 'acme', key: 'k'.repeat(20), keepKey: false }));
    expect(must(await again.app.handlers.open(null)).layout).toEqual(FIRST_LAYOUT);
    await again.stop();
  });
});
