import type { AccountType, RemoteAccount } from '../../../shared/account.ts';
import type { LookupFilter, Proves } from '../../../shared/sync/verify.ts';
import type { Listed } from '../../salesbinder/gateway.ts';
import { ask } from '../context.ts';
import type { SyncContext } from '../context.ts';
import type { FailedAnswer } from '../handle-failure.ts';

export type Scan =
  /** `not-whole`: this key may not see customers, so that nobody can tell whether the account is among them. */
  | {
      readonly ok: true;
      readonly accounts: readonly RemoteAccount[];
      readonly proves: Exclude<Proves, 'old-list'>;
    }
  | ({ readonly ok: false } & FailedAnswer);

const PAGE = 200;

/** Everything a filter finds, in this type and, since a prospect may have become one, in customers. Null: not asked. */
export async function scan(
  context: SyncContext,
  type: AccountType,
  filter: LookupFilter,
): Promise<Scan | null> {
  const types: readonly AccountType[] = type === 'prospect' ? ['prospect', 'customer'] : [type];
  const accounts: RemoteAccount[] = [];
  let proves: 'absence' | 'incomplete-list' = 'absence';
  for (const each of types) {
    const scanned = await scanOf(context, each, filter);
    if (scanned?.ok === false && each !== type && scanned.problem.what === 'forbidden') {
      return { ok: true, accounts, proves: 'not-whole' };
    }
    if (scanned === null || !scanned.ok) return scanned;
    accounts.push(...scanned.accounts);
    if (scanned.proves === 'incomplete-list') proves = scanned.proves;
  }
  return { ok: true, accounts, proves };
}

/** As many must be read as the server counts, or an account that it leaves out may be there all the same. */
async function scanOf(context: SyncContext, type: AccountType, filter: LookupFilter): Promise<Scan | null> {
  const byId = new Map<string, RemoteAccount>();
  let count = 0;
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = await ask(context, (gateway) => gateway.list({ type, page, pageLimit: PAGE, filter }));
    if (answer === null || !answer.ok) return answer;
    ({ count, pages } = answer.value);
    for (const account of answer.value.accounts) byId.set(account.id, withType(account, type));
  }
  const proves = byId.size === count ? 'absence' : 'incomplete-list';
  return { ok: true, accounts: [...byId.values()], proves };
}

/** A row that doesn't say of which type it is was listed under the type that was asked for. */
function withType({ extra: _, ...account }: Listed, type: AccountType): RemoteAccount {
  return account.type === null ? { ...account, type } : account;
}
