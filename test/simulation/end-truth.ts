import { FIELD_KEYS } from '../../shared/account.ts';
import type { AccountsThere } from './accounts-there.ts';
import { latest } from './accounts-there.ts';
import type { Life } from './life.ts';

/** What a computer shows that SalesBinder has not, or not so, some quiet time after everything was sent. */
export function mirrorFaults({ mirror, accounts }: Life, there: AccountsThere): readonly string[] {
  const faults: string[] = [];
  for (const account of there.byId.values()) {
    const row = mirror.accounts.get(account.id)?.account;
    // What a list left out once and nobody changed since is counted again only every two hours.
    if (row === undefined && latest(account).at < 0) continue;
    const gone = account.deletedAt !== null;
    if (gone !== (row === undefined)) faults.push(`${account.id} is ${gone ? 'still' : 'not'} here`);
    if (gone || row === undefined) continue;
    if (row.type !== account.type) faults.push(`${account.id} is here as a ${row.type}`);
    const { values } = latest(account);
    for (const key of FIELD_KEYS) {
      if ((row.values[key] ?? '') !== values[key]) faults.push(`${account.id} has an old ${key} here`);
    }
  }
  return [...faults, ...shownTwice({ mirror, accounts })];
}

function shownTwice({ mirror, accounts }: Pick<Life, 'mirror' | 'accounts'>): readonly string[] {
  const shown = new Map<string, Set<string>>();
  const show = (remoteId: string | null, localId: string): void => {
    if (remoteId !== null) shown.set(remoteId, (shown.get(remoteId) ?? new Set()).add(localId));
  };
  for (const { remoteId, localId } of accounts.records.values()) show(remoteId, localId);
  for (const remoteId of mirror.accounts.keys()) show(remoteId, accounts.identity.localIdOf(remoteId));
  return [...shown]
    .filter(([, localIds]) => localIds.size > 1)
    .map(([id, localIds]) => `${id} appears as ${[...localIds].join(' and ')}`);
}
