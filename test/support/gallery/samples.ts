import type { RemoteAccount } from '../../../shared/account.ts';
import type { LikelyDuplicate } from '../../../shared/contract/likely-duplicate.ts';
import type { Notice, PracticeFaults } from '../../../shared/contract/session.ts';
import type { Connection, Download } from '../../../shared/contract/status.ts';
import type { ConflictField } from '../../../shared/outbox/merge.ts';
import type { NeedsYou, RecordStatus } from '../../../shared/outbox/status.ts';
import type { Problem, StorageReason } from '../../../shared/problem.ts';

/** The moment at which every state of the gallery is shown. Local ms. */
export const NOW = new Date(2026, 10, 22, 9, 42).getTime();
const MINUTE = 60_000;

/** At least one of every kind of problem: the compiler asks for a sample of a new one. */
export const PROBLEMS: { readonly [W in Problem['what']]: readonly Extract<Problem, { what: W }>[] } = {
  unreachable: [{ what: 'unreachable', detail: '' }],
  lost: [{ what: 'lost', detail: '' }],
  trouble: [{ what: 'trouble', status: 503 }],
  blocked: [{ what: 'blocked', status: 403 }],
  unclear: [{ what: 'unclear', status: 204 }],
  portal: [{ what: 'portal', status: 200 }],
  redirected: [
    { what: 'redirected', status: 302, permanent: false },
    { what: 'redirected', status: 301, permanent: true },
  ],
  'wrong-address': [{ what: 'wrong-address', status: 404 }],
  key: [
    { what: 'key', reason: 'missing' },
    { what: 'key', reason: 'refused' },
    { what: 'key', reason: 'v3' },
  ],
  forbidden: [{ what: 'forbidden', type: 'supplier' }],
  'over-limit': [{ what: 'over-limit' }],
  refused: [
    { what: 'refused', status: 422, message: '', fields: { email: 'The email must be a valid address.' } },
    { what: 'refused', status: 400, message: 'The plan’s limit of accounts is reached.', fields: {} },
  ],
  'not-found': [{ what: 'not-found' }],
  'keeps-vanishing': [{ what: 'keeps-vanishing', rounds: 3 }],
  'bad-address': [{ what: 'bad-address', typed: 'acme.example' }],
  storage: storageProblems(),
  'bad-call': [{ what: 'bad-call', detail: '' }],
  stale: [{ what: 'stale', detail: '' }],
  'stale-answer': [{ what: 'stale-answer' }],
  'not-kept': [{ what: 'not-kept' }],
  invalid: [{ what: 'invalid', fields: { name: 'required', shippingCity: 'too-long' } }],
};

function storageProblems(): readonly Extract<Problem, { what: 'storage' }>[] {
  const reasons: Readonly<Record<StorageReason, null>> = {
    full: null,
    'read-only': null,
    vanished: null,
    io: null,
    newer: null,
    'in-use': null,
    taken: null,
  };
  return (Object.keys(reasons) as StorageReason[]).map((reason) => ({ what: 'storage', reason, detail: '' }));
}

export const ALL_PROBLEMS: readonly Problem[] = Object.values(PROBLEMS).flat();

export const STATUSES: { readonly [I in RecordStatus['is']]: readonly Extract<RecordStatus, { is: I }>[] } = {
  draft: [{ is: 'draft' }],
  waiting: [{ is: 'waiting', problem: null, since: NOW - MINUTE }],
  sending: [{ is: 'sending' }],
  checking: [{ is: 'checking' }],
  sent: [{ is: 'sent', at: NOW - 3 * MINUTE, number: 641 }],
  'in-salesbinder': [{ is: 'in-salesbinder' }],
  archived: [{ is: 'archived' }],
  'needs-you': [{ is: 'needs-you', why: { because: 'gone' } }],
  discarded: [
    { is: 'discarded', found: null },
    { is: 'discarded', found: 641 },
    { is: 'discarded', found: null, addedTo: 'Harbour Books' },
  ],
  'edit-discarded': [{ is: 'edit-discarded' }],
};

export const NEEDS: { readonly [B in NeedsYou['because']]: NeedsYou & { readonly because: B } } = {
  refused: { because: 'refused', problem: PROBLEMS.refused[0]! },
  conflict: { because: 'conflict', fields: 2 },
  gone: { because: 'gone' },
  near: { because: 'near' },
  several: { because: 'several' },
  rounds: { because: 'rounds' },
  'incomplete-list': { because: 'incomplete-list' },
};

export const CONNECTIONS: { readonly [I in Connection['is']]: Extract<Connection, { is: I }> } = {
  'not-tried': { is: 'not-tried' },
  online: { is: 'online' },
  'stay-offline': { is: 'stay-offline' },
  held: { is: 'held', problem: PROBLEMS.portal[0]!, until: NOW + 4 * MINUTE, trying: false },
};

export const DOWNLOADS: { readonly [I in Download['is']]: Extract<Download, { is: I }> } = {
  none: { is: 'none' },
  running: { is: 'running', done: 1_400, of: 5_000, throughAt: NOW + 12 * MINUTE },
  ready: { is: 'ready', accounts: 12_480, asOf: NOW - 2 * MINUTE },
};

export const NOTICES: { readonly [S in Notice['store']]: Notice } = {
  outbox: notice('outbox', 3, 1),
  settings: notice('settings', 0, 0),
  limiter: notice('limiter', 0, null),
  practice: notice('practice', 12, 0),
  mirror: notice('mirror', 0, null),
  archive: notice('archive', 40, 2),
};

function notice(store: Notice['store'], recovered: number, lost: number | null): Notice {
  return { id: store, store, setAside: `${store}-2026-11-22.damaged`, recovered, lost, orMore: false };
}

export const FAULTS: { readonly [A in PracticeFaults['answer']]: PracticeFaults } = {
  normal: { slow: false, offline: false, dropAnswers: false, keepsLess: false, answer: 'normal' },
  '500': { slow: true, offline: false, dropAnswers: false, keepsLess: false, answer: '500' },
  '422': { slow: false, offline: false, dropAnswers: false, keepsLess: false, answer: '422' },
  'refused-200': {
    slow: false,
    offline: false,
    dropAnswers: false,
    keepsLess: true,
    answer: 'refused-200',
  },
  '402': { slow: false, offline: false, dropAnswers: false, keepsLess: false, answer: '402' },
  '429': { slow: false, offline: false, dropAnswers: false, keepsLess: false, answer: '429' },
  '401': { slow: false, offline: false, dropAnswers: false, keepsLess: false, answer: '401' },
  portal: { slow: false, offline: true, dropAnswers: true, keepsLess: false, answer: 'portal' },
};

export const ACME = {
  name: 'Acme Distillery & Bottling Works',
  email: 'orders@acme.example',
  phone: '+1 604 555 0142',
  url: 'https://acme.example',
  billingAddress1: '1188 West Georgia Street',
  billingAddress2: 'Suite 900',
  billingCity: 'Vancouver',
  billingRegion: 'British Columbia',
  billingPostalCode: 'V6E 4A2',
  billingCountry: 'Canada',
} as const;

export const CONFLICT: readonly ConflictField[] = [
  { key: 'phone', base: '604 555 0100', mine: ACME.phone, theirs: '+1 604 555 0199' },
  { key: 'billingAddress1', base: null, mine: ACME.billingAddress1, theirs: '' },
];

export const CANDIDATES: readonly RemoteAccount[] = [
  candidate('a', 640, { name: 'Acme Distillery', email: ACME.email, phone: '604 555 0100' }),
  candidate('b', 512, { name: 'Acme Bottling', email: 'hello@acme.example', billingCity: 'Burnaby' }),
];

function candidate(id: string, number: number, values: RemoteAccount['values']): RemoteAccount {
  return { id, number, type: 'customer', values, created: null, modified: null };
}

export const ALIKE: readonly LikelyDuplicate[] = [
  alike('one', 'Acme Distillery', 640, ['email', 'phone']),
  alike('two', 'Acme Bottling', null, ['site', 'name']),
  alike('three', 'Acme West', 512, ['name']),
];

function alike(
  localId: string,
  name: string,
  number: number | null,
  reasons: LikelyDuplicate['reasons'],
): LikelyDuplicate {
  const status: RecordStatus =
    number === null ? { is: 'waiting', problem: null, since: NOW } : { is: 'in-salesbinder' };
  return { localId, name, city: 'Vancouver', type: 'customer', number, status, reasons };
}

/** Names of a booth's day: short, long, accented, and one without Latin letters. */
export const FIRMS = [
  ['Cascade Packaging', 'Seattle', 'orders@cascade.example'],
  ['Bäckerei Müller & Söhne', 'Berlin', 'info@mueller.example'],
  ['Northwind Traders', 'Vancouver', 'hello@northwind.example'],
  ['Atelier Lefèvre', 'Lyon', 'contact@lefevre.example'],
  ['Harbour Books', 'Bristol', 'till@harbour.example'],
  [
    'Okanagan Cider Works and Orchard Supply Company of British Columbia',
    'Kelowna',
    'cider@okanagan.example',
  ],
  ['東京商事株式会社', '東京', 'sales@tokyo.example'],
  ['Maritime Outfitters', 'Halifax', ''],
  ['O’Brien & Daughters', 'Cork', 'office@obrien.example'],
  ['Zephyr', '', 'procurement-department@zephyr-aerodynamics.example'],
] as const;
