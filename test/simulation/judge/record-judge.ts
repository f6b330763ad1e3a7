import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import type { Change } from '../../../electron/store/collection.ts';
import type { Mirrored } from '../../../electron/store/schemas/mirror-store.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { Judge } from './judge.ts';
import { alike } from './evidence.ts';
import { letGo } from './entry.ts';
import type { Entry } from './entry.ts';
import { hasReason, honest, keeps } from './value-judge.ts';

/** What stands in the outbox, at every moment. */
export class RecordJudge {
  readonly #judge: Judge;
  readonly #before = new Map<string, OutboxRecord>();
  /** The process is dead: what is on the disk now is what the next one will find. */
  #dead = false;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** After each change of the disk. */
  durable(changes: readonly Change<OutboxRow>[]): void {
    if (!this.#dead) this.#judge.ledger.overtaken();
    for (const change of changes) {
      if ('remove' in change) this.#leaves(change.remove, changes);
    }
    for (const change of changes) {
      if ('remove' in change || change.row.kind !== 'record') continue;
      const { record } = change.row;
      const stands = `${record.state.name}${record.discarded ? ', discarded' : ''}`;
      this.#judge.watched.report(`${record.localId} is ${stands} (revision ${record.revision})`);
      if (record.remoteId !== null) this.#judge.evidence.had.add(`${record.localId}/${record.remoteId}`);
      this.#notes(record);
      this.#startsOver(record);
      this.judge(record);
      this.#before.set(record.localId, record);
    }
  }

  /** That an answer was recorded. */
  #notes(record: OutboxRecord): void {
    const { ledger, evidence, server } = this.#judge;
    const last = this.#before.get(record.localId);
    const entry = ledger.entries.get(record.localId);
    if (last?.state.name !== 'sending' || entry === undefined) return;
    const news = record.history.slice(last.history.length);
    const request = server.requests.findLast(({ no }) => evidence.owners.get(no)?.localId === entry.localId);
    if (request !== undefined && news.some(({ event }) => event.what === 'accepted')) {
      evidence.recorded.add(request.no);
    }
  }

  judge(record: OutboxRecord): void {
    const { ledger, records } = this.#judge;
    const owners = records.filter((one) => one.remoteId !== null && one.remoteId === record.remoteId);
    if (owners.length > 1) {
      const who = owners.map((one) => one.localId).join(' and ');
      this.#judge.breaks('one record for each account', `${who} have ${record.remoteId ?? ''}`);
    }
    const entry = ledger.entries.get(record.localId);
    if (entry === undefined) return;
    const last = this.#before.get(record.localId);
    const before = last?.state.name;
    if (record.state.name === 'sending' && before !== 'sending' && entry.discarded) {
      this.#judge.breaks('nothing is sent that was discarded', `${record.localId} is being sent`);
    }
    if (entry.releasing > 0 || (this.#dead && entry.mayRelease)) return;
    // Discarded, and typed into in the same moment: that person let go of the rest.
    if (entry.discarded && !record.discarded) return letGo(entry, record, []);
    if (entry.promised && record.note !== entry.note && record.note !== entry.maybeNote) {
      this.#judge.breaks('nothing typed is lost', `the note of ${record.localId}`);
    }
    for (const [key, value] of entry.typed) keeps(this.#judge, entry, record, [key, value]);
    // What a form was opened on may have changed before it was saved: that is asked about at once.
    const typed = last === undefined || record.revision > last.revision;
    if (record.state.name === 'conflict' && !typed) hasReason(this.#judge, record, last);
    if (record.state.name === 'synced' && before !== 'synced' && !record.discarded)
      honest(this.#judge, record);
  }

  dies(): void {
    this.#dead = true;
  }

  /** A new process found these rows: what nobody had been told was saved may be there all the same. */
  reopened(): void {
    const { ledger, now } = this.#judge;
    this.#dead = false;
    ledger.restarted();
    const records = new Map(this.#judge.records.map((record) => [record.localId, record]));
    for (const { localId, state } of records.values()) {
      if (state.name === 'sending') this.#judge.evidence.wasSending(localId, state.attempt.sent);
    }
    for (const entry of ledger.entries.values()) {
      const record = records.get(entry.localId);
      if (record === undefined) {
        if (entry.promised) this.#judge.breaks('nothing typed is lost', `${entry.localId}, after a restart`);
        else ledger.entries.delete(entry.localId);
        continue;
      }
      if (!entry.promised || record.note === entry.maybeNote) entry.note = record.note;
      entry.maybeNote = null;
      entry.promised = true;
      // It died while a person was letting go of something: what is there now is what holds.
      if (entry.releasing > 0 || entry.mayRelease) letGo(entry, record, []);
      entry.releasing = 0;
      entry.mayRelease = false;
      entry.startingOver = false;
      for (const [key, values] of entry.maybe) {
        const mine = record.fields[key]?.mine;
        if (mine !== undefined && values.some((value) => alike(value, mine)))
          entry.typed.set(key, { value: mine, at: now });
      }
      entry.maybe.clear();
      this.takesBack(entry, record);
      entry.discarded = record.discarded;
      this.judge(record);
    }
  }

  /** What was deleted there is created again: from now on another account is meant. */
  #startsOver({ localId, remoteId }: OutboxRecord): void {
    const entry = this.#judge.ledger.entries.get(localId);
    if (entry?.startingOver !== true || remoteId !== null) return;
    entry.generation += 1;
    entry.startingOver = false;
  }

  /** Created again is what stands on the screen: SalesBinder's own form of what had arrived. */
  startsOver(entry: Entry, record: OutboxRecord): void {
    for (const [key, { value, at }] of [...entry.typed]) {
      const mine = record.fields[key]?.mine;
      if (mine !== undefined && this.#judge.evidence.arrived(record, key, value, at))
        entry.typed.set(key, { value: mine, at });
    }
    entry.startingOver = true;
  }

  /** A person types back what SalesBinder is known to have, and nothing else is on its way: nothing to send. */
  takesBack(entry: Entry, record: OutboxRecord): void {
    for (const [key, { value }] of [...entry.typed]) {
      const field = record.fields[key];
      if (field === undefined || field.base !== field.mine || !alike(field.mine, value)) continue;
      const last = this.#judge.evidence.lastWrite(entry, key);
      const same = alike(last?.sent?.[key] ?? '', value);
      // A create that made another account, or none, can't have written into this one.
      const elsewhere = last?.verb === 'create' && last.account !== record.remoteId;
      if (last === undefined || last.accepted || last.harmless || same || elsewhere) entry.typed.delete(key);
    }
  }

  isThere(entry: Entry, row: Mirrored | null): void {
    this.#judge.ledger.entries.delete(entry.localId);
    for (const [key, { value }] of entry.typed) {
      if (alike(row?.account.values[key] ?? '', value)) continue;
      this.#judge.breaks('nothing typed is lost', `${entry.localId} has no ${key} ${JSON.stringify(value)}`);
    }
  }

  /** A record leaves as part of the other that has its account, or when everything of it was sent. */
  #leaves(key: string, changes: readonly Change<OutboxRow>[]): void {
    if (!key.startsWith('record/')) return;
    const localId = key.slice('record/'.length);
    const record = this.#before.get(localId);
    const { ledger, evidence, watched } = this.#judge;
    this.#before.delete(localId);
    const heir = changes.find(
      (one) => 'put' in one && one.row.kind === 'record' && one.row.record.remoteId === record?.remoteId,
    );
    watched.report(`${localId} leaves the outbox`);
    if (heir !== undefined && 'put' in heir && heir.row.kind === 'record') {
      ledger.joins(localId, heir.row.record.localId);
      evidence.joins(localId, heir.row.record.localId);
    } else if (record?.state.name === 'synced' && !record.discarded) this.#settles(record);
    else this.#judge.breaks('nothing typed is lost', `${key} was removed`);
  }

  /** What leaves stays in sight: it was downloaded, or it is no more. */
  #settles({ localId, remoteId }: OutboxRecord): void {
    const { ledger, server, watched } = this.#judge;
    ledger.entries.delete(localId);
    const deletedAt = server.accounts.byId.get(remoteId ?? '')?.deletedAt ?? null;
    const rows = [...watched.mirrorRows().values()];
    const here = rows.some((row) => row.kind === 'account' && row.mirrored.account.id === remoteId);
    if (here || deletedAt !== null) return;
    this.#judge.breaks('what is shown is what SalesBinder has', `${localId} is shown nowhere any more`);
  }
}
