import type { FieldKey, Values } from '../../../../shared/account.ts';
import { latest } from '../server/server-accounts.ts';
import type { ServerAccount } from '../server/server-accounts.ts';
import type { Driver } from '../driver.ts';
import { typedName, typedValue } from './typed-values.ts';

/** The other people: they work in SalesBinder itself while ours are out. */
export function scheduleColleagues(driver: Driver): void {
  for (const { name, at } of driver.faultPlan.colleagues) driver.time.at(at, () => act(driver, name));
}

function act(driver: Driver, name: string): void {
  const { server, time, chances } = driver;
  if (driver.faultPlan.archives && chances.happens(`${name}.archives`, 0.25)) return archive(driver, name);
  const rng = chances.rng(`${name}/does`);
  const there = [...server.accounts.byId.values()].filter(
    (one) => one.deletedAt === null && one.archivedAt === null,
  );
  const account = chances.favourite(name, there, ({ id }) => id);
  if (account === undefined || rng.chance(0.15)) {
    const values = { name: typedName(rng), email: typedValue(rng, 'email') };
    const made = server.accounts.create('customer', values, time.now, null);
    driver.report(`a colleague creates ${made.id} ${JSON.stringify(values)}`);
  } else if (rng.chance(0.1)) {
    server.accounts.delete(account, time.now);
    driver.report(`a colleague deletes ${account.id}`);
  } else if (account.type === 'prospect' && rng.chance(0.4)) {
    server.accounts.turn(account, time.now);
    driver.report(`a colleague makes ${account.id} a customer`);
  } else edit(driver, account, name);
}

/** Into the archive, or out of it again. */
function archive(driver: Driver, name: string): void {
  const { server, time, chances } = driver;
  const there = [...server.accounts.byId.values()].filter((one) => one.deletedAt === null);
  const account = chances.favourite(`${name}/archive`, there, ({ id }) => id);
  if (account === undefined) return;
  const back = account.archivedAt !== null;
  if (back) server.accounts.restore(account, time.now);
  else server.accounts.archive(account, time.now);
  driver.report(
    `a colleague ${back ? 'takes' : 'puts'} ${account.id} ${back ? 'out of' : 'into'} the archive`,
  );
}

function edit(driver: Driver, account: ServerAccount, name: string): void {
  const { server, time, chances } = driver;
  const rng = chances.rng(`${name}/writes`);
  const key = rng.pick<FieldKey>(['name', 'phone', 'billingCity', 'url', 'email']);
  const value = key === 'name' ? renamed(driver, latest(account).values.name, name) : typedValue(rng, key);
  const values: Values = { [key]: value };
  server.accounts.update(account, values, time.now, null);
  driver.report(`a colleague writes ${JSON.stringify(values)} into ${account.id}`);
}

/** Longer, mostly; some colleagues put another word first, or leave the rest out. */
function renamed({ faultPlan, chances }: Driver, before: string, name: string): string {
  if (!faultPlan.archives || !chances.happens(`${name}.renames`, 0.4)) return `${before} & Co`;
  const [word = before] = before.split(' ').filter((one) => !/^\d*$/.test(one));
  return chances.rng(`${name}/renames`).pick([`The ${before}`, `${word} Group`, before.toUpperCase()]);
}
