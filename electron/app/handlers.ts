import { FIRST_LAYOUT } from '../../shared/contract/list-layout.ts';
import type { Handlers, Input } from '../../shared/contract/contract.ts';
import type { PersonEvent } from '../../shared/outbox/event.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import { accountView } from './account-views.ts';
import { bulkHandlers } from './bulk-handlers.ts';
import { connect, giveKey, practise } from './connect.ts';
import { isDownloaded } from '../mirror/derived-id.ts';
import type { CurrentWorkspace } from './current-workspace.ts';
import { outsideLinks } from './outside-links.ts';
import { saveSupportFile } from './support-file.ts';
import type { OpenWorkspace } from './workspace.ts';

/** The contract's calls, one by one. Inputs have been parsed; what is decided here is only whom to ask. */
export function handlersOf(current: CurrentWorkspace): Handlers {
  const { clock, settings } = current.options;
  const by =
    (is: 'discarded' | 'undone' | 'created-again') =>
    ({ localId }: Input<'discard'>) =>
      current.within((open) => done(applied(open, localId, { is, at: clock.now() })));
  return {
    open: () => Promise.resolve(ok(current.opened())),
    ...listHandlers(current),
    account: ({ localId }) =>
      current.within(({ accounts }) => {
        const view = accountView(accounts, localId);
        return Promise.resolve(
          view === null ? failed({ what: 'stale', detail: 'no-such-record' }) : ok(view),
        );
      }),
    saveAccount: (typed) => current.within(({ accounts }) => accounts.save(typed)),
    keepDraft: (typed) => current.within(({ accounts }) => accounts.keepDraft(typed)),
    dropDraft: ({ localId }) => current.within(({ accounts }) => accounts.dropDraft(localId)),
    discard: by('discarded'),
    undoDiscard: by('undone'),
    tryAgain: ({ localId }) => current.within((open) => hastened(open, [localId], clock.now())),
    sendNow: ({ localId }) =>
      current.within((open) =>
        hastened(open, localId === null ? putOff(open, clock.now()) : [localId], clock.now()),
      ),
    lookingAt: ({ localId }) =>
      current.within(({ sync }) => {
        sync.agenda.shows(localId);
        return Promise.resolve(ok(null));
      }),
    settleConflict: ({ localId, choices }) =>
      current.within((open) =>
        done(applied(open, localId, { is: 'conflict-settled', at: clock.now(), choices })),
      ),
    settleLook: (choice) => current.within((open) => settleLook(open, choice, clock.now())),
    createAgain: async (one) => {
      const goneId = current.open?.accounts.records.get(one.localId)?.remoteId ?? null;
      const made = await by('created-again')(one);
      if (!made.ok) return made;
      if (goneId !== null) await forgetGone(current, one.localId, goneId);
      return ok({ localId: one.localId });
    },
    ...mirrorHandlers(current),
    ...connectionHandlers(current),
    connect: (asked) => connect(current, asked),
    giveKey: (asked) => giveKey(current, asked),
    practice: () => practise(current),
    setPracticeFaults: (faults) =>
      current.within(async ({ practice, sync }) => {
        if (practice === null) return failed({ what: 'bad-call', detail: 'not-practice' });
        await practice.setFaults(faults);
        sync.hasten();
        return ok(null);
      }),
    setSingleKeys: ({ on }) => settings.change({ singleKeys: on }),
    ...onDesktop(current),
    keepLayout: keepLayout(current),
    dismissNotice: ({ id }) =>
      settings.change(({ dismissed }) => ({ dismissed: [...dismissed, id].slice(-100) })),
    ...outsideLinks(current),
    ...ofTheWindow(current),
  };
}

function connectionHandlers(
  current: CurrentWorkspace,
): Pick<Handlers, 'checkConnection' | 'tryNow' | 'setStayOffline'> {
  return {
    checkConnection: () =>
      current.within(({ sync }) => {
        sync.refresh();
        return Promise.resolve(ok(null));
      }),
    tryNow: () =>
      current.within(async ({ sync }) => {
        await sync.endCoolDown();
        return ok(null);
      }),
    setStayOffline: async ({ on }) => {
      const kept = await current.options.settings.change({ stayOffline: on });
      current.open?.sync.setStayOffline(on);
      return kept;
    },
  };
}

function keepLayout(current: CurrentWorkspace): Handlers['keepLayout'] {
  return (change) =>
    current.within(({ workspace: { id } }) =>
      current.options.settings.change(({ layouts }) => ({
        layouts: { ...layouts, [id]: { ...(layouts[id] ?? FIRST_LAYOUT), ...change } },
      })),
    );
}

function ofTheWindow(
  current: CurrentWorkspace,
): Pick<Handlers, 'saveSupportFile' | 'readyToClose' | 'readyToLeave'> {
  return {
    saveSupportFile: async ({ withValues }) => {
      const saved = await saveSupportFile(current, withValues);
      if (saved.ok) current.options.host.desktop?.showFile(saved.value.path);
      return saved;
    },
    // Whoever closes the window hears of it at the door.
    readyToClose: () => Promise.resolve(ok(null)),
    readyToLeave: () => {
      current.leaving.kept();
      return Promise.resolve(ok(null));
    },
  };
}

function listHandlers(
  current: CurrentWorkspace,
): Pick<Handlers, 'rows' | 'moreRows'> & ReturnType<typeof bulkHandlers> {
  return {
    ...bulkHandlers(current),
    rows: ({ since }) => current.within(async ({ rows }) => ok(await rows.page(since))),
    moreRows: (next) =>
      current.within(async ({ rows }) => {
        const chunk = await rows.more(next);
        return chunk === null ? failed({ what: 'stale', detail: 'rows' }) : ok(chunk);
      }),
  };
}

function mirrorHandlers(
  current: CurrentWorkspace,
): Pick<Handlers, 'duplicates' | 'mergeInto' | 'downloadAgain'> {
  return {
    duplicates: (typed) =>
      current.within(async ({ duplicates }) => ok({ likely: await duplicates.likely(typed) })),
    mergeInto: ({ localId, into }) => current.within(({ accounts }) => accounts.mergeInto(localId, into)),
    downloadAgain: () => current.within(({ sync }) => sync.pull.again()),
  };
}

/** An account that its person was told is gone is not shown beside the new one until the deleted log says so too. */
async function forgetGone({ open }: CurrentWorkspace, localId: string, goneId: string): Promise<void> {
  const isNew = open?.accounts.records.get(localId)?.remoteId === null;
  if (isNew) await open.mirror.remove([goneId]);
}

function onDesktop({
  options: { settings, host },
}: CurrentWorkspace): Pick<Handlers, 'setTray' | 'setOpenAtLogin'> {
  return {
    setTray: async ({ on }) => {
      const kept = await settings.change({ tray: on });
      if (kept.ok) host.desktop?.showTray(on);
      return kept;
    },
    setOpenAtLogin: async ({ on }) =>
      host.desktop?.setOpenAtLogin(on) ?? failed({ what: 'bad-call', detail: 'no-desktop' }),
  };
}

function applied(open: OpenWorkspace, localId: string, event: PersonEvent): Promise<Result<unknown>> {
  return open.accounts.apply(localId, () => [event]);
}

async function done(work: Promise<Result<unknown>>): Promise<Result<null>> {
  const result = await work;
  return result.ok ? ok(null) : result;
}

/** "Try again" and "Send now": due at once and before others, and a held way is tried. */
async function hastened(open: OpenWorkspace, localIds: readonly string[], at: number): Promise<Result<null>> {
  const [localId] = localIds;
  const kept = await retried(open, localIds, at);
  if (!kept.ok) return kept;
  if (localId !== undefined && localIds.length === 1) open.sync.agenda.putFirst(localId);
  open.sync.refresh();
  return ok(null);
}

/** One that is not there is told to whoever asked for it; of many, those that are there go. */
function retried(
  { accounts }: OpenWorkspace,
  localIds: readonly string[],
  at: number,
): Promise<Result<unknown>> {
  const events = () => [{ is: 'retried', at }] as const;
  const [localId] = localIds;
  if (localId !== undefined && localIds.length === 1) return accounts.apply(localId, events);
  return accounts.applyMany(localIds, events);
}

/** Those that wait for a later time: of the thousands that may be in line none has to be written anew. */
function putOff({ accounts }: OpenWorkspace, now: number): readonly string[] {
  return [...accounts.records.values()]
    .filter(({ state, discarded }) => state.name === 'waiting' && state.dueAt > now && !discarded)
    .map((record) => record.localId);
}

/** Only what was shown can be chosen, and only while no other record has it. */
async function settleLook(
  open: OpenWorkspace,
  { localId, revision, remoteId }: Input<'settleLook'>,
  at: number,
): Promise<Result<null>> {
  const { records } = open.accounts;
  const record = records.get(localId);
  const ask = record?.state.name === 'unknown' ? record.state.ask : null;
  if (record?.revision !== revision || ask === null || !('candidates' in ask)) {
    return failed({ what: 'stale', detail: 'look' });
  }
  const account = ask.candidates.find((candidate) => candidate.id === remoteId) ?? null;
  // One that was downloaded and edited becomes part of this record, unless just now an edit of it is on its way.
  const taken = [...records.values()].some(
    (other) => other.remoteId === remoteId && (!isDownloaded(other) || other.state.name === 'sending'),
  );
  if (remoteId !== null && (account === null || taken)) return failed({ what: 'stale', detail: 'look' });
  return done(applied(open, localId, { is: 'look-settled', at, account }));
}
