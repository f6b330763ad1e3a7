import { describe, expect, it } from 'vitest';
import { failure } from '../../../electron/practice/replies.ts';
import { rig } from '../../support/rig.ts';
import { connected } from '../../support/running-app.ts';

const { server, running } = rig();

describe('a SalesBinder without a deleted log', () => {
  it.each([404, 500, 403, 400] as const)('that answers %i to it still takes what is sent', async (status) => {
    const site = await server();
    site.plan((request) =>
      request.path.includes('deleted_log') ? { does: 'nothing', answers: failure(status, '/x.json') } : null,
    );
    const run = await running({ origin: site.origin });
    await connected(run);
    for (let i = 0; i < 3; i += 1) {
      await run.save(`local-one-${String(i)}`, 'customer', { name: `N${String(i)}` });
      await run.reads(`local-one-${String(i)}`, 'Sent');
    }
    await run.save('local-one-1', 'customer', { phone: '7' });
    await run.until('the edit is there', () =>
      Promise.resolve(site.accounts().some((account) => account.values.office_phone === '7')),
    );
    expect(site.accounts()).toHaveLength(3);
    await run.until('it is online', async () => (await run.status()).connection.is === 'online');
  });
});
