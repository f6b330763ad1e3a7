import { expect, test } from 'vitest';
import { step } from '../../../shared/outbox.ts';
import { edit, synced } from '../../support/records.ts';

test('typing what SalesBinder has by now, but for a space, hides it from no other form that was opened before', () => {
  const there = synced({ name: 'Acme', billingCity: ' Bern' });
  const typed = (to: string) => ({ changed: { billingCity: { from: '', to } } });
  const same = step(there, edit(there, {}, typed('Bern')));
  expect(same).toBe(there);
  const after = step(same, edit(same, {}, typed('Krakow')));
  expect(after.state).toEqual({ name: 'conflict', fields: ['billingCity'] });
  expect(after.fields.billingCity).toMatchObject({ mine: 'Krakow', theirs: ' Bern' });
});
