import type { FieldKey } from '../../shared/account.ts';
import type { OutboxRow } from '../../electron/store/outbox-store.ts';
import type { Change } from '../../electron/store/collection.ts';
import type { OutboxRecord } from '../../shared/record.ts';
import type { There } from './accounts-there.ts';
import { alike, Evidence, valuesOf } from './evidence.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { SalesBinder } from './salesbinder.ts';
import type { StrictLimits } from './strict-limits.ts';
import type { Request, Watcher } from './traffic.ts';

interface Seen {
  readonly servedAt: number;
  readonly readAt: number;
}

/** Everything that the oracle may look at. */
interface Watched {
  readonly ledger: Ledger;
  /** What is on the disk. */
  readonly rows: () => ReadonlyMap<string, OutboxRow>;
  /** True time, ms. */
  readonly now: () => number;
  readonly server: () => SalesBinder;
  readonly limits: StrictLimits;
  readonly tell: (text: string) => void;
}

/** A check is good for so long (sync.md), and a request may take that moment to leave. */
const CHECK_IS_GOOD = 30_500;

/**
 * The judge. It knows what people typed (the ledger), what SalesBinder has (the model) and what is on the disk, and
 * nothing of how the app decides. Each broken promise becomes one line.
 */
export class Oracle implements Watcher {
  readonly broken: string[] = [];
  readonly evidence: Evidence;
  readonly trace: (text: string) => void;
  readonly #ledger: Ledger;
  readonly #rows: () => ReadonlyMap<string, OutboxRow>;
  readonly #now: () => number;
  readonly #server: () => SalesBinder;
  readonly #limits: StrictLimits;
  readonly #seen = new Map<string, Seen>();
  /** By request: up to when the app could know the account when it left. */
  readonly #known = new Map<number, number>();
  readonly #before = new Map<string, OutboxRecord>();

  constructor(watched: Watched) {
    this.#ledger = watched.ledger;
    this.#rows = watched.rows;
    this.#now = watched.now;
    this.#server = watched.server;
    this.#limits = watched.limits;
    this.trace = watched.tell;
    this.evidence = new Evidence(watched.server);
  }

  /** Each write must stand on the disk before it leaves, and carry nothing that nobody typed. */
  leaves(request: Request): void {
    this.trace(
      `${request.no} ${request.verb} ${request.remoteId ?? ''} ${JSON.stringify(request.sent ?? '')}`,
    );
    if (request.sent === null) return;
    const record = this.#records().find((one) => standsFor(one, request));
    if (record === undefined) return this.breaks(`request ${request.no} left before it stood on the disk`);
    const { localId } = record;
    const entry = this.#ledger.entries.get(localId);
    this.evidence.owners.set(request.no, { localId, generation: entry?.generation ?? 0 });
    if (entry === undefined) return;
    if (entry.discarded) this.breaks(`${localId} was discarded and is sent`);
    for (const [key, value] of valuesOf(request)) {
      const typed = entry.typed.get(key)?.value;
      // What a person let go of may have to be put back, if it may have arrived.
      const putsBack = typed === undefined && (entry.touched.has(key) || entry.generation > 0);
      const unsaid = entry.maybe.get(key)?.includes(value) === true;
      if (value !== typed && !putsBack && !unsaid && !this.#kept(key, typed, value)) {
        this.breaks(`${localId} sends ${key} ${JSON.stringify(value)}, typed was ${JSON.stringify(typed)}`);
      }
    }
    if (request.verb === 'update') this.#checkedBefore(request, localId);
    this.#known.set(request.no, this.#seen.get(request.remoteId ?? '')?.servedAt ?? -1);
  }

  /** @param servedAt null: looked at, and not told the truth */
  sees(id: string, servedAt: number | null): void {
    const before = this.#seen.get(id)?.servedAt ?? -1;
    this.#seen.set(id, { servedAt: servedAt ?? before, readAt: this.#now() });
  }

  /** Nothing of another person's is overwritten without having been seen. */
  writes(request: Request, account: There): void {
    const owner = this.evidence.owners.get(request.no);
    const entry = owner === undefined ? undefined : this.#ledger.entries.get(owner.localId);
    const before = account.versions.at(-2);
    if (before === undefined || entry === undefined) return;
    const knownAt = this.#known.get(request.no) ?? -1;
    for (const [key, value] of valuesOf(request)) {
      const was = before.values[key];
      const author = account.versions
        .slice(0, -1)
        .findLast((one, at, all) => one.values[key] !== all[at - 1]?.values[key]);
      if (author === undefined || this.evidence.isOurs(author.request) || author.at > knownAt) continue;
      if (was === '' || this.evidence.same(key, was, value)) continue;
      // A colleague wrote the very value that a lost request of ours may have written: nobody can tell those apart.
      if (this.evidence.sentBefore(request, owner?.localId, key, was)) continue;
      const seen = [...(entry.seen.get(key) ?? [])].some((one) => alike(one, was));
      if (!seen) this.breaks(`${entry.localId} overwrites ${key} ${JSON.stringify(was)}, which nobody saw`);
    }
  }

  /** After each change of the disk. */
  durable(changes: readonly Change<OutboxRow>[]): void {
    for (const change of changes) {
      if ('remove' in change) this.#leaves(change.remove, changes);
    }
    for (const change of changes) {
      if ('remove' in change || change.row.kind !== 'record') continue;
      const { record } = change.row;
      this.trace(
        `${record.localId} ${record.state.name} r${record.revision}${record.discarded ? ' discarded' : ''}`,
      );
      this.#judge(record);
      this.#before.set(record.localId, record);
    }
  }

  /** A record leaves as part of the other that has its account, or when everything of it was sent. */
  #leaves(key: string, changes: readonly Change<OutboxRow>[]): void {
    if (!key.startsWith('record/')) return;
    const localId = key.slice('record/'.length);
    const record = this.#before.get(localId);
    this.#before.delete(localId);
    const heir = changes.find(
      (one) => 'put' in one && one.row.kind === 'record' && one.row.record.remoteId === record?.remoteId,
    );
    this.trace(`${localId} leaves`);
    if (heir !== undefined && 'put' in heir && heir.row.kind === 'record') {
      this.#ledger.joins(localId, heir.row.record.localId);
      this.evidence.joins(localId, heir.row.record.localId);
    } else if (record?.state.name === 'synced' && !record.discarded) this.#ledger.entries.delete(localId);
    else this.breaks(`${key} was removed`);
  }

  /** After a person was told something. */
  look(record: OutboxRecord): void {
    this.#judge(record);
  }

  /** A new process found these rows: what nobody had been told was saved may be there all the same. */
  reopened(): void {
    const records = new Map(this.#records().map((record) => [record.localId, record]));
    for (const entry of this.#ledger.entries.values()) {
      const record = records.get(entry.localId);
      if (record === undefined) {
        if (entry.promised) this.breaks(`${entry.localId} is gone after a restart`);
        else this.#ledger.entries.delete(entry.localId);
        continue;
      }
      if (!entry.promised) entry.note = record.note;
      entry.promised = true;
      if (entry.releasing > 0) this.#letsGo(entry, record);
      entry.releasing = 0;
      for (const [key, values] of entry.maybe) {
        const mine = record.fields[key]?.mine;
        if (mine !== undefined && values.some((value) => alike(value, mine)))
          entry.typed.set(key, { value: mine, at: this.#now() });
      }
      entry.maybe.clear();
      this.takesBack(entry, record);
      entry.discarded = record.discarded;
      this.#judge(record);
    }
  }

  /** It died while a person was letting go of something: what is there now is what holds. */
  #letsGo(entry: Entry, record: OutboxRecord): void {
    for (const [key, { value }] of [...entry.typed]) {
      if (record.fields[key]?.mine !== value) entry.typed.delete(key);
    }
  }

  /** Created again is what stands on the screen: SalesBinder's own form of what had arrived. */
  startsOver(entry: Entry, record: OutboxRecord): void {
    for (const [key, { value, at }] of [...entry.typed]) {
      const mine = record.fields[key]?.mine;
      if (mine !== undefined && this.evidence.arrived(record, key, value, at))
        entry.typed.set(key, { value: mine, at });
    }
  }

  /** A person types back what SalesBinder is known to have, and nothing else is on its way: nothing to send. */
  takesBack(entry: Entry, record: OutboxRecord): void {
    for (const [key, { value }] of [...entry.typed]) {
      const field = record.fields[key];
      if (field === undefined || field.base !== field.mine || !alike(field.mine, value)) continue;
      const last = this.evidence.lastWrite(entry, key);
      const same = alike(last?.sent?.[key] ?? '', value);
      // A create that made another account, or none, can't have written into this one.
      const elsewhere = last?.verb === 'create' && last.account !== record.remoteId;
      if (last === undefined || last.accepted || last.harmless || same || elsewhere) entry.typed.delete(key);
    }
  }

  /** Whether nothing is left to do without a person. */
  allRest(): boolean {
    return this.#records().every(rests);
  }

  /** Faults have ended and time has passed. */
  atTheEnd(): void {
    for (const record of this.#records()) this.#ends(record);
    for (const entry of this.#ledger.entries.values()) {
      for (const [first, second] of this.evidence.createdTwice(entry, this.#records())) {
        this.breaks(`${entry.localId} was created twice, by requests ${first.no} and ${second.no}`);
      }
    }
    for (const violation of this.#limits.violations) this.breaks(`the limits: ${violation}`);
  }

  #ends(record: OutboxRecord): void {
    const { localId, state } = record;
    if (!rests(record))
      this.breaks(`${localId} is left ${state.name}${record.discarded ? ', discarded' : ''}`);
    if (state.name === 'synced' && !record.discarded) this.#honest(record);
  }

  #judge(record: OutboxRecord): void {
    const entry = this.#ledger.entries.get(record.localId);
    if (entry === undefined) return;
    const before = this.#before.get(record.localId);
    if (record.state.name === 'sending' && before?.state.name !== 'sending' && entry.discarded) {
      this.breaks(`${record.localId} was discarded and is being sent`);
    }
    const owners = this.#records().filter((one) => one.remoteId !== null && one.remoteId === record.remoteId);
    if (owners.length > 1) this.breaks(`${owners.map((one) => one.localId).join(' and ')} have one account`);
    if (entry.releasing > 0) return;
    // Discarded, and typed into in the same moment: that person let go of the rest.
    if (entry.discarded && !record.discarded) return this.#letsGo(entry, record);
    if (entry.promised && record.note !== entry.note) this.breaks(`${record.localId} lost its note`);
    for (const [key, typed] of entry.typed) {
      const { mine, base } = record.fields[key] ?? { mine: '', base: null };
      // Typed like what SalesBinder is known to have, but for spaces: its own form of it stays.
      const kept = (value: string): boolean => value === mine || (mine === base && alike(value, mine));
      if (kept(typed.value)) {
        entry.typed.set(key, { value: mine, at: typed.at });
        continue;
      }
      if (entry.maybe.get(key)?.some(kept) === true) continue;
      if (this.evidence.arrived(record, key, typed.value, typed.at)) {
        // From here on SalesBinder's form of it is what must not be lost; or a colleague's later value, not ours.
        if (this.evidence.same(key, mine, typed.value)) entry.typed.set(key, { value: mine, at: typed.at });
        else entry.typed.delete(key);
        continue;
      }
      this.breaks(
        `${record.localId} lost ${key} ${JSON.stringify(typed.value)}, has ${JSON.stringify(mine)} and SalesBinder never had it`,
      );
    }
    if (record.state.name === 'synced' && before?.state.name !== 'synced' && !record.discarded) {
      this.#honest(record);
    }
  }

  /** "Sent" means that SalesBinder really had the latest of everything. */
  #honest(record: OutboxRecord): void {
    const entry = this.#ledger.entries.get(record.localId);
    const account = this.#server().there.byId.get(record.remoteId ?? '');
    if (entry === undefined) return;
    if (account === undefined)
      return this.breaks(`${record.localId} reads sent, and there is no such account`);
    if (record.number !== account.number) this.breaks(`${record.localId} shows another number`);
    for (const [key, typed] of entry.typed) {
      // A list that lied made it believe that SalesBinder had this by itself.
      if (this.#server().liedBetween(typed.at, this.#now())) continue;
      if (entry.maybe.has(key) || this.evidence.arrived(record, key, typed.value, typed.at)) continue;
      const last = this.evidence.lastWrite(entry, key);
      // A lost request of ours that came in later than its successor: nobody could see that.
      const sent = last?.sent?.[key];
      if (last?.committedAt != null && sent !== undefined && this.evidence.same(key, typed.value, sent))
        continue;
      this.breaks(`${record.localId} reads sent, without ${key} ${JSON.stringify(typed.value)}`);
    }
  }

  #checkedBefore(request: Request, localId: string): void {
    const seen = this.#seen.get(request.remoteId ?? '');
    const deletedAt = this.#server().there.byId.get(request.remoteId ?? '')?.deletedAt ?? null;
    // No list shows it any more, and there is nothing left to overwrite.
    if (deletedAt !== null) return;
    if (seen === undefined || request.leftAt - seen.readAt > CHECK_IS_GOOD) {
      this.breaks(`${localId} is changed there without a fresh look, by request ${request.no}`);
    }
  }

  #kept(key: FieldKey, typed: string | undefined, value: string): boolean {
    return typed !== undefined && this.evidence.same(key, value, typed);
  }

  #records(): readonly OutboxRecord[] {
    return [...this.#rows().values()].flatMap((row) => (row.kind === 'record' ? [row.record] : []));
  }

  /** A promise was broken. */
  breaks(line: string): void {
    const told = `${line} (at ${this.#now()})`;
    this.trace(`BROKEN ${told}`);
    this.broken.push(told);
  }
}

/** Sent, needing a person, or discarded by one. */
function rests({ state, discarded }: OutboxRecord): boolean {
  const asked = state.name === 'unknown' && state.ask !== null;
  const settled = ['synced', 'refused', 'conflict', 'gone'].includes(state.name) || asked;
  return settled || (discarded && state.name === 'waiting');
}

function standsFor({ state, remoteId }: OutboxRecord, request: Request): boolean {
  if (state.name !== 'sending') return false;
  const { kind, sent } = state.attempt;
  return (
    kind === request.verb &&
    remoteId === request.remoteId &&
    JSON.stringify(sent) === JSON.stringify(request.sent)
  );
}
