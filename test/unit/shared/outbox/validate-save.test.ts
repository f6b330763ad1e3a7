import { describe, expect, it } from 'vitest';
import { MAX_FIELD_LENGTH, MAX_NOTE_LENGTH } from '../../../../shared/account.ts';
import type { AccountEdit } from '../../../../shared/outbox/event.ts';
import { whyNotSaved } from '../../../../shared/outbox/validate-save.ts';
import { fresh, synced } from '../../../support/records.ts';

function typing(values: Readonly<Record<string, string>>, over: Partial<AccountEdit> = {}): AccountEdit {
  const changed = Object.fromEntries(Object.entries(values).map(([key, to]) => [key, { from: '', to }]));
  return { localId: 'local-1', openedAtRevision: 0, type: 'customer', changed, note: null, ...over };
}

describe('an edit may be saved', () => {
  it('as a new account that has a name', () => {
    expect(whyNotSaved(typing({ name: 'Acme' }), undefined)).toBeNull();
  });

  it('with an e-mail address that looks wrong: a warning never blocks', () => {
    expect(whyNotSaved(typing({ name: 'Acme', email: 'nowhere' }), undefined)).toBeNull();
  });

  it('in an account that SalesBinder itself left without a name', () => {
    expect(whyNotSaved(typing({ phone: '5' }), synced({ name: '' }))).toBeNull();
  });
});

describe('an edit may not be saved', () => {
  it('as a new account without a name', () => {
    const expected = { what: 'invalid', fields: { name: 'required' } };
    expect(whyNotSaved(typing({ phone: '5' }), undefined)).toEqual(expected);
    expect(whyNotSaved(typing({ name: '  ' }), fresh())).toEqual(expected);
  });

  it('with more than a field holds', () => {
    const long = 'x'.repeat(MAX_FIELD_LENGTH + 1);
    expect(whyNotSaved(typing({ fax: long }), fresh())).toEqual({
      what: 'invalid',
      fields: { fax: 'too-long' },
    });
  });

  it('with more than a note holds', () => {
    const note = 'x'.repeat(MAX_NOTE_LENGTH + 1);
    expect(whyNotSaved(typing({ name: 'Acme' }, { note }), undefined)?.what).toBe('bad-call');
  });

  it('when its account is not here any more: it must not become a new one', () => {
    expect(whyNotSaved(typing({ name: 'Acme' }, { openedAtRevision: 3 }), undefined)?.what).toBe('stale');
    expect(whyNotSaved(typing({ name: 'Acme' }, { localId: 'sb-remote-1' }), undefined)?.what).toBe('stale');
  });
});
