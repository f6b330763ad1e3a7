import type { FieldKey } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { Judge } from './judge.ts';
import { alike } from './evidence.ts';
import type { Entry, Typed } from './entry.ts';

/** What was typed is here, or SalesBinder had it. */
export function keeps(
  judge: Judge,
  entry: Entry,
  record: OutboxRecord,
  [key, typed]: readonly [FieldKey, Typed],
): void {
  const { evidence } = judge;
  const { mine, base } = record.fields[key] ?? { mine: '', base: null };
  // Typed like what SalesBinder is known to have, but for spaces: its own form of it stays.
  const kept = (value: string): boolean => value === mine || (mine === base && alike(value, mine));
  if (kept(typed.value)) {
    entry.typed.set(key, { value: mine, at: typed.at, known: mine === base });
  } else if (entry.maybe.get(key)?.some((value) => kept(value) || evidence.same(key, mine, value)) === true) {
    return;
  } else if (evidence.arrived(record, key, typed.value, typed.at)) {
    // From here on SalesBinder's form of it is what must not be lost; or a later value that somebody else wrote.
    if (evidence.same(key, mine, typed.value)) entry.typed.set(key, { value: mine, at: typed.at });
    else {
      entry.typed.delete(key);
      if (evidence.hadAfter(record, key, mine, typed)) return;
      const how = `${record.localId} shows ${key} ${JSON.stringify(mine)} after ${JSON.stringify(typed.value)}`;
      judge.breaks('what is shown is what SalesBinder has', how);
    }
  } else if (evidence.same(key, mine, typed.value) && evidence.wasWritten(entry, key, typed.value)) {
    // It came in; that a late request of ours was put over it at once, its answer could not say.
    entry.typed.set(key, { value: mine, at: typed.at });
  } else if (typed.known === true && evidence.hadAtFirst(record, key, typed)) {
    // Typed back to what SalesBinder had; what somebody else wrote there since is the later word.
    entry.typed.delete(key);
  } else {
    const has = `${record.localId} has ${key} ${JSON.stringify(mine)} and SalesBinder never had`;
    judge.breaks('nothing typed is lost', `${has} ${JSON.stringify(typed.value)}`);
  }
}

/** A person is asked only where somebody else wrote too, or where a late request of ours came after a newer one. */
export function hasReason(judge: Judge, record: OutboxRecord, last: OutboxRecord | undefined): void {
  for (const [name, { theirs }] of Object.entries(record.fields)) {
    const key = name as FieldKey;
    if (theirs === undefined || theirs === last?.fields[key]?.theirs) continue;
    if (judge.evidence.isNews(record, key, theirs)) continue;
    const how = `${record.localId} is asked about ${name} ${JSON.stringify(theirs)}`;
    judge.breaks('nobody is asked about a conflict that is none', how);
  }
}

/** "Sent" means that SalesBinder really had the latest of everything. */
export function honest(judge: Judge, record: OutboxRecord): void {
  const { ledger, server, evidence, now } = judge;
  const entry = ledger.entries.get(record.localId);
  const account = server.accounts.byId.get(record.remoteId ?? '');
  if (entry === undefined) return;
  const lies = (how: string): void => judge.breaks('sent means sent', `${record.localId} ${how}`);
  if (account === undefined) return lies('is in no account');
  if (record.number !== account.number) lies('shows another number');
  for (const [key, typed] of entry.typed) {
    // A list that lied made it believe that SalesBinder had this by itself.
    if (evidence.liedTo(typed.at, now)) continue;
    // Typed back to what SalesBinder was known to have: whatever somebody else did there since, nothing was to be sent.
    if (record.fields[key]?.base === typed.value && evidence.hadAtFirst(record, key, typed)) continue;
    if (entry.maybe.has(key) || evidence.arrived(record, key, typed.value, typed.at)) continue;
    // A lost request of ours that came in later than its successor: nobody could see that.
    if (evidence.wasWritten(entry, key, typed.value)) continue;
    if (evidence.hadUntilLate(record, key, typed)) continue;
    lies(`lacks ${key} ${JSON.stringify(typed.value)} there`);
  }
}
