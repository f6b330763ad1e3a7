import { describe, expect, it } from 'vitest';
import { recordOfMirrored } from '../../../shared/outbox/step.ts';
import { ServerAccounts } from '../world/server/server-accounts.ts';
import { Evidence } from './evidence.ts';
import { NO_FAULTS } from '../world/fault-plan.ts';

/** A colleague's write has no number; those of requests are ours. */
type Write = readonly [name: string, request: number | null];

describe('what was typed, sent and overwritten since', () => {
  it.each<readonly [string, readonly Write[], boolean]>([
    ['is there as long as nobody wrote another', [], true],
    ['was there where a colleague wrote another', [['Colleague', null]], true],
    ['is lost where a late request of ours wrote another', [['Late', 2]], false],
    [
      'was there where a colleague wrote over that before anybody saw it',
      [
        ['Late', 2],
        ['Late & Co', null],
      ],
      true,
    ],
    [
      'is lost where the late request wrote over the colleague',
      [
        ['Colleague', null],
        ['Late', 2],
      ],
      false,
    ],
  ])('%s', (_, writes, arrived) => {
    const accounts = new ServerAccounts(NO_FAULTS);
    const evidence = new Evidence(() => ({ accounts, requests: [] }));
    for (const no of [1, 2]) evidence.owners.set(no, { localId: 'local-one', generation: 0 });
    const account = accounts.create('customer', { name: 'Typed' }, 1_000, 1);
    writes.forEach(([name, request], at) => accounts.update(account, { name }, 2_000 + at, request));
    const listed = {
      id: account.id,
      number: 1,
      type: account.type,
      values: {},
      created: null,
      modified: null,
    };
    const record = recordOfMirrored('local-one', listed, 0);
    expect(evidence.arrived(record, 'name', 'Typed', 500)).toBe(arrived);
  });
});
