import { EMPTY_VALUES, FIELD_KEYS } from '../../shared/account.ts';
import type { FieldKey, RemoteAccount } from '../../shared/account.ts';
import type { LikelyDuplicate } from '../../shared/contract/likely-duplicate.ts';
import type { Api, CallName, HostEvent, Input, Row } from '../../shared/contract/contract.ts';
import { FIRST_LAYOUT } from '../../shared/contract/list-layout.ts';
import type { ListLayout } from '../../shared/contract/list-layout.ts';
import type { Notice, Opened } from '../../shared/contract/session.ts';
import type { RowsPage } from '../../shared/contract/rows.ts';
import type { AppStatus, Workspace } from '../../shared/contract/status.ts';
import type { ConflictField } from '../../shared/outbox/merge.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Problem, Refusals, Result } from '../../shared/problem.ts';
import type { Ask, HistoryEvent } from '../../shared/outbox/record.ts';
import type { RecordStatus } from '../../shared/outbox/status.ts';
import type { Connection, Download } from '../../shared/contract/status.ts';
import { allValues, blank, rowOf, savedOver, viewOf, waiting } from './fake-records.ts';
import type { FakeRecord } from './fake-records.ts';

/** A stand-in for the host with a memory of its own: saves, drafts, statuses; a test plays SalesBinder. */
export class FakeApi implements Api {
  readonly calls: { readonly name: CallName; readonly input: unknown }[] = [];
  now = Date.UTC(2026, 10, 22, 9, 42);
  #records = new Map<string, FakeRecord>();
  #listeners = new Set<(event: HostEvent) => void>();
  #failures = new Map<CallName, Problem>();
  #gates = new Map<CallName, Promise<void>>();
  #seq = 0;
  #shown: string | null = null;
  #workspace: Workspace | null;
  #connection: Connection = { is: 'online' };
  #throughAt: number | null = null;
  #download: Download = { is: 'none' };
  #likely: readonly LikelyDuplicate[] = [];
  #opened: Pick<
    Opened,
    'keystore' | 'singleKeys' | 'layout' | 'desktop' | 'notices' | 'platform' | 'hostKind'
  >;
  #faults: Input<'setPracticeFaults'> = {
    slow: false,
    offline: false,
    dropAnswers: false,
    keepsLess: false,
    answer: 'normal',
  };

  constructor(options: FakeOptions = {}) {
    this.#workspace =
      options.workspace === undefined ? { id: 'acme', kind: 'salesbinder' } : options.workspace;
    this.#opened = {
      keystore: options.keystore ?? 'keystore',
      singleKeys: options.singleKeys ?? true,
      layout: { ...FIRST_LAYOUT, ...options.layout },
      desktop: options.desktop ?? null,
      notices: options.notices ?? [],
      platform: 'linux',
      hostKind: 'browser',
    };
  }

  // SalesBinder, played by a test -------------------------------------------------------------------

  /** Another window opened that workspace. */
  showElsewhere(workspace: Workspace): void {
    this.#workspace = workspace;
  }

  /** Puts a record in place without a call, as if saved earlier. */
  add(record: Partial<FakeRecord> & { readonly localId: string }): void {
    const whole = { ...blank(record.localId, record.type ?? 'customer', this.now), ...record };
    this.#records.set(record.localId, { ...whole, values: { ...EMPTY_VALUES, ...record.values } });
    this.#publish(record.localId);
  }

  change(localId: string, change: Partial<FakeRecord>): void {
    const record = this.record(localId);
    this.#records.set(localId, { ...record, ...change });
    this.#publish(localId);
  }

  record(localId: string): FakeRecord {
    const record = this.#records.get(localId);
    if (record === undefined) throw new Error(`No record ${localId}`);
    return record;
  }

  records(): readonly FakeRecord[] {
    return [...this.#records.values()];
  }

  accept(localId: string, number: number): void {
    this.#tell(localId, { what: 'accepted', kind: 'create', number });
    const status: RecordStatus = { is: 'sent', at: this.now, number };
    this.change(localId, { status, number, remoteId: `remote-${number}`, typeFixed: true, refusals: {} });
  }

  refuse(localId: string, fields: Refusals, message = ''): void {
    const problem: Problem = { what: 'refused', status: 422, message, fields };
    this.#tell(localId, { what: 'refused', problem });
    this.change(localId, {
      status: { is: 'needs-you', why: { because: 'refused', problem } },
      refusals: fields,
    });
  }

  clash(localId: string, conflict: readonly ConflictField[]): void {
    this.#tell(localId, { what: 'conflict', fields: conflict.map((field) => field.key) });
    const status: RecordStatus = { is: 'needs-you', why: { because: 'conflict', fields: conflict.length } };
    this.change(localId, { status, conflict });
  }

  ask(localId: string, because: Ask['why'], candidates: readonly RemoteAccount[]): void {
    this.change(localId, { status: { is: 'needs-you', why: { because } }, candidates });
  }

  /** The workspace that is open next has its list so. */
  lay(layout: Partial<ListLayout>): void {
    this.#opened = { ...this.#opened, layout: { ...FIRST_LAYOUT, ...layout } };
  }

  connection(connection: Connection, throughAt: number | null = null): void {
    this.#connection = connection;
    this.#throughAt = throughAt;
    this.#sendStatus();
  }

  download(download: Download): void {
    this.#download = download;
    this.#sendStatus();
  }

  /** A page of rows that came by itself, of accounts that are only in the list. */
  bring(rows: readonly Row[]): void {
    this.#page(rows, []);
  }

  /** Sets the likely duplicates that the host answers from now on. */
  alike(...likely: readonly LikelyDuplicate[]): void {
    this.#likely = likely;
  }

  /** The next call of that name fails with this. */
  failNext(name: CallName, problem: Problem): void {
    this.#failures.set(name, problem);
  }

  /** Holds calls of that name back until the returned function is called. */
  hold(name: CallName): () => void {
    let release = (): void => undefined;
    this.#gates.set(name, new Promise((resolve) => (release = resolve)));
    return () => {
      this.#gates.delete(name);
      release();
    };
  }

  emit(event: HostEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  inputsOf<N extends CallName>(name: N): readonly Input<N>[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.input as Input<N>);
  }

  // The contract ------------------------------------------------------------------------------------

  within(): this {
    return this;
  }

  subscribe(listener: (event: HostEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open = this.#answer('open', (): Result<Opened> => ok(this.#open()));
  rows = this.#answer('rows', (): Result<RowsPage> =>
    ok({
      seq: this.#seq,
      after: 0,
      full: true,
      rows: JSON.stringify([...this.#records.values()].map(rowOf)),
      removed: [],
      more: null,
    }),
  );
  moreRows = this.#answer('moreRows', () => failed({ what: 'stale', detail: 'rows' }));
  account = this.#answer('account', ({ localId }) => {
    const record = this.#records.get(localId);
    return record === undefined ? failed({ what: 'bad-call', detail: 'no such record' }) : ok(viewOf(record));
  });
  saveAccount = this.#answer('saveAccount', (input) => this.#save(input));
  keepDraft = this.#answer('keepDraft', (input) => {
    const before = this.#records.get(input.localId) ?? {
      ...blank(input.localId, input.type, this.now),
      status: { is: 'draft' },
    };
    this.#records.set(input.localId, { ...before, draft: { ...input, at: this.now } });
    this.#publish(input.localId);
    return ok(null);
  });
  dropDraft = this.#answer('dropDraft', ({ localId }) => {
    const record = this.#records.get(localId);
    if (record?.status.is === 'draft') this.#remove(localId);
    else if (record !== undefined) this.change(localId, { draft: null });
    return ok(null);
  });
  discard = this.#answer('discard', ({ localId }) => {
    const { status: beforeDiscard, remoteId } = this.record(localId);
    const status: RecordStatus =
      remoteId === null ? { is: 'discarded', found: null } : { is: 'edit-discarded' };
    this.change(localId, { status, beforeDiscard });
    return ok(null);
  });
  undoDiscard = this.#answer('undoDiscard', ({ localId }) => {
    const { beforeDiscard } = this.record(localId);
    this.change(localId, { status: beforeDiscard ?? waiting(this.now), beforeDiscard: null });
    return ok(null);
  });
  tryAgain = this.#answer('tryAgain', ({ localId }) => {
    this.change(localId, { status: waiting(this.now), refusals: {} });
    return ok(null);
  });
  sendNow = this.#answer('sendNow', () => ok(null));
  selected = this.#answer('selected', ({ localIds }) =>
    ok(
      localIds.flatMap((localId) => {
        const record = this.#records.get(localId);
        return record === undefined ? [] : [{ localId, can: viewOf(record).can }];
      }),
    ),
  );
  planEdit = this.#answer('planEdit', ({ localIds, key, to }) => {
    const changing = localIds.filter((localId) => allValues(this.record(localId))[key] !== to).length;
    return ok({ changing, same: localIds.length - changing, left: 0 });
  });
  editMany = this.#answer('editMany', ({ localIds, key, to }) => {
    const changed = localIds
      .map((localId) => ({ localId, was: allValues(this.record(localId))[key] }))
      .filter(({ was }) => was !== to);
    for (const { localId } of changed) this.#set(localId, key, to);
    return ok({ changed });
  });
  undoEditMany = this.#answer('undoEditMany', ({ key, changed }) => {
    for (const { localId, was } of changed) this.#set(localId, key, was);
    return ok({ count: changed.length });
  });
  lookingAt = this.#answer('lookingAt', ({ localId }) => {
    this.#shown = localId;
    return ok(null);
  });
  settleConflict = this.#answer('settleConflict', ({ localId, choices }) => {
    const values = { ...allValues(this.record(localId)) };
    for (const key of FIELD_KEYS) values[key] = choices[key]?.value ?? values[key];
    this.change(localId, { values, conflict: [], status: waiting(this.now) });
    return ok(null);
  });
  settleLook = this.#answer('settleLook', ({ localId, remoteId }) => {
    const number = this.record(localId).candidates.find((one) => one.id === remoteId)?.number ?? null;
    const status: RecordStatus = remoteId === null ? waiting(this.now) : { is: 'sent', at: this.now, number };
    this.change(localId, { candidates: [], status, number });
    return ok(null);
  });
  createAgain = this.#answer('createAgain', ({ localId }) => {
    this.change(localId, { status: waiting(this.now), typeFixed: false, remoteId: null });
    return ok({ localId });
  });
  duplicates = this.#answer('duplicates', () => ok({ likely: this.#likely }));
  mergeInto = this.#answer('mergeInto', ({ localId, into }) => {
    const typed = this.record(localId);
    const before = allValues(this.record(into));
    const values = { ...allValues(typed) };
    for (const key of FIELD_KEYS) values[key] = typed.draft?.changed[key]?.to ?? values[key];
    const merged = { ...before };
    for (const key of FIELD_KEYS) if (key !== 'name' && values[key] !== '') merged[key] = values[key];
    this.change(into, { values: merged, status: waiting(this.now) });
    const status: RecordStatus = { is: 'discarded', found: null };
    this.change(localId, { values, draft: null, status, beforeDiscard: waiting(this.now) });
    return ok({ localId: into });
  });
  downloadAgain = this.#answer('downloadAgain', () => ok(null));
  tryNow = this.#answer('tryNow', () => {
    this.connection({ is: 'online' });
    return ok(null);
  });
  checkConnection = this.#answer('checkConnection', () => ok(null));
  setStayOffline = this.#answer('setStayOffline', ({ on }) => {
    this.connection(on ? { is: 'stay-offline' } : { is: 'online' });
    return ok(null);
  });
  connect = this.#answer('connect', ({ address }) => this.#enter({ id: address, kind: 'salesbinder' }));
  giveKey = this.#answer('giveKey', () => {
    this.connection({ is: 'online' });
    return ok({ workspace: this.#workspace ?? { id: 'acme', kind: 'salesbinder' }, checked: 'now' as const });
  });
  practice = this.#answer('practice', () => this.#enter({ id: 'practice', kind: 'practice' }));
  setPracticeFaults = this.#answer('setPracticeFaults', (faults) => {
    this.#faults = faults;
    return ok(null);
  });
  setTray = this.#answer('setTray', ({ on }) => this.#setDesktop({ tray: on }));
  setOpenAtLogin = this.#answer('setOpenAtLogin', ({ on }) => this.#setDesktop({ openAtLogin: on }));
  setSingleKeys = this.#answer('setSingleKeys', ({ on }) => {
    this.#opened = { ...this.#opened, singleKeys: on };
    return ok(null);
  });
  keepLayout = this.#answer('keepLayout', (change) => {
    this.#opened = { ...this.#opened, layout: { ...this.#opened.layout, ...change } };
    return ok(null);
  });
  saveSupportFile = this.#answer('saveSupportFile', () =>
    ok({ path: '/home/kim/.config/Fieldbinder/support/fieldbinder-support-2026-11-22T09-30-00.zip' }),
  );
  dismissNotice = this.#answer('dismissNotice', ({ id }) => {
    this.#opened = { ...this.#opened, notices: this.#opened.notices.filter((notice) => notice.id !== id) };
    return ok(null);
  });
  openContact = this.#answer('openContact', () => ok(null));
  openAccountPage = this.#answer('openAccountPage', () => ok(null));
  openLink = this.#answer('openLink', () => ok(null));
  readyToLeave = this.#answer('readyToLeave', () => ok(null));
  readyToClose = this.#answer('readyToClose', () => ok(null));

  // How it keeps its books --------------------------------------------------------------------------

  #answer<N extends CallName>(name: N, handler: (input: Input<N>) => Awaited<ReturnType<Api[N]>>): Api[N] {
    const call = async (input: Input<N>) => {
      this.calls.push({ name, input: structuredClone(input) });
      await this.#gates.get(name);
      const failure = this.#failures.get(name);
      this.#failures.delete(name);
      return failure === undefined ? handler(input) : failed(failure);
    };
    return call as Api[N];
  }

  #set(localId: string, key: FieldKey, to: string): void {
    this.change(localId, { values: { ...allValues(this.record(localId)), [key]: to } });
  }

  #setDesktop(change: Partial<NonNullable<Opened['desktop']>>): Result<null> {
    const { desktop } = this.#opened;
    this.#opened = { ...this.#opened, desktop: desktop === null ? null : { ...desktop, ...change } };
    return ok(null);
  }

  #save(
    input: Input<'saveAccount'>,
  ): ReturnType<typeof ok<{ localId: string; revision: number; savedAt: number }>> {
    const before = this.#records.get(input.localId);
    const record = before ?? blank(input.localId, input.type, this.now);
    this.#records.set(
      input.localId,
      savedOver(record, input, { isNew: before === undefined, now: this.now }),
    );
    this.#publish(input.localId);
    return ok({ localId: input.localId, revision: record.revision + 1, savedAt: this.now });
  }

  #open(): Opened {
    return {
      ...this.#opened,
      version: '0.1.0',
      workspace: this.#workspace,
      status: this.#workspace === null ? null : this.#status(this.#workspace),
      practiceFaults: this.#workspace?.kind === 'practice' ? this.#faults : null,
    };
  }

  #enter(workspace: Workspace): Result<{ readonly workspace: Workspace; readonly checked: 'now' }> {
    this.#workspace = workspace;
    this.emit({ is: 'opened' });
    return ok({ workspace, checked: 'now' });
  }

  #status(workspace: Workspace): AppStatus {
    const count = (is: RecordStatus['is']): number =>
      this.records().filter((one) => one.status.is === is).length;
    return {
      workspace,
      connection: this.#connection,
      counts: {
        waiting: count('waiting'),
        sending: count('sending'),
        checking: count('checking'),
        needsYou: count('needs-you'),
      },
      throughAt: this.#throughAt,
      download: this.#download,
    };
  }

  #sendStatus(): void {
    if (this.#workspace !== null) this.emit({ is: 'status', status: this.#status(this.#workspace) });
  }

  #tell(localId: string, event: HistoryEvent): void {
    const record = this.record(localId);
    this.#records.set(localId, { ...record, history: [...record.history, { at: this.now, event }] });
  }

  #remove(localId: string): void {
    this.#records.delete(localId);
    this.#page([], [localId]);
  }

  #publish(localId: string): void {
    this.#page([rowOf(this.record(localId))], []);
  }

  #page(rows: readonly Row[], removed: readonly string[]): void {
    const after = this.#seq++;
    const page = { seq: this.#seq, after, full: false, rows: JSON.stringify(rows), removed, more: null };
    const looked = rows.some(({ localId }) => localId === this.#shown)
      ? this.#records.get(this.#shown ?? '')
      : undefined;
    this.emit({ is: 'rows', page, shown: looked === undefined ? null : viewOf(looked) });
    this.#sendStatus();
  }
}

export interface FakeOptions {
  readonly workspace?: Workspace | null;
  readonly keystore?: Opened['keystore'];
  readonly singleKeys?: boolean;
  readonly layout?: Partial<ListLayout>;
  readonly desktop?: Opened['desktop'];
  readonly notices?: readonly Notice[];
}
