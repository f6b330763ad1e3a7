import type { FieldKey } from '../../../shared/account.ts';
import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { Change } from '../../../electron/store/collection.ts';
import type { OutboxRow } from '../../../electron/store/schemas/outbox-store.ts';
import type { Judge } from './judge.ts';
import { alike, letters } from './server-history.ts';

/**
 * The contents that the outbox may have, judged at each change of the disk, from what stood there before: a value that
 * a person typed changes by a command of a person, or because SalesBinder had it and somebody else wrote another.
 */
export class RecordInvariants {
  readonly #judge: Judge;
  /** As it last stood on the disk. */
  readonly #before = new Map<string, OutboxRecord>();
  /** The process is dead: what comes to stand on the disk now is what the next one will find. */
  #dead = false;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  durable(changes: readonly Change<OutboxRow>[]): void {
    if (!this.#dead) this.#judge.commands.overtaken();
    const joined = new Set<string>();
    for (const change of changes) {
      if (!('remove' in change) || !change.remove.startsWith('record/')) continue;
      const heir = this.#leaves(change.remove.slice('record/'.length), changes);
      if (heir !== null) joined.add(heir);
    }
    for (const change of changes) {
      if ('remove' in change || change.row.kind !== 'record') continue;
      this.#stands(change.row.record, joined.has(change.row.record.localId));
    }
  }

  dies(): void {
    this.#dead = true;
  }

  /** A new process has read the disk. */
  reopened(): void {
    this.#dead = false;
    this.#judge.commands.restarted();
  }

  #stands(after: OutboxRecord, joined: boolean): void {
    const { localId, state, discarded, revision, remoteId } = after;
    const { watched, had } = this.#judge;
    const before = this.#before.get(localId);
    this.#before.set(localId, after);
    watched.report(`${localId} is ${state.name}${discarded ? ', discarded' : ''} (revision ${revision})`);
    if (remoteId !== null) had.add(`${localId}/${remoteId}`);
    if (before !== undefined) this.#notesAnswer(before, after);
    this.#isOnlyOne(after);
    if (before?.remoteId != null && remoteId === null) this.#startsOver(after);
    else if (!joined) this.#keepsWhatWasTyped(before, after);
    this.#keepsFlagAndNote(before, after, joined);
    for (const key of keysOf(after)) this.#basesAreTrue(before, after, key);
    if (state.name === 'sending' && before?.state.name !== 'sending') this.#sendsWhatWasTyped(after);
    // The account may have changed after its form was opened: that is asked about at once.
    const typed = before === undefined || revision > before.revision;
    if (state.name === 'conflict' && !typed) this.#hasReason(before, after);
    if (state.name === 'synced' && before?.state.name !== 'synced' && !discarded) this.isSent(after);
  }

  /** "Sent" means that SalesBinder really had the latest of everything. */
  isSent({ localId, remoteId, number, fields }: OutboxRecord): void {
    const { history, typed, server, now } = this.#judge;
    const lies = (how: string): void => this.#judge.breaks('sent means sent', `${localId} ${how}`);
    const account = server.accounts.byId.get(remoteId ?? '');
    if (account === undefined) return lies('is in no account');
    if (number !== account.number) lies('shows another number');
    for (const [key, { at }] of typed.fields(localId)) {
      const value = fields[key]?.mine ?? '';
      // A list that was not the truth made it believe that SalesBinder had this by itself.
      if (history.liedTo(at, now)) continue;
      if (history.had(remoteId, key, value, at) || history.hadBefore(remoteId, key, value)) continue;
      if (history.hadUntilLateRequest(localId, remoteId, key, value, at)) continue;
      lies(`lacks ${key} ${JSON.stringify(value)} there`);
    }
  }

  /** Acknowledged: "Saved on this computer". */
  hasSaved(record: OutboxRecord, key: FieldKey, value: string): void {
    const { history, typed, now } = this.#judge;
    const { mine } = record.fields[key] ?? { mine: '' };
    // Typed like what SalesBinder has but for signs: its own spelling stays.
    const spelled = letters(mine) === letters(value) && history.everHad(record.remoteId, key, mine);
    if (alike(mine, value) || spelled) typed.kept(record.localId, key, mine, now);
    else
      this.#loses(
        record.localId,
        `was given ${key} ${JSON.stringify(value)} and has ${JSON.stringify(mine)}`,
      );
  }

  #keepsWhatWasTyped(before: OutboxRecord | undefined, after: OutboxRecord): void {
    const { commands, typed, now } = this.#judge;
    for (const key of new Set([...keysOf(after), ...(before === undefined ? [] : keysOf(before))])) {
      const was = before?.fields[key]?.mine ?? '';
      const mine = after.fields[key]?.mine ?? '';
      if (was === mine && before?.fields[key] !== undefined) continue;
      if (commands.allow(after.localId, key) || this.#beginsAnew(before, after))
        typed.kept(after.localId, key, mine, now);
      else if (before !== undefined) this.#givesWay(before, after, key);
    }
  }

  /** Discarded, and typed into in the same moment: that person let go of the rest. */
  #beginsAnew(before: OutboxRecord | undefined, { localId, discarded }: OutboxRecord): boolean {
    return before?.discarded === true && !discarded && this.#judge.commands.concern(localId);
  }

  /** Nobody told the app to change it: SalesBinder had what was typed, and after it what is shown now. */
  #givesWay(before: OutboxRecord, after: OutboxRecord, key: FieldKey): void {
    const { history, typed } = this.#judge;
    const { localId, remoteId } = after;
    const { mine: was, base } = before.fields[key] ?? { mine: '', base: '' };
    const mine = after.fields[key]?.mine ?? '';
    const at = typed.field(localId, key)?.at ?? null;
    const had = at !== null && history.had(remoteId, key, was, at);
    const known = at === null || (alike(was, base ?? '') && history.hadBefore(remoteId, key, was));
    const ownForm = history.same(key, mine, was) && history.everHad(remoteId, key, mine);
    if (!had && !known && !ownForm && !this.#isRetyped([localId], remoteId, key, { was, mine })) {
      this.#loses(
        localId,
        `has ${key} ${JSON.stringify(mine)}, SalesBinder never had ${JSON.stringify(was)}`,
      );
    }
    this.#tellsWhatWent(after, key, was, mine);
    const later = at === null || !had ? history.everHad(remoteId, key, mine) : false;
    if (later || ownForm || history.hadAfter(remoteId, key, mine, was, at ?? 0)) return;
    if (history.liedTo(at ?? 0, Infinity)) return;
    const how = `${localId} shows ${key} ${JSON.stringify(mine)} after ${JSON.stringify(was)}`;
    this.#judge.breaks('what is shown is what SalesBinder has', how);
  }

  /** What was typed and sent, and makes room by more than its writing, stands in the history from then on. */
  #tellsWhatWent(
    { localId, history: entries }: OutboxRecord,
    key: FieldKey,
    was: string,
    mine: string,
  ): void {
    const { history, server } = this.#judge;
    const sent = server.requests.some(
      (one) => history.owners.get(one.no)?.localId === localId && one.sent?.[key] === was,
    );
    const written = letters(was) === letters(mine) || history.same(key, mine, was);
    if (letters(was) === '' || written || !sent) return;
    const told = entries.some(({ event }) => 'typed' in event && event.field === key && event.typed === was);
    if (told) return;
    const how = `${localId} has ${key} ${JSON.stringify(mine)}, and tells nothing of ${JSON.stringify(was)}`;
    this.#judge.breaks('what was typed stands in the history', how);
  }

  #keepsFlagAndNote(before: OutboxRecord | undefined, after: OutboxRecord, joined: boolean): void {
    const { localId, note, discarded, fields } = after;
    const { commands } = this.#judge;
    if (before === undefined) return;
    if (joined ? !note.includes(before.note) : note !== before.note && !commands.allow(localId, 'note')) {
      this.#loses(localId, 'has another note');
    }
    if (joined || discarded === before.discarded || commands.allow(localId, 'discarded')) return;
    if (this.#beginsAnew(before, after)) return;
    if (discarded) this.#loses(localId, 'was discarded by nobody');
    // An edit that was discarded when it had been sent already is none.
    else if (Object.values(fields).some(({ mine, base }) => mine !== base)) {
      this.#judge.breaks('nothing is sent that was discarded', `${localId} is wanted again by nobody`);
    }
  }

  /** The value that it takes for SalesBinder's is one that SalesBinder had. */
  #basesAreTrue(
    before: OutboxRecord | undefined,
    { localId, remoteId, fields }: OutboxRecord,
    key: FieldKey,
  ) {
    const { history, commands } = this.#judge;
    const { base, mine } = fields[key] ?? { base: null, mine: '' };
    if (base === null || base === before?.fields[key]?.base || commands.allow(localId, key)) return;
    if (history.everHad(remoteId, key, base)) return;
    const how = `${localId} takes ${JSON.stringify(base)} for its ${key}, typed was ${JSON.stringify(mine)}`;
    this.#judge.breaks('what is shown is what SalesBinder has', how);
  }

  #sendsWhatWasTyped({ localId, state, fields, discarded }: OutboxRecord): void {
    if (state.name !== 'sending') return;
    if (discarded) this.#judge.breaks('nothing is sent that was discarded', `${localId} is being sent`);
    for (const [name, value] of Object.entries(state.attempt.sent)) {
      const key = name as FieldKey;
      const touched = this.#judge.typed.field(localId, key) !== undefined;
      if (touched && value === fields[key]?.mine) continue;
      const how = `${localId} sends ${key} ${JSON.stringify(value)}`;
      this.#judge.breaks('nothing is sent that nobody typed', how);
    }
  }

  /** A person is asked only where somebody else wrote too, or where a late request of ours came after a newer one. */
  #hasReason(before: OutboxRecord | undefined, after: OutboxRecord): void {
    const { history } = this.#judge;
    for (const key of keysOf(after)) {
      const theirs = after.fields[key]?.theirs;
      const asked = before?.fields[key]?.theirs;
      // An open question stays one when SalesBinder's own writing of that value comes to light.
      if (theirs === undefined || (asked !== undefined && history.same(key, theirs, asked))) continue;
      if (history.isNews(after, key, theirs) || history.lies.length > 0) continue;
      const how = `${after.localId} is asked about ${key} ${JSON.stringify(theirs)}`;
      this.#judge.breaks('nobody is asked about a conflict that is none', how);
    }
  }

  #isOnlyOne({ remoteId }: OutboxRecord): void {
    const owners = this.#judge.records.filter((one) => remoteId !== null && one.remoteId === remoteId);
    if (owners.length < 2) return;
    const who = owners.map(({ localId }) => localId).join(' and ');
    this.#judge.breaks('one record for each account', `${who} have ${remoteId ?? ''}`);
  }

  /** That an answer was recorded. */
  #notesAnswer(before: OutboxRecord, after: OutboxRecord): void {
    if (before.state.name !== 'sending') return;
    const { history, server } = this.#judge;
    const news = after.history.slice(before.history.length);
    const request = server.requests.findLast(({ no }) => history.owners.get(no)?.localId === after.localId);
    if (request !== undefined && news.some(({ event }) => event.what === 'accepted')) {
      history.recorded.add(request.no);
    }
  }

  /**
   * An account that was deleted there is created again, with all that is here: from now on another account is meant.
   */
  #startsOver({ localId, fields }: OutboxRecord): void {
    const { commands, generations, typed, now } = this.#judge;
    if (!commands.allow(localId, 'discarded')) this.#loses(localId, 'lost its account');
    generations.set(localId, (generations.get(localId) ?? 0) + 1);
    for (const [key, { mine }] of Object.entries(fields)) typed.kept(localId, key as FieldKey, mine, now);
  }

  /**
   * A record leaves as part of the other that has its account, or when everything of it was sent.
   * @returns the other; null: there is none
   */
  #leaves(localId: string, changes: readonly Change<OutboxRow>[]): string | null {
    const gone = this.#before.get(localId);
    this.#before.delete(localId);
    this.#judge.watched.report(`${localId} leaves the outbox`);
    const heir = changes
      .flatMap((one) => ('put' in one && one.row.kind === 'record' ? [one.row.record] : []))
      .find((one) => one.remoteId === gone?.remoteId);
    if (gone !== undefined && heir !== undefined) {
      this.#inherits(gone, heir);
      return heir.localId;
    }
    if (gone?.state.name === 'synced' && !gone.discarded) this.#settles(gone);
    else this.#loses(localId, 'was removed');
    return null;
  }

  /** Of what was typed into either, one is kept, or SalesBinder had it: both are one person's own. */
  #inherits(gone: OutboxRecord, heir: OutboxRecord): void {
    const { typed, history } = this.#judge;
    const own = this.#before.get(heir.localId);
    const both = [gone.localId, heir.localId];
    const sources = [gone, ...(own === undefined ? [] : [own])].filter(({ discarded }) => !discarded);
    if (!gone.discarded && !heir.note.includes(gone.note)) this.#loses(gone.localId, 'loses its note');
    for (const key of new Set([...keysOf(gone), ...keysOf(heir)])) {
      const mine = heir.fields[key]?.mine ?? '';
      const candidates = sources.flatMap(({ localId, fields }) => {
        const at = typed.field(localId, key)?.at ?? null;
        return at === null ? [] : [{ at, value: fields[key]?.mine ?? '' }];
      });
      if (candidates.some(({ value }) => history.same(key, mine, value))) continue;
      for (const { at, value } of candidates) {
        const had =
          history.had(heir.remoteId, key, value, at) || history.hadBefore(heir.remoteId, key, value);
        if (!had && !this.#isRetyped(both, heir.remoteId, key, { was: value, mine }))
          this.#loses(gone.localId, `loses ${key} ${JSON.stringify(value)} to ${heir.localId}`);
      }
    }
    this.#judge.join(gone.localId, heir.localId);
  }

  /**
   * Two records of one account, and into the second the same person later typed what is shown now: SalesBinder has had
   * it, also if the rest of that edit was discarded.
   */
  #isRetyped(
    localIds: readonly string[],
    remoteId: string | null,
    key: FieldKey,
    { was, mine }: { was: string; mine: string },
  ): boolean {
    const { history, typed } = this.#judge;
    const later = typed.lastTyped(localIds, key, (value) => history.same(key, mine, value));
    const before = typed.lastTyped(localIds, key, (value) => history.same(key, was, value)) ?? -1;
    return later !== null && later > before && history.everHad(remoteId, key, mine);
  }

  /** A record that leaves stays in sight: it was downloaded, or it is no more. */
  #settles({ localId, remoteId }: OutboxRecord): void {
    const { typed, server, watched } = this.#judge;
    typed.forget(localId);
    const deletedAt = server.accounts.byId.get(remoteId ?? '')?.deletedAt ?? null;
    const rows = [...watched.mirrorRows().values()];
    const here = rows.some((row) => row.kind === 'account' && row.mirrored.account.id === remoteId);
    if (here || deletedAt !== null) return;
    this.#judge.breaks('what is shown is what SalesBinder has', `${localId} is shown nowhere any more`);
  }

  #loses(localId: string, how: string): void {
    this.#judge.breaks('nothing typed is lost', `${localId} ${how}`);
  }
}

function keysOf({ fields }: OutboxRecord): readonly FieldKey[] {
  return Object.keys(fields) as FieldKey[];
}
