import type { AccountType } from '../../../../shared/account.ts';
import type { Asked, Reply } from '../../../../electron/salesbinder/v2/answers.ts';
import type { ListPage, ListQuery } from '../../../../electron/salesbinder/gateway.ts';
import type { RemoteAccount } from '../../../../shared/account.ts';
import { readCustomer, readCustomerWithId, readListPage } from '../../../../electron/salesbinder/v2/wire.ts';

export const KEY = 'q7v2m9x4k1c8z5b3n6l0j7h4g1f8d5s2a9p6o3i';
export const ID = '19d367c8-97c7-409f-bf67-2ad543493648';
export const CUSTOMER_JSON = JSON.stringify({ message: 'Saved', customer: { id: ID, name: 'Acme' } });
export const QUERY: ListQuery = { type: 'customer', page: 1, pageLimit: 200 };

export function aReply(changes: Partial<Reply>): Reply {
  return {
    status: 200,
    contentType: 'application/json',
    date: null,
    retryAfter: null,
    body: '{}',
    ...changes,
  };
}

export function create(type: AccountType = 'customer'): Asked<RemoteAccount> {
  return { verb: 'create', type, page: 1, key: KEY, read: readCustomer };
}

export function update(type: AccountType = 'customer'): Asked<RemoteAccount> {
  return { verb: 'update', type, page: 1, key: KEY, read: readCustomerWithId(ID) };
}

export function view(): Asked<RemoteAccount> {
  return { ...update(), verb: 'view' };
}

export function list(query: ListQuery = QUERY): Asked<ListPage> {
  return { verb: 'list', type: query.type, page: query.page, key: KEY, read: readListPage(query) };
}
