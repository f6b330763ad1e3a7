import { describe, expect, it } from 'vitest';
import { openLimiter, WINDOWS } from '../../../../electron/store/schemas/limiter-store.ts';
import type { StoreFolder } from '../../../../electron/store/disk/folder.ts';
import { draftKey, openOutbox, recordKey } from '../../../../electron/store/schemas/outbox-store.ts';
import type { OutboxRow } from '../../../../electron/store/schemas/outbox-store.ts';
import {
  DEFAULT_SETTINGS,
  openSettings,
  SETTINGS,
} from '../../../../electron/store/schemas/settings-store.ts';
import type { Draft } from '../../../../shared/outbox/event.ts';
import type { Problem } from '../../../../shared/problem.ts';
import type { Attempt, HistoryEvent, OutboxRecord, RecordState } from '../../../../shared/outbox/record.ts';
import { FakeDisk } from '../../../support/disk.ts';
import { FakePacer } from '../../../support/pacer.ts';
import { FOLDER, opened } from '../../../support/store.ts';
import { FIRST_LAYOUT } from '../../../../shared/contract/list-layout.ts';

const AT = Date.UTC(2026, 10, 22);
const INSTANT = { wall: AT, mono: 5, run: 'run-1', skew: null };

const ATTEMPT: Attempt = {
  id: 'attempt-1',
  kind: 'create',
  revision: 1,
  type: 'prospect',
  sent: { name: 'Acme', phone: '555' },
  startedAt: INSTANT,
  endedAt: { ...INSTANT, skew: -20 },
};

const PROBLEMS: readonly Problem[] = [
  { what: 'unreachable', detail: 'ENOTFOUND' },
  { what: 'lost', detail: 'ECONNRESET' },
  { what: 'trouble', status: 500 },
  { what: 'portal', status: 200 },
  { what: 'redirected', status: 301, permanent: true },
  { what: 'wrong-address', status: 404 },
  { what: 'key', reason: 'v3' },
  { what: 'forbidden', type: 'supplier' },
  { what: 'over-limit' },
  { what: 'refused', status: 422, message: '', fields: { email: 'not an e-mail' } },
  { what: 'refused', status: 409, message: 'taken', fields: {}, unique: true },
  { what: 'stale-answer' },
  { what: 'not-kept' },
  { what: 'not-found' },
  { what: 'keeps-vanishing', rounds: 3 },
  { what: 'bad-address', typed: 'acme' },
  { what: 'storage', reason: 'full', detail: 'ENOSPC' },
  { what: 'bad-call', detail: '' },
  { what: 'stale', detail: '' },
  { what: 'invalid', fields: { name: 'required' } },
];

const REMOTE = { id: 'uuid', number: null, type: null, values: { name: 'A' }, created: null, modified: null };

const STATES: readonly RecordState[] = [
  ...PROBLEMS.map((problem) => ({ name: 'waiting', dueAt: AT, tries: 2, problem }) as const),
  { name: 'waiting', dueAt: AT, tries: 0, problem: null },
  { name: 'sending', attempt: ATTEMPT, tries: 1 },
  { name: 'unknown', lookAt: AT, looks: 1, ask: null, refusal: null },
  {
    name: 'unknown',
    lookAt: AT,
    looks: 1,
    ask: { why: 'near', candidates: [REMOTE] },
    refusal: { what: 'over-limit' },
  },
  { name: 'unknown', lookAt: AT, looks: 1, ask: { why: 'rounds' }, refusal: null },
  { name: 'conflict', fields: ['email'] },
  { name: 'refused', problem: { what: 'not-found' } },
  { name: 'gone' },
  { name: 'synced', at: AT },
];

const EVENTS: readonly HistoryEvent[] = [
  { what: 'created' },
  // Written before values were noted, and since.
  { what: 'edited', fields: ['name'], note: true },
  { what: 'edited', fields: ['name'], note: false, values: { name: { was: '', is: 'Acme' } } },
  { what: 'sent', kind: 'create', fields: ['name'] },
  { what: 'accepted', kind: 'update', number: 17 },
  { what: 'altered', field: 'phone', typed: '1', kept: '2' },
  { what: 'outcome-unknown', problem: { what: 'lost', detail: '' } },
  { what: 'not-sent', problem: { what: 'over-limit' } },
  { what: 'looked', found: 'several' },
  { what: 'adopted', number: null, by: 'look' },
  { what: 'disproved' },
  { what: 'refused', problem: { what: 'not-found' } },
  { what: 'taken-over', fields: ['url'] },
  { what: 'conflict', fields: ['url'] },
  { what: 'resolved', fields: ['url'] },
  { what: 'resolved', fields: ['url'], chosen: { url: 'theirs' } },
  { what: 'gone' },
  { what: 'created-again' },
  { what: 'tried-again' },
  { what: 'discarded' },
  { what: 'discard-undone' },
  { what: 'found-though-discarded', number: 4 },
];

function recordIn(state: RecordState, localId: string): OutboxRecord {
  return {
    localId,
    type: 'customer',
    remoteId: 'uuid',
    number: 12,
    idFrom: 'answer',
    revision: 3,
    fields: {
      name: { base: null, mine: 'Acme', possiblySent: [] },
      email: { base: 'a@b.example', mine: '', possiblySent: ['c@d.example'], theirs: 'e@f.example' },
    },
    note: 'met at the fair',
    state,
    discarded: false,
    attempts: [ATTEMPT, { ...ATTEMPT, endedAt: null }],
    notThese: ['other-uuid'],
    rounds: 1,
    createdAt: AT,
    editedAt: AT,
    history: EVENTS.map((event) => ({ at: AT, event })),
  };
}

function place(disk: FakeDisk): StoreFolder {
  return { files: disk, pacer: new FakePacer(), folder: FOLDER };
}

describe('the outbox', () => {
  it('reads back a record in every state, with every problem and every line of history', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openOutbox(place(disk)));
    const rows = STATES.map((state, index): OutboxRow => ({
      kind: 'record',
      record: recordIn(state, `local-${index}`),
    }));
    for (const [index, row] of rows.entries()) {
      const saved = await collection.commit([{ put: recordKey(`local-${index}`), row }]);
      expect({ row, saved }).toEqual({ row, saved: { ok: true, value: null } });
    }
    await collection.close();
    const again = opened(await openOutbox(place(disk)));
    expect([...again.collection.rows.values()]).toEqual(rows);
    expect(again.notice).toBeNull();
  });

  it('saves a record and ends its draft in one', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openOutbox(place(disk)));
    const draft: Draft = {
      localId: 'local-0001',
      openedAtRevision: 0,
      type: 'customer',
      changed: { name: { from: '', to: 'Acme' } },
      note: null,
      at: AT,
    };
    await collection.commit([{ put: draftKey(draft.localId), row: { kind: 'draft', draft } }]);
    expect(
      opened(await openOutbox(place(disk.afterPowerCut()))).collection.rows.get(draftKey(draft.localId)),
    ).toEqual({
      kind: 'draft',
      draft,
    });
    const record = recordIn({ name: 'gone' }, draft.localId);
    await collection.commit([
      { put: recordKey(draft.localId), row: { kind: 'record', record } },
      { remove: draftKey(draft.localId) },
    ]);
    const { rows } = opened(await openOutbox(place(disk.afterPowerCut()))).collection;
    expect([...rows]).toEqual([[recordKey(draft.localId), { kind: 'record', record }]]);
  });

  it('refuses to store what is no record', async () => {
    const { collection } = opened(await openOutbox(place(new FakeDisk())));
    const { state: _, ...stateless } = recordIn({ name: 'gone' }, 'local-0001');
    const row = { kind: 'record', record: stateless } as unknown as OutboxRow;
    expect(await collection.commit([{ put: 'record/local-0001', row }])).toMatchObject({ ok: false });
  });
});

describe('the settings', () => {
  it('come back', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openSettings(place(disk)));
    const settings = {
      ...DEFAULT_SETTINGS,
      workspace: 'acme',
      workspaces: [{ id: 'acme' }],
      dismissed: ['x'],
    };
    await collection.commit([{ put: SETTINGS, row: settings }]);
    const again = opened(await openSettings(place(disk.afterPowerCut())));
    expect(again.collection.rows.get(SETTINGS)).toEqual(settings);
  });

  it('lose of a list’s layout only what this version doesn’t know', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openSettings(place(disk)));
    const layouts = {
      acme: {
        view: 'archived',
        order: { by: 'city', descending: true },
        newType: 'prospect',
      },
      beta: 'as it was',
    };
    const row = { ...DEFAULT_SETTINGS, singleKeys: false, workspace: 'acme', layouts };
    await collection.commit([{ put: SETTINGS, row: row as never }]);
    const again = opened(await openSettings(place(disk.afterPowerCut())));
    expect(again.collection.rows.get(SETTINGS)).toEqual({
      ...DEFAULT_SETTINGS,
      singleKeys: false,
      workspace: 'acme',
      layouts: {
        acme: {
          view: 'all',
          order: { by: 'city', descending: true },
          newType: 'prospect',
        },
        beta: FIRST_LAYOUT,
      },
    });
  });

  it('of a version before there were layouts are as good as ever', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openSettings(place(disk)));
    const { layouts, ...before } = { ...DEFAULT_SETTINGS, workspace: 'acme' };
    await collection.commit([{ put: SETTINGS, row: before as never }]);
    const again = opened(await openSettings(place(disk.afterPowerCut())));
    expect(again.collection.rows.get(SETTINGS)).toEqual({ ...before, layouts });
  });

  it('that cannot be read are set aside and told, and there are none', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openSettings(place(disk)));
    await collection.commit([{ put: SETTINGS, row: DEFAULT_SETTINGS }]);
    await collection.close();
    disk.put(`${FOLDER}/settings.1.journal`, '{"theme":"dark"}');
    const again = opened(await openSettings(place(disk)));
    expect(again.collection.rows.get(SETTINGS)).toBeUndefined();
    expect(again.notice).toMatchObject({ store: 'settings', lost: 1 });
    expect(await again.collection.commit([{ put: SETTINGS, row: DEFAULT_SETTINGS }])).toMatchObject({
      ok: true,
    });
  });
});

describe('the limiter', () => {
  it('remembers its windows', async () => {
    const disk = new FakeDisk();
    const { collection } = opened(await openLimiter(place(disk)));
    const windows = {
      slots: [
        { takenAt: AT, answeredAt: AT + 200 },
        { takenAt: AT + 300, answeredAt: null },
      ],
      blockedUntil: AT + 60_000,
      blocks: 1,
    };
    await collection.commit([{ put: WINDOWS, row: windows }]);
    const again = opened(await openLimiter(place(disk.afterPowerCut())));
    expect(again.collection.rows.get(WINDOWS)).toEqual(windows);
  });

  it('shares its folder with the others', async () => {
    const disk = new FakeDisk();
    for (const opening of [1, 2]) {
      for (const { collection, notice } of [
        opened(await openLimiter(place(disk))),
        opened(await openSettings(place(disk))),
        opened(await openOutbox(place(disk))),
      ]) {
        expect({ opening, notice }).toEqual({ opening, notice: null });
        await collection.close();
      }
    }
  });
});
