import { blankValues } from '../../electron/practice/fields.ts';
import type { SavedSite } from '../../electron/practice/keeper.ts';
import type { PracticeAccount, SomeValues } from '../../electron/practice/site.ts';

/** A day before the test: nothing here is "changed just now". Epoch seconds. */
const LONG_AGO = Math.floor(Date.now() / 1_000) - 86_400;

/** A SalesBinder site that has these accounts already, one for each line of values; kept in memory. */
export function siteWith(accounts: readonly SomeValues[]): SavedSite {
  const site = {
    accounts: accounts.map((values, index) => accountOf(values, index)),
    tombstones: [],
    nextNumber: accounts.length + 1,
    nextTombstone: 1,
  };
  return { read: () => Promise.resolve(site), write: () => Promise.resolve() };
}

/** "Firm 0001" and so on, four customers to one prospect. */
export function firms(count: number): readonly SomeValues[] {
  return Array.from({ length: count }, (_, index) => {
    const digits = String(index + 1).padStart(4, '0');
    return { name: `Firm ${digits}`, office_email: `office@firm-${digits}.example`, office_phone: digits };
  });
}

function accountOf(values: SomeValues, index: number): PracticeAccount {
  return {
    id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
    number: index + 1,
    contextId: index % 5 === 4 ? 8 : 2,
    values: { ...blankValues(), ...values },
    created: LONG_AGO,
    modified: LONG_AGO,
  };
}
