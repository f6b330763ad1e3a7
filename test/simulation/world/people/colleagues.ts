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
  const rng = chances.rng(`${name}/does`);
  const there = [...server.accounts.byId.values()].filter((one) => one.deletedAt === null);
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

function edit(driver: Driver, account: ServerAccount, name: string): void {
  const { server, time, chances } = driver;
  const rng = chances.rng(`${name}/writes`);
  const key = rng.pick<FieldKey>(['name', 'phone', 'billingCity', 'url', 'email']);
  const value = key === 'name' ? `${latest(account).values.name} & Co` : typedValue(rng, key);
  const values: Values = { [key]: value };
  server.accounts.update(account, values, time.now, null);
  driver.report(`a colleague writes ${JSON.stringify(values)} into ${account.id}`);
}
