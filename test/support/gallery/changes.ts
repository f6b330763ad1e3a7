import type { FakeApi } from '../fake-api.ts';
import { ACME_ID } from './states.ts';
import { ACME, ALIKE, CANDIDATES, CONFLICT, NOW, PROBLEMS } from './samples.ts';

/** What can come over the open account and its window from outside, each by its name. `says`: what the window then says. */
export const CHANGES: Readonly<
  Record<string, { readonly come: (host: FakeApi) => void; readonly says: string }>
> = {
  waiting: {
    come: (host) => host.change(ACME_ID, { status: { is: 'waiting', problem: null, since: NOW } }),
    says: 'Waiting to send',
  },
  sending: { come: (host) => host.change(ACME_ID, { status: { is: 'sending' } }), says: 'Sending' },
  checking: {
    come: (host) => host.change(ACME_ID, { status: { is: 'checking' }, typeFixed: true }),
    says: 'Checking whether it arrived',
  },
  sent: { come: (host) => host.accept(ACME_ID, 641), says: 'account 641' },
  refused: {
    come: (host) => host.refuse(ACME_ID, PROBLEMS.refused[0]?.fields ?? {}),
    says: 'SalesBinder didn’t accept',
  },
  forbidden: {
    come: (host) => {
      const [problem] = PROBLEMS.forbidden;
      if (problem !== undefined)
        host.change(ACME_ID, { status: { is: 'needs-you', why: { because: 'refused', problem } } });
    },
    says: 'Nothing is wrong with this account.',
  },
  conflict: { come: (host) => host.clash(ACME_ID, CONFLICT), says: 'Changed in SalesBinder too.' },
  near: { come: (host) => host.ask(ACME_ID, 'near', CANDIDATES.slice(0, 1)), says: 'Is it this one?' },
  gone: {
    come: (host) =>
      host.change(ACME_ID, { status: { is: 'needs-you', why: { because: 'gone' } }, conflict: [] }),
    says: 'Somebody deleted this account',
  },
  'changed-there': {
    come: (host) =>
      host.change(ACME_ID, {
        status: { is: 'in-salesbinder' },
        values: { ...ACME, billingCity: 'Burnaby', email: 'new@acme.example' },
      }),
    says: 'Just updated from SalesBinder',
  },
  'key-missing': {
    come: (host) => host.connection({ is: 'held', problem: PROBLEMS.key[0]!, until: null, trying: false }),
    says: 'No API key yet',
  },
  'key-refused': {
    come: (host) => host.connection({ is: 'held', problem: PROBLEMS.key[1]!, until: null, trying: false }),
    says: 'The API key is not accepted',
  },
  portal: {
    come: (host) =>
      host.connection({ is: 'held', problem: PROBLEMS.portal[0]!, until: NOW + 90_000, trying: false }),
    says: 'This Wi-Fi wants you to sign in',
  },
  offline: { come: (host) => host.connection({ is: 'stay-offline' }), says: 'Staying offline' },
  online: {
    come: (host) => host.connection({ is: 'online' }, NOW + 9 * 60_000),
    says: 'Connected to SalesBinder',
  },
  downloading: {
    come: (host) => host.download({ is: 'running', done: 1_400, of: 5_000, throughAt: null }),
    says: '',
  },
  'update-ready': {
    come: (host) => host.emit({ is: 'update', update: { version: '0.2.0', notes: 'Show mode.' } }),
    says: '',
  },
  alike: { come: (host) => host.alike(...ALIKE), says: '' },
};
