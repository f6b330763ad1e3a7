import type { FieldKey, Values } from '../../../../shared/account.ts';
import { latest } from '../server/server-accounts.ts';
import type { There } from '../server/server-accounts.ts';
import type { Stage } from '../driver.ts';
import { nameIn, valueFor } from './typed-values.ts';

/** The other people: they work in SalesBinder itself while ours are out. */
export function colleaguesCome(stage: Stage): void {
  for (const { name, at } of stage.weather.colleagues) stage.time.at(at, () => act(stage, name));
}

function act(stage: Stage, name: string): void {
  const { server, time, chances } = stage;
  const dice = chances.dice(`${name}/does`);
  const there = [...server.there.byId.values()].filter((one) => one.deletedAt === null);
  const account = chances.favourite(name, there, ({ id }) => id);
  if (account === undefined || dice.chance(0.15)) {
    const values = { name: nameIn(dice), email: valueFor(dice, 'email') };
    const made = server.there.create('customer', values, time.now, null);
    stage.tell(`a colleague creates ${made.id} ${JSON.stringify(values)}`);
  } else if (dice.chance(0.1)) {
    server.there.delete(account, time.now);
    stage.tell(`a colleague deletes ${account.id}`);
  } else if (account.type === 'prospect' && dice.chance(0.4)) {
    server.there.turn(account, time.now);
    stage.tell(`a colleague makes ${account.id} a customer`);
  } else edit(stage, account, name);
}

function edit(stage: Stage, account: There, name: string): void {
  const { server, time, chances } = stage;
  const dice = chances.dice(`${name}/writes`);
  const key = dice.pick<FieldKey>(['name', 'phone', 'billingCity', 'url', 'email']);
  const value = key === 'name' ? `${latest(account).values.name} & Co` : valueFor(dice, key);
  const values: Values = { [key]: value };
  server.there.update(account, values, time.now, null);
  stage.tell(`a colleague writes ${JSON.stringify(values)} into ${account.id}`);
}
