import { expect, test } from 'vitest';
import { FIELDS } from '../../shared/account.ts';
import { FakeApi } from '../support/fake-api.ts';
import { button, openWindow } from '../support/window.ts';

test('every field of the field table is in the form, with its label, and no browser fills it in', async () => {
  const user = await openWindow(new FakeApi());
  await user.click(button('New account'));
  for (const { key, label, inputmode } of FIELDS) {
    const input = document.getElementById(`field-${key}`);
    expect(input?.closest('.field')?.querySelector('label')?.textContent, key).toBe(label);
    expect(input?.getAttribute('autocomplete'), key).toBe('off');
    if (inputmode !== 'text') expect(input?.getAttribute('inputmode'), key).toBe(inputmode);
  }
});
