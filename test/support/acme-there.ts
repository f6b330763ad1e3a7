import type { LikelyDuplicate } from '../../shared/contract/likely-duplicate.ts';
import { FakeApi } from './fake-api.ts';
import type { FakeRecord } from './fake-records.ts';

/** As the host tells of an account that is like the one being typed. */
export function acme(change: Partial<LikelyDuplicate> = {}): LikelyDuplicate {
  return {
    localId: 'record-641',
    name: 'Acme, Inc',
    city: 'Bath',
    type: 'customer',
    number: 641,
    status: { is: 'in-salesbinder' },
    reasons: ['email'],
    ...change,
  };
}

/** SalesBinder's Acme is here, downloaded, and like what is typed. */
export function withAcme(likely: readonly LikelyDuplicate[] = [acme()]): FakeApi {
  const api = withDownloaded({ name: 'Acme, Inc', email: 'sales@acme.example', phone: '1' });
  api.alike(...likely);
  return api;
}

/** One account as it was downloaded. */
export function withDownloaded(values: FakeRecord['values']): FakeApi {
  const api = new FakeApi();
  api.add({
    localId: 'record-641',
    status: { is: 'in-salesbinder' },
    typeFixed: true,
    remoteId: 'remote-641',
    number: 641,
    values,
  });
  return api;
}
