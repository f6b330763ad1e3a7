import { standingOf } from '../shared/standing.ts';
import type { OutboxRecord } from '../shared/record.ts';
import type { Accounts } from './accounts.ts';
import type { ComparedAccount, ComparedAccounts } from './duplicates.ts';
import type { Mirror } from './mirror.ts';
import type { Mirrored } from './store/mirror-store.ts';

/** What a new account is compared with: the outbox laid over the mirror, without what was discarded. */
export function comparedAccounts(accounts: Accounts, mirror: Mirror): ComparedAccounts {
  const { records, identity } = accounts;
  const idsOf = (remoteIds: Iterable<string>): readonly string[] =>
    [...remoteIds].map((remoteId) => identity.localIdOf(remoteId));
  return {
    localIds: () => new Set([...records.keys(), ...idsOf(mirror.accounts.keys())]),
    get(localId) {
      const record = records.get(localId);
      if (record !== undefined) return record.discarded ? null : fromRecord(record);
      const mirrored = identity.mirrored(localId);
      return mirrored === null ? null : fromMirror(localId, mirrored);
    },
    subscribe(listener) {
      const stops = [
        accounts.subscribe(listener),
        mirror.subscribe((remoteIds) => {
          listener(idsOf(remoteIds));
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

function fromRecord(record: OutboxRecord): ComparedAccount {
  const { localId, type, number, fields } = record;
  const values = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.mine]));
  return { localId, type, number, values, standing: standingOf(record) };
}

function fromMirror(localId: string, { account }: Mirrored): ComparedAccount {
  const { type, number, values } = account;
  return { localId, type, number, values, standing: { is: 'in-salesbinder' } };
}
