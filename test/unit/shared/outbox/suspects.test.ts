import { describe, expect, test } from 'vitest';
import type { RemoteAccount } from '../../../../shared/account.ts';
import { judge } from '../../../../shared/sync/match-lookup.ts';
import { step } from '../../../../shared/outbox/step.ts';
import type { UnconfirmedCreate } from '../../../../shared/outbox/match-account.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  accepted,
  account,
  asked,
  found,
  fresh,
  notFound,
  synced,
  T0,
  unknown,
} from '../../../support/records.ts';

const ACME = { name: 'Acme', phone: '1' };
const NOBODYS = new Set<string>();

describe('a lost create', () => {
  test('is looked for at once when an account is downloaded that may be it', () => {
    const early = notFound(unknown(), 'a1', false);
    const seen = account({ ...ACME, fax: '7' });
    const record = suspected(early, [seen]);
    expect(record).toMatchObject({ suspects: [seen], state: { name: 'unknown', looks: 1, lookAt: T0 + 9 } });
    expect(suspected(record, [account({ name: 'Zenith' })])).toBe(record);
  });

  test('is looked for once more when such an account turns up after all', () => {
    const absent = notFound(unknown(), 'a1');
    const record = suspected(absent, [account(ACME)]);
    expect(record).toMatchObject({ rounds: 0, state: { name: 'unknown', looks: 0, lookAt: T0 + 9 } });
    expect(notFound(record, 'a1').rounds).toBe(1);
  });

  test('remembers what was seen as long as it may be disproved, and no longer', () => {
    const looking = suspected(unknown(), [account(ACME)]);
    expect(found(looking, 'a1', account(ACME)).suspects).toHaveLength(1);
    expect(accepted(looking, 'a1', account(ACME)).suspects).toBeUndefined();
    expect(suspected(step(looking, { is: 'look-settled', at: T0, account: null }), []).suspects).toHaveLength(
      1,
    );
  });

  test('keeps no more of a very common name than anybody would look through', () => {
    const many = Array.from({ length: 80 }, (_, at) => account(ACME, { id: `remote-${String(at)}` }));
    expect(suspected(suspected(unknown(), many), many).suspects).toHaveLength(50);
  });

  test('suspects nothing that a person said it is not, and nothing when nothing was lost', () => {
    const asks = asked(unknown(), [account(ACME)]);
    const no = step(asks, { is: 'look-settled', at: T0, account: null });
    expect(suspected(no, [account(ACME)])).toBe(no);
    expect(suspected(fresh(), [account(ACME)]).suspects).toBeUndefined();
    expect(suspected(synced(), [account(ACME)]).suspects).toBeUndefined();
  });
});

describe('an account that was seen when it was downloaded', () => {
  const changed = account({ name: 'Zenith', email: 'z@zenith.example', phone: '9' });

  test('is found by what it held then, and merged as it is now', () => {
    const create = suspecting(account(ACME));
    expect(judge([create], [changed], NOBODYS).get('one')).toEqual({
      is: 'it',
      attemptId: 'a1',
      account: changed,
    });
  });

  test('is asked about where it was only near then', () => {
    const create = suspecting(account({ ...ACME, name: 'Acme Ltd' }));
    expect(judge([create], [changed], NOBODYS).get('one')).toEqual({ is: 'near', candidates: [changed] });
  });

  test('is nothing where it was said not to be this one, was created before, is another’s, or is gone', () => {
    const create = suspecting(account(ACME));
    const no: UnconfirmedCreate = { ...create, record: { ...create.record, notThese: ['remote-1'] } };
    expect(judge([no], [changed], NOBODYS).get('one')).toEqual({ is: 'nothing' });
    const before = { ...changed, created: '2026-09-01T07:57:59+00:00' };
    expect(judge([create], [before], NOBODYS).get('one')).toEqual({ is: 'nothing' });
    expect(judge([create], [changed], new Set(['remote-1'])).get('one')).toEqual({ is: 'nothing' });
    expect(judge([create], [], NOBODYS).get('one')).toEqual({ is: 'nothing' });
  });

  function suspecting(seen: RemoteAccount): UnconfirmedCreate {
    const notBefore = new Map([['a1', Date.parse('2026-09-01T07:58:00Z')]]);
    return { record: { ...unknown(ACME), localId: 'one', suspects: [seen] }, notBefore };
  }
});

function suspected(record: OutboxRecord, accounts: readonly RemoteAccount[]): OutboxRecord {
  return step(record, { is: 'suspected', at: T0 + 9, accounts });
}
