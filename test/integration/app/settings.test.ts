import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
    await first.stop();

    const again = await runApp({ folder });
    const opened = must(await again.app.handlers.open(null));
    expect(opened.singleKeys).toBe(false);
    expect(opened.workspace?.id).toBe('practice');
    expect(opened.status?.connection).toEqual({ is: 'stay-offline' });
    await again.stop();
  });
});
