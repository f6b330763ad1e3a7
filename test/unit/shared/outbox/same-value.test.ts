import { expect, test } from 'vitest';
import { step } from '../../../../shared/outbox/step.ts';
import { edit, synced } from '../../../support/records.ts';

test('typing what SalesBinder has by now, but for a space, hides it from no other form that was opened before', () => {
  const there = synced({ name: 'Acme', billingCity: ' Bern' });
  const typed = (to: string) => ({ changed: { billingCity: { from: '', to } } });
  const same = step(there, edit(there, {}, typed('Bern')));
  expect(same).toBe(there);
  const after = step(same, edit(same, {}, typed('Krakow')));
  expect(after.state).toEqual({ name: 'conflict', fields: ['billingCity'] });
  expect(after.fields.billingCity).toMatchObject({ mine: 'Krakow', theirs: ' Bern' });
});

test('in an open conflict what SalesBinder has stays in question, whatever two forms make of what is here', () => {
  const there = synced({ name: 'Acme', phone: '6045550199' });
  const form = (from: string, to: string) => ({ changed: { phone: { from, to } } });
  const first = step(there, edit(there, {}, form('+49301234', '(604) 555 0188')));
  expect(first.fields.phone).toMatchObject({ base: '+49301234', theirs: '6045550199' });
  // One form types what was there at first, the other has not seen that.
  const second = step(first, edit(first, {}, form('(604) 555 0188', '+49301234')));
  const third = step(second, edit(second, {}, form('(604) 555 0188', '0')));
  expect(third.fields.phone).toMatchObject({ mine: '0', theirs: '6045550199' });
});
