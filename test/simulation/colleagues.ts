import type { FieldKey, Values } from '../../shared/account.ts';
import { latest } from './accounts-there.ts';
import type { There } from './accounts-there.ts';
import type { Dice } from './dice.ts';
import { nameIn, valueFor } from './typing.ts';
import type { Stage } from './stage.ts';

/** The other people: they work in SalesBinder itself while ours are out. */
export class Colleagues {
  readonly #world: Stage;
  readonly #dice: Dice;

  constructor(world: Stage) {
    this.#world = world;
    this.#dice = world.dice.stream('colleagues');
  }

  come(): void {
    for (const at of this.#world.weather.colleaguesAt) this.#world.time.at(at, () => this.#act());
  }

  #act(): void {
    const { server, time } = this.#world;
    const dice = this.#dice;
    const there = [...server.there.byId.values()].filter((one) => one.deletedAt === null);
    if (there.length === 0 || dice.chance(0.15)) {
      server.there.create('customer', { name: nameIn(dice), email: valueFor(dice, 'email') }, time.now, null);
      return;
    }
    const account = dice.pick(there);
    if (dice.chance(0.1)) {
      server.there.delete(account, time.now);
      this.#world.tell(`colleague deletes ${account.id}`);
    } else if (account.type === 'prospect' && dice.chance(0.4)) {
      server.there.turn(account, time.now);
      this.#world.tell(`colleague makes ${account.id} a customer`);
    } else this.#edit(account);
  }

  #edit(account: There): void {
    const dice = this.#dice;
    const key = dice.pick<FieldKey>(['name', 'phone', 'billingCity', 'url', 'email']);
    const value = key === 'name' ? `${latest(account).values.name} & Co` : valueFor(dice, key);
    const values: Values = { [key]: value };
    this.#world.server.there.update(account, values, this.#world.time.now, null);
    this.#world.tell(`colleague writes ${account.id} ${JSON.stringify(values)}`);
  }
}
