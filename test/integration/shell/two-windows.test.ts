import { expect, it, vi } from 'vitest';
import { startApp } from '../../../electron/app/app.ts';
import { DOCUMENTED_LIMITS } from '../../../electron/practice/limits.ts';
import { openWindow, startBrowserMode } from '../../support/browser-mode.ts';
import { eventually } from '../../support/eventually.ts';
import { KEY, must, salesbinder } from '../../support/running-app.ts';
import { resolvable } from '../../support/resolvable.ts';

const ASKS = { address: 'acme', key: KEY, keepKey: true };
const ACCOUNTS = 2;

it('sends each account once when a window that was connecting goes, and the next one connects again', async () => {
  const reached = resolvable<undefined>();
  const goesOn = resolvable<undefined>();
  const site = await salesbinder({
    limits: DOCUMENTED_LIMITS,
    wait: () => {
      reached.resolve(undefined);
      return goesOn.promise;
    },
  });
  vi.stubEnv('FIELDBINDER_SALESBINDER_ORIGIN', site.origin);
  const running = await startBrowserMode(undefined, false, startApp);
  try {
    const first = openWindow(running, 'one');
    must(await first.invoke('setStayOffline', { on: true }));
    must(await first.invoke('connect', ASKS));
    for (let number = 1; number <= ACCOUNTS; number += 1) {
      const localId = `local-account-${number}`;
      const changed = { name: { from: '', to: `Firm ${number}` } };
      const typed = { localId, openedAtRevision: 0, type: 'customer', changed, note: null } as const;
      must(await first.invoke('saveAccount', typed, 'acme'));
    }
    must(await first.invoke('practice', null));
    must(await first.invoke('setStayOffline', { on: false }));
    await site.setFaults({ slow: true });
    const unheard = first.invoke('connect', ASKS).catch(() => null);
    await reached.promise;
    first.cut();

    const second = openWindow(running, 'two');
    const connecting = second.invoke('connect', ASKS);
    // The same socket brought both: the app was asked to connect before this.
    must(await second.invoke('open', null));
    await site.setFaults({ slow: false });
    goesOn.resolve(undefined);
    expect(must(await connecting)).toMatchObject({ workspace: { id: 'acme' } });
    await eventually(async () => {
      expect(must(await second.invoke('open', null))).toMatchObject({
        status: { counts: { waiting: 0, sending: 0, checking: 0, needsYou: 0 } },
      });
    });
    expect(site.log().filter(({ method }) => method === 'POST')).toHaveLength(ACCOUNTS);
    expect(site.accounts()).toHaveLength(ACCOUNTS);
    expect(site.violations).toBe(0);
    first.tryAgain();
    await unheard;
  } finally {
    await running.stop();
    await site.stop();
    vi.unstubAllEnvs();
  }
});
