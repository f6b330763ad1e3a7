import { expect, it } from 'vitest';
import { historyWords } from '../../../shared/words/en/history.ts';
import { rig } from '../../support/rig.ts';
import { connected } from '../../support/running-app.ts';

const { server, running } = rig();

const isWrite = ({ method }: { readonly method: string }): boolean => method === 'POST' || method === 'PUT';

it('what SalesBinder keeps less of than it says stands in the history beside what was typed', async () => {
  const site = await server({ faults: { keepsLess: true } });
  const run = await running({ origin: site.origin });
  await connected(run);
  await run.save('local-flowers', 'customer', { name: 'Blumen 🌸 Krause' });
  await run.until('the history tells both', async () => {
    const { history } = await run.view('local-flowers');
    return history.some(
      (entry) =>
        historyWords(entry) === 'SalesBinder kept “Blumen” for Business name; you typed “Blumen 🌸 Krause”.',
    );
  });
  await run.reads('local-flowers', 'Sent');
  expect(site.log().filter(isWrite)).toHaveLength(1);
});

it('a refusal with the status of a success is shown on its field, after one look', async () => {
  const site = await server({ faults: { answer: 'refused-200' } });
  const run = await running({ origin: site.origin });
  await connected(run);
  await run.save('local-refused', 'customer', { name: 'Acme', email: 'sales@acme.example' });
  const view = await run.reads('local-refused', 'Needs you: e-mail not accepted');
  expect(view.refusals).toEqual({ email: 'The provided value is invalid' });
  expect(site.log().filter(isWrite)).toHaveLength(1);
});

it('leads wait while nothing may be changed, and go out by themselves afterwards', async () => {
  const site = await server({ faults: { answer: '402' } });
  const run = await running({ origin: site.origin });
  await connected(run);
  const leads = ['local-lead-1', 'local-lead-2', 'local-lead-3'];
  for (const lead of leads) await run.save(lead, 'prospect', { name: `Firm ${lead}` });
  await run.until('two were refused alike', () => Promise.resolve(site.log().filter(isWrite).length >= 2));
  for (const lead of leads) await run.reads(lead, 'Waiting to send');
  await site.setFaults({ answer: 'normal' });
  for (const lead of leads) await run.reads(lead, 'Sent');
  expect(site.accounts()).toHaveLength(3);
});
