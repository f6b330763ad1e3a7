import { describe, expect, test } from 'vitest';
import type { RemoteAccount, Values } from '../../../../shared/account.ts';
import { judge } from '../../../../shared/sync/match-lookup.ts';
import type { LookupResult } from '../../../../shared/sync/match-lookup.ts';
import type { UnconfirmedCreate } from '../../../../shared/outbox/match-account.ts';
import { account, attempt, fresh } from '../../../support/records.ts';

/** Two lost creates of one name, of which one sent more than the other. */

const LESS = { name: 'Acme' };
const MORE = { name: 'Acme', phone: '604-555-0101', url: 'www.example.com' };

describe('an account that holds what only the one of two sent', () => {
  test('is that one’s, and nothing to the other', () => {
    const hit = account(MORE);
    expect(found([hit])).toMatchObject({ more: { is: 'it', account: hit }, less: { is: 'nothing' } });
  });

  test('is not adopted by the other where SalesBinder cut it short: a person is asked', () => {
    const hit = account({ ...MORE, url: 'www.example.co' });
    expect(found([hit])).toMatchObject({ more: { is: 'near' }, less: { is: 'near' } });
  });

  test('leaves to the other its own', () => {
    const [theirs, own] = [account({ ...MORE, phone: '6045550101' }, { id: 'remote-2' }), account(LESS)];
    expect(found([theirs, own])).toMatchObject({
      more: { is: 'it', account: theirs },
      less: { is: 'it', account: own },
    });
  });

  test('is the other’s where it was given that only after it was downloaded', () => {
    const hit = account(MORE);
    const less = seeking('less', LESS, [account(LESS)]);
    expect(found([hit], less).less).toMatchObject({ is: 'several' });
  });
});

test('an account that somebody completed with what neither sent is still recognised', () => {
  const hit = account({ ...LESS, phone: '1', fax: '2' });
  expect(found([hit]).less).toMatchObject({ is: 'it', account: hit });
});

describe('a prospect that is looked for among customers too, where it may have become one', () => {
  const { record, notBefore } = seeking('prospect', LESS);
  const asProspect: UnconfirmedCreate = { record: { ...record, type: 'prospect' }, notBefore };
  const customer = seeking('customer', MORE);

  test('leaves a customer to the lost create of a customer that may have made it', () => {
    const findings = judge([asProspect], [account(MORE)], new Set(), [customer]);
    expect(findings.get('prospect')).toMatchObject({ is: 'near' });
    expect(judge([customer], [account(MORE)], new Set(), [asProspect]).get('customer')).toMatchObject({
      is: 'it',
    });
  });

  test('is found there where no customer is looked for, or one of another name', () => {
    const hit = account(LESS);
    const other = seeking('other', { name: 'Globex' });
    expect(judge([asProspect], [hit], new Set(), [other]).get('prospect')).toMatchObject({ is: 'it' });
  });
});

function found(
  hits: readonly RemoteAccount[],
  less = seeking('less', LESS),
): { readonly less: LookupResult | undefined; readonly more: LookupResult | undefined } {
  const findings = judge([less, seeking('more', MORE)], hits, new Set());
  return { less: findings.get('less'), more: findings.get('more') };
}

function seeking(localId: string, sent: Values, suspects: readonly RemoteAccount[] = []): UnconfirmedCreate {
  const record = { ...fresh(sent), localId, suspects };
  return {
    record: { ...record, attempts: [attempt(record, 'a1')] },
    notBefore: new Map([['a1', Date.parse('2026-09-01T07:58:00Z')]]),
  };
}
