import { expect, test } from 'vitest';
import { EMPTY_VALUES } from '../../../../shared/account.ts';
import {
  clashes,
  editsBeside,
  withEdit,
  editsSince,
  valuesAfter,
  withBillingCopied,
} from '../../../../renderer/account/field-edits.ts';

const shown = { ...EMPTY_VALUES, name: 'Acme', phone: '1', billingCity: 'Bath', shippingCity: 'Leeds' };

test('the base is what was shown when the typing began, whatever is shown later', () => {
  const began = withEdit({}, shown, 'phone', '12');
  const went = withEdit(began, { ...shown, phone: '9' }, 'phone', '123');
  expect(went).toEqual({ phone: { from: '1', to: '123' } });
});

test('typing back what was there un-touches the field', () => {
  expect(withEdit({ phone: { from: '1', to: '12' } }, shown, 'phone', '1')).toEqual({});
});

test('what is there too by now is no longer typed', () => {
  const typed = { phone: { from: '1', to: '12' }, fax: { from: '', to: '5' } };
  expect(editsBeside(typed, { ...shown, phone: '12' })).toEqual({ fax: { from: '', to: '5' } });
  expect(editsBeside(typed, shown)).toBe(typed);
});

test('the copy of the billing address touches only what differs', () => {
  const copied = withBillingCopied({ billingRegion: { from: '', to: 'BC' } }, shown);
  expect(copied).toEqual({
    billingRegion: { from: '', to: 'BC' },
    shippingRegion: { from: '', to: 'BC' },
    shippingCity: { from: 'Leeds', to: 'Bath' },
  });
});

test('what is typed while a save is under way is left, on top of what was saved', () => {
  const saved = { name: { from: 'Acme', to: 'Acme Ltd' }, phone: { from: '1', to: '2' } };
  const now = { ...saved, phone: { from: '1', to: '22' }, fax: { from: '', to: '5' } };
  expect(editsSince(now, saved)).toEqual({ phone: { from: '2', to: '22' }, fax: { from: '', to: '5' } });
  expect(valuesAfter(shown, saved)).toEqual({ ...shown, name: 'Acme Ltd', phone: '2' });
});

test('a value that SalesBinder only writes another way is no clash with what is being typed', () => {
  const phone = { from: '604 555 0199', to: '604 555 0100' };
  expect(clashes('phone', phone, '(604) 555-0199')).toBe(false);
  expect(clashes('phone', phone, '\u202d604 555 0100\u202c')).toBe(false);
  expect(clashes('name', { from: 'Cafe\u0301', to: 'Bar' }, 'Café')).toBe(false);
  expect(clashes('phone', phone, '604 555 0123')).toBe(true);
  expect(clashes('name', { from: 'Acme', to: 'Bar' }, 'ACME Ltd')).toBe(true);
});
