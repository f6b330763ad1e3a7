import type { Downloaded } from '../../shared/outbox/account-as-it-stands.ts';
import { recordStatusOf, statusAsItStands } from '../../shared/outbox/status.ts';
import type { OutboxRecord } from '../../shared/outbox/record.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { ComparedAccount, ComparedAccounts } from './finder.ts';
import type { Mirror } from '../mirror/mirror.ts';

/** The accounts that a new one is compared with: the outbox laid over the mirror, without what was discarded. */
export function comparedAccounts(accounts: Accounts, mirror: Mirror): ComparedAccounts {
  const { records, identity } = accounts;
  const idsOf = (remoteIds: Iterable<string>): readonly string[] =>
    [...remoteIds].map((remoteId) => identity.localIdOf(remoteId));
  return {
    *localIds() {
      yield* records.keys();
      for (const remoteId of mirror.accounts.keys()) {
        const localId = identity.localIdOf(remoteId);
        if (!records.has(localId)) yield localId;
      }
    },
    get(localId) {
      const { record, downloaded, archivedThere } = accounts.accountAsItStands(localId);
      if (record !== undefined && !record.discarded) return fromRecord(record, archivedThere);
      // A discarded edit leaves the account as SalesBinder has it.
      return downloaded === null ? null : fromDownload(localId, downloaded, archivedThere);
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

function fromRecord(record: OutboxRecord, archivedThere: boolean): ComparedAccount {
  const { localId, type, number, fields } = record;
  const values = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.mine]));
  return { localId, type, number, values, status: statusAsItStands(recordStatusOf(record), archivedThere) };
}

function fromDownload(
  localId: string,
  { type, number, values }: Downloaded,
  archivedThere: boolean,
): ComparedAccount {
  const status = statusAsItStands({ is: 'in-salesbinder' }, archivedThere);
  return { localId, type, number, values, status };
}
