import type { Connection } from '../../../shared/contract/status.ts';
import type { Problem } from '../../../shared/problem.ts';
import { NAMES } from '../../../shared/words/en/names.ts';
import { noticeWords } from '../../../shared/words/en/notice.ts';
import { SAY, VIEW_NAMES, emptyWords } from '../../../shared/words/en/window.ts';
import type { Overlay, Screen } from '../../../renderer/frame/desk.svelte.ts';
import type { Phase } from '../../../renderer/frame/session.svelte.ts';
import { VIEWS } from '../../../shared/contract/list-layout.ts';
import { FakeApi } from '../fake-api.ts';
import type { FakeOptions } from '../fake-api.ts';
import type { FakeRecord } from '../fake-records.ts';
import type { Hands } from './hands.ts';
import {
  ACME,
  ALIKE,
  ALL_PROBLEMS,
  CANDIDATES,
  CONFLICT,
  CONNECTIONS,
  DOWNLOADS,
  FAULTS,
  FIRMS,
  NEEDS,
  NOTICES,
  NOW,
  PROBLEMS,
  STATUSES,
} from './samples.ts';

/** A state of the window: the host behind it, and what has to be done to come to it. */
export interface State {
  readonly host: () => FakeApi;
  readonly reach?: (hands: Hands, host: FakeApi) => Promise<void>;
}

const PRACTICE: FakeOptions = { workspace: { id: 'practice', kind: 'practice' } };
/** The account that is open in most of them. */
export const ACME_ID = 'acme-record';

type States = Readonly<Record<string, State>>;

/** Every state of the window by its name, which is its link. Lists that are typed elsewhere are gone through, so that none is forgotten. */
export const STATES: States = {
  ...setup(),
  ...phases(),
  ...desks(),
  ...statuses(),
  ...needs(),
  ...problems(),
  ...connections(),
  ...forms(),
  ...overlays(),
  ...settings(),
};

function setup(): States {
  const fresh =
    (options: FakeOptions = {}) =>
    () =>
      new FakeApi({ workspace: null, ...options });
  return {
    'first-run': { host: fresh() },
    'first-run-without-keystore': { host: fresh({ keystore: 'plain' }) },
    'first-run-with-mistakes': {
      host: fresh(),
      reach: async (hands) => {
        await hands.type(NAMES.address, 'not an address');
        await hands.click(NAMES.connect);
        await hands.sees(SAY.keyMissing);
      },
    },
    'first-run-with-notice': { host: fresh({ notices: [NOTICES.settings] }) },
    'first-run-key-refused': {
      host: fresh(),
      reach: async (hands, host) => {
        host.failNext('connect', { what: 'key', reason: 'v3' });
        await hands.type(NAMES.address, 'acme');
        await hands.type(NAMES.key, 'sb_live_1');
        await hands.click(NAMES.connect);
        await hands.sees('sb_live_');
      },
    },
  };
}

function phases(): States {
  const states: Readonly<Record<Phase, State>> = {
    starting: { host: held('open') },
    failed: {
      host: () => {
        const host = new FakeApi();
        host.failNext('open', { what: 'storage', reason: 'newer', detail: '' });
        return host;
      },
      reach: (hands) => hands.sees(SAY.startFailed),
    },
    'first-run': { host: () => new FakeApi({ workspace: null }) },
    desk: { host: () => day() },
    superseded: { host: () => day(), reach: after({ is: 'superseded' }, SAY.superseded) },
    'host-lost': { host: () => day(), reach: after({ is: 'host-lost' }, SAY.hostLost) },
  };
  return prefixed('window', states);
}

function held(call: 'open' | 'rows') {
  return () => {
    const host = new FakeApi();
    host.hold(call);
    return host;
  };
}

function after(event: Parameters<FakeApi['emit']>[0], says: string): NonNullable<State['reach']> {
  return async (hands, host) => {
    await hands.sees(FIRMS[0][0]);
    host.emit(event);
    await hands.sees(says);
  };
}

function desks(): States {
  const empty = VIEWS.map((view): [string, State] => [
    `empty-${view}`,
    {
      host: () => new FakeApi(),
      reach: async (hands) => {
        await hands.click(`${VIEW_NAMES[view]} 0`);
        await hands.sees(emptyWords(view, 0)[0]);
      },
    },
  ]);
  const notices = Object.values(NOTICES).map((notice): [string, State] => [
    `notice-${notice.store}`,
    { host: () => day({ notices: [notice] }) },
  ]);
  return {
    ...Object.fromEntries(empty),
    'day-at-the-booth': { host: () => day() },
    'long-list': { host: longList },
    'list-loading': { host: loadingList, reach: (hands) => hands.sees('Loading the list') },
    'search-found': { host: longList, reach: (hands) => hands.type(NAMES.search, 'harbour') },
    'search-empty': {
      host: () => day(),
      reach: async (hands) => {
        await hands.type(NAMES.search, 'nobody of that name');
        await hands.sees(SAY.emptySearch);
      },
    },
    selection: {
      host: () => day(),
      reach: (hands) => hands.select(FIRMS[0][0], FIRMS[2][0], FIRMS[4][0]),
    },
    'selection-edit-field': {
      host: () => day(),
      reach: async (hands) => {
        await hands.select(FIRMS[0][0], FIRMS[2][0], FIRMS[4][0]);
        await hands.click(NAMES.editField);
        await hands.sees(SAY.editFieldUndo);
        await hands.type(NAMES.newValue, 'Vancouver');
        await hands.sees('accounts will change');
      },
    },
    'selection-discarded': {
      host: () => day(),
      reach: async (hands) => {
        await hands.select(FIRMS[0][0], FIRMS[2][0]);
        await hands.click(`${NAMES.discard}: 2 selected`);
        await hands.sees('2 accounts discarded');
      },
    },
    'draft-discarded': {
      host: () => day(),
      reach: async (hands) => {
        await hands.click(NAMES.newAccount);
        await hands.type('Business name', ACME.name);
        await hands.click(NAMES.discard);
        await hands.sees(SAY.dropped(ACME.name));
      },
    },
    ...Object.fromEntries(notices),
    'notices-all-at-once': { host: () => day({ notices: Object.values(NOTICES) }) },
  };
}

function statuses(): States {
  const states = Object.values(STATUSES)
    .flat()
    .map((status, index): [string, State] => [
      `record-${status.is}${index > 0 && status.is === 'discarded' ? `-${index}` : ''}`,
      opened(
        { status, ...(status.is === 'draft' ? { draft: draft() } : sent(status.is)) },
        // Discarded in time, it is in that view alone.
        { layout: { view: status.is === 'discarded' ? 'discarded' : 'all' } },
      ),
    ]);
  return Object.fromEntries(states);
}

function sent(is: string): Partial<FakeRecord> {
  const there = ['sent', 'in-salesbinder', 'archived', 'edit-discarded'].includes(is);
  return there ? { number: 641, remoteId: 'remote-641', typeFixed: true } : {};
}

function draft(): FakeRecord['draft'] {
  const changed = { name: { from: '', to: ACME.name }, phone: { from: '', to: ACME.phone } };
  return { localId: 'acme-record', openedAtRevision: 0, type: 'customer', changed, note: null, at: NOW };
}

function needs(): States {
  const more: Partial<Record<keyof typeof NEEDS, Partial<FakeRecord>>> = {
    refused: { refusals: PROBLEMS.refused[0]?.fields ?? {} },
    conflict: { conflict: CONFLICT, remoteId: 'remote-641', number: 641, typeFixed: true },
    near: { candidates: CANDIDATES.slice(0, 1), typeFixed: true },
    several: { candidates: CANDIDATES, typeFixed: true },
  };
  const states = Object.values(NEEDS).map((why): [string, State] => [
    `needs-${why.because}`,
    opened({ status: { is: 'needs-you', why }, ...more[why.because] }),
  ]);
  return {
    ...Object.fromEntries(states),
    'needs-refused-in-detail': {
      ...opened({ status: { is: 'needs-you', why: NEEDS.refused }, ...more.refused }),
      reach: async (hands) => {
        await hands.open(ACME.name);
        await hands.click(NAMES.more);
      },
    },
    'needs-conflict-undecided': {
      ...opened({ status: { is: 'needs-you', why: NEEDS.conflict }, ...more.conflict }),
      reach: async (hands) => {
        await hands.open(ACME.name);
        await hands.click(NAMES.save);
        await hands.sees('Choose a value for');
      },
    },
  };
}

/** Each problem as what a record was refused for, and as what its last save failed with. */
function problems(): States {
  return Object.fromEntries(
    ALL_PROBLEMS.flatMap((problem) => [
      [
        `refused-for-${labelOf(problem)}`,
        opened({ status: { is: 'needs-you', why: { because: 'refused', problem } } }),
      ],
      [
        `save-failed-${labelOf(problem)}`,
        { host: () => day(), reach: (hands, host) => failToSave(hands, host, problem) },
      ],
    ]) satisfies [string, State][],
  );
}

async function failToSave(hands: Hands, host: FakeApi, problem: Problem): Promise<void> {
  await hands.click(NAMES.newAccount);
  await hands.type('Business name', ACME.name);
  host.failNext('saveAccount', problem);
  await hands.click(NAMES.save);
}

function labelOf(problem: Problem): string {
  const same = ALL_PROBLEMS.filter(({ what }) => what === problem.what);
  return same.length === 1 ? problem.what : `${problem.what}-${same.indexOf(problem) + 1}`;
}

function connections(): States {
  const connected = Object.values(CONNECTIONS).map((connection): [string, State] => [
    `connection-${connection.is}`,
    { host: () => day({}, (host) => host.connection(connection, NOW + 9 * 60_000)) },
  ]);
  const held = ALL_PROBLEMS.map((problem): [string, State] => [
    `held-by-${labelOf(problem)}`,
    {
      host: () => day({}, (host) => host.connection(heldBy(problem))),
    },
  ]);
  const downloads = Object.values(DOWNLOADS).map((download): [string, State] => [
    `download-${download.is}`,
    { host: () => day({}, (host) => host.download(download)) },
  ]);
  return Object.fromEntries([...connected, ...held, ...downloads]);
}

function heldBy(problem: Problem): Connection {
  return { is: 'held', problem, until: problem.what === 'key' ? null : NOW + 4 * 60_000, trying: false };
}

function forms(): States {
  const typed = async (hands: Hands): Promise<void> => {
    await hands.click(NAMES.newAccount);
    await hands.type('Business name', ACME.name);
    await hands.type('E-mail', 'orders at acme');
  };
  const alike = (count: number): State => ({
    host: () => day({}, (host) => host.alike(...ALIKE.slice(0, count))),
    reach: async (hands) => {
      await typed(hands);
      await hands.sees('Looks like');
    },
  });
  return {
    'form-new': { host: () => day(), reach: (hands) => hands.click(NAMES.newAccount) },
    'form-typed': { host: () => day(), reach: typed },
    'form-with-mistakes': {
      host: () => day(),
      reach: async (hands) => {
        await hands.click(NAMES.newAccount);
        await hands.type('Fax', '1'.repeat(2_001));
        await hands.click(NAMES.save);
        await hands.sees('Enter the business name.');
      },
    },
    'form-saved': {
      host: () => day(),
      reach: async (hands) => {
        await typed(hands);
        await hands.click(NAMES.save);
        await hands.sees(SAY.savedHere);
      },
    },
    'form-nothing-to-save': {
      host: () => withAcme({}),
      reach: async (hands) => {
        await hands.open(ACME.name);
        await hands.click(NAMES.save);
        await hands.sees(SAY.nothingNew);
      },
    },
    'form-same-as-billing': {
      host: () => withAcme({}),
      reach: async (hands) => {
        await hands.open(ACME.name);
        await hands.click(NAMES.sameAsBilling);
      },
    },
    'form-changed-there': {
      host: () =>
        withAcme({ status: { is: 'in-salesbinder' }, remoteId: 'remote-641', number: 641, typeFixed: true }),
      reach: async (hands, host) => {
        await hands.open(ACME.name);
        await hands.type('Phone', '604 555 0111');
        host.change(ACME_ID, { values: { ...ACME, phone: '604 555 0199', billingCity: 'Burnaby' } });
        await hands.sees('Someone changed');
      },
    },
    'duplicates-one': alike(1),
    'duplicates-many': alike(3),
    'duplicates-in-detail': {
      ...alike(3),
      reach: async (hands) => {
        await typed(hands);
        await hands.click(NAMES.showMore);
        await hands.sees(NAMES.keepBoth);
      },
    },
    // With a shell around it, so that an update can come.
    'form-of-the-day': {
      host: () =>
        withAcme(
          { status: { is: 'waiting', problem: null, since: NOW } },
          { desktop: { tray: true, openAtLogin: false, update: null } },
        ),
      reach: (hands) => hands.open(ACME.name),
    },
    'form-unfolded': {
      host: () => withAcme({}),
      reach: async (hands) => {
        await hands.open(ACME.name);
        await hands.type('City', 'Vancouver');
        await hands.type('Fax', '604 555 0100');
      },
    },
  };
}

function overlays(): States {
  const states: Readonly<Record<NonNullable<Overlay>, State>> = {
    commands: {
      host: () => day(),
      reach: async (hands) => {
        await hands.sees(FIRMS[0][0]);
        hands.chord('k');
        await hands.sees(NAMES.shortcuts);
      },
    },
    shortcuts: {
      host: () => day(),
      reach: async (hands) => {
        await hands.sees(FIRMS[0][0]);
        await hands.focusRow(FIRMS[0][0]);
        hands.press('?');
        await hands.sees('Select on the way');
      },
    },
    key: {
      host: () => day({}, (host) => host.connection(heldBy(PROBLEMS.key[0]!))),
      reach: async (hands) => {
        await hands.click(NAMES.enterKey);
        await hands.sees(SAY.keyDialogWhat);
      },
    },
    notices: {
      host: () => day({ notices: Object.values(NOTICES) }),
      reach: async (hands) => {
        await hands.click(NAMES.showMore);
        await hands.sees(noticeWords(NOTICES.mirror));
      },
    },
  };
  return prefixed('dialog', states);
}

function settings(): States {
  const desktop = {
    tray: true,
    openAtLogin: false,
    update: { version: '0.2.0', notes: 'Show mode.\nImport.' },
  };
  const inSettings = (options: FakeOptions, ...clicks: readonly string[]): State => ({
    host: () => day(options),
    reach: async (hands) => {
      await hands.click(NAMES.settings);
      await hands.sees(NAMES.downloadAgain);
      for (const name of clicks) await hands.click(name);
    },
  });
  const screens: Readonly<Record<Screen, State>> = {
    accounts: { host: () => day() },
    settings: inSettings({}),
  };
  const faults = Object.values(FAULTS).map((fault): [string, State] => [
    `practice-faults-${fault.answer}`,
    { host: () => day(PRACTICE, (host) => void host.setPracticeFaults(fault)) },
  ]);
  return {
    ...prefixed('screen', screens),
    'settings-change-key': inSettings({ keystore: 'plain' }, NAMES.changeKey),
    'settings-another-site': inSettings({}, NAMES.useAnotherSite),
    'settings-in-practice': inSettings(PRACTICE),
    'settings-support-file': inSettings({}, NAMES.saveSupportFile),
    'settings-update-ready': inSettings({ desktop }),
    'practice-key-refused': {
      host: () => day(PRACTICE, (host) => host.connection(heldBy(PROBLEMS.key[1]!))),
    },
    ...Object.fromEntries(faults),
  };
}

/** Every status in one list. @param then what else is so */
function day(options: FakeOptions = {}, then: (host: FakeApi) => void = () => undefined): FakeApi {
  const host = new FakeApi(options);
  host.now = NOW;
  const every = Object.values(STATUSES).flat();
  every.forEach((status, index) => {
    const [name, billingCity, email] = FIRMS[index % FIRMS.length] ?? FIRMS[0];
    const type = (['customer', 'prospect', 'supplier'] as const)[index % 3] ?? 'customer';
    const values = { name, billingCity, email };
    host.add({ localId: `record-${index}`, type, values, status, editedAt: NOW - index * 60_000 });
  });
  host.download(DOWNLOADS.ready);
  then(host);
  return host;
}

function withAcme(record: Partial<FakeRecord>, options: FakeOptions = {}): FakeApi {
  return day(options, (host) => {
    const history: FakeRecord['history'] = [
      { at: NOW - 26 * 3_600_000, event: { what: 'created' } },
      { at: NOW - 25 * 3_600_000, event: { what: 'sent', kind: 'create', fields: [] } },
      { at: NOW - 24 * 3_600_000, event: { what: 'accepted', kind: 'create', number: 641 } },
      {
        at: NOW - 3_600_000,
        event: {
          what: 'edited',
          fields: ['phone', 'billingAddress1'],
          note: true,
          values: {
            phone: { was: '604 555 0100', is: ACME.phone },
            billingAddress1: { was: '', is: ACME.billingAddress1 },
          },
        },
      },
    ];
    host.add({ localId: ACME_ID, values: ACME, note: 'Met at the fair, hall 4.', history, ...record });
  });
}

/** One account in that condition, opened. */
function opened(record: Partial<FakeRecord>, options: FakeOptions = {}): State {
  return {
    host: () => withAcme(record, options),
    reach: async (hands) => {
      await hands.open(ACME.name);
      await hands.sees(NAMES.history);
    },
  };
}

function longList(): FakeApi {
  const host = day();
  const rows = Array.from({ length: 3_000 }, (_, index) => {
    const [firm, city, email] = FIRMS[index % FIRMS.length] ?? FIRMS[0];
    const name = `${firm} ${index + 1}`;
    const find = `${name} ${city} ${email}`.toLowerCase();
    const row = { localId: `downloaded-${index}`, type: 'customer', name, city, email, find } as const;
    return { ...row, status: { is: 'in-salesbinder' }, draft: false, editedAt: NOW - 86_400_000 } as const;
  });
  const { rows: first } = host;
  let brought = false;
  host.rows = async (input) => {
    const answer = await first(input);
    // Once, and after the answer: what comes before it is asked for again, and would come again with that one.
    if (!brought) setTimeout(() => host.bring(rows));
    brought = true;
    return answer;
  };
  return host;
}

function loadingList(): FakeApi {
  const host = day();
  const { rows: first } = host;
  host.rows = async (input) => {
    const answer = await first(input);
    return answer.ok
      ? { ...answer, value: { ...answer.value, more: { load: 1, from: 12, remaining: 98_000 } } }
      : answer;
  };
  host.hold('moreRows');
  return host;
}

function prefixed<Name extends string>(prefix: string, states: Readonly<Record<Name, State>>): States {
  return Object.fromEntries(
    Object.entries<State>(states).map(([name, state]) => [`${prefix}-${name}`, state]),
  );
}
