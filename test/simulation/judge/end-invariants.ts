import { FIELD_KEYS } from '../../../shared/account.ts';
import { isArchivedThere } from '../../../electron/store/schemas/mirror-form.ts';
import { latest } from '../world/server/server-accounts.ts';
import type { ServerAccount } from '../world/server/server-accounts.ts';
import type { ServerHistory } from './server-history.ts';
import type { AppRun } from '../world/computer/app-run.ts';
import type { SalesBinder } from '../world/server/salesbinder.ts';

/** The accounts that a computer shows and SalesBinder has not, or not so, some quiet time after everything was sent. */
export function endFaults(
  app: AppRun,
  { accounts: stored }: Pick<SalesBinder, 'accounts'>,
  history: ServerHistory,
): readonly string[] {
  const accounts = [...stored.byId.values()];
  return [
    ...accounts.flatMap((account) => mirrorFaults(app, account, history)),
    ...accounts.flatMap((account) => recordFaults(app, account)),
    ...shownTwice(app),
  ];
}

function mirrorFaults(
  { mirror }: AppRun,
  account: ServerAccount,
  { lies }: ServerHistory,
): readonly string[] {
  const mirrored = mirror.accounts.get(account.id);
  const row = mirrored?.account;
  // An account that a list left out, and nobody changed since, is found by the recount every two hours.
  if (row === undefined && latest(account).at < 0 && lies.length > 0) return [];
  const gone = account.deletedAt !== null;
  const { archivedAt } = account;
  if (!gone && archivedAt !== null) {
    // It stays if it was here before: the mirror's invariants see to that.
    return mirrored === undefined || isArchivedThere(mirrored.rest)
      ? []
      : [`${account.id} is not called archived here`];
  }
  if (mirrored !== undefined && !gone && isArchivedThere(mirrored.rest)) {
    return [`${account.id} is still called archived here`];
  }
  // It was archived before: its line in the log stays, and is asked about once more within the hour.
  if (gone && mirrored !== undefined && isArchivedThere(mirrored.rest)) return [];
  if (gone || row === undefined) {
    return gone === (row === undefined) ? [] : [`${account.id} is ${gone ? 'still' : 'not'} here`];
  }
  const { values } = latest(account);
  const old = FIELD_KEYS.filter((key) => (row.values[key] ?? '') !== values[key]);
  return [
    ...(row.type === account.type ? [] : [`${account.id} is here as a ${row.type}`]),
    ...old.map((key) => `${account.id} has an old ${key} here`),
  ];
}

/** A record that reads "sent" overlays the downloaded account: it shows the same. */
function recordFaults({ accounts }: AppRun, account: ServerAccount): readonly string[] {
  const { values } = latest(account);
  return [...accounts.records.values()].flatMap(({ remoteId, state, discarded, localId, fields }) => {
    const shows = remoteId === account.id && state.name === 'synced' && !discarded;
    if (!shows || account.deletedAt !== null || wasWrittenInTheArchive(account)) return [];
    const old = FIELD_KEYS.filter((key) => (fields[key]?.mine ?? '') !== values[key]);
    return old.map((key) => `${localId} shows ${key} ${JSON.stringify(fields[key]?.mine)}`);
  });
}

/** No list shows what changed in an archived account: not what others wrote, nor what was kept of a write. */
function wasWrittenInTheArchive(account: ServerAccount): boolean {
  return account.archivedAt !== null && latest(account).at > account.archivedAt;
}

function shownTwice({ mirror, accounts }: Pick<AppRun, 'mirror' | 'accounts'>): readonly string[] {
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
