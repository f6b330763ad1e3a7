import type { Rng } from '../rng.ts';
import { FakeDisk } from '../disk.ts';
import type { Effect, Image } from '../effect.ts';
import { Ledger, written } from './ledger.ts';
import type { Rows } from './ledger.ts';
import { Persistence } from './persistence.ts';
import type { Planted, Scenario, Tally } from './scenario.ts';
import { Session } from './session.ts';
import { keyOf, statesOf } from './states.ts';
import { useAgain } from './use-again.ts';

/** Of the states that are neither all lost nor all there, one in so many is crashed once more. */
const CRASHED_AGAIN = 60;
/** Of those after a second crash (or of a large scenario), one in so many is looked at. */
const LOOKED_AT = 5;
/** So many touches ago. */
const LATELY = 10;
const ENOUGH_BROKEN = 3;

type Possible = ReadonlyMap<string, readonly Rows[]>;

/** Plays a scenario and then looks at every state in which a crash at any moment could have left the disk. */
export class Explorer {
  readonly tally: Tally = { points: 0, states: 0, opened: 0, broken: [] };
  readonly #scenario: Scenario;
  readonly #rng: Rng;
  /** The findings in a state, by the state: opening is what takes the time. */
  readonly #found = new Map<string, ReadonlyMap<string, string> | null>();

  constructor(scenario: Scenario, rng: Rng) {
    this.#scenario = scenario;
    this.#rng = rng.stream(scenario.name);
  }

  async explore({ files = (disk) => disk, stores = (all) => all }: Planted = {}): Promise<Tally> {
    const { scenario, disk } = { scenario: this.#scenario, disk: await this.#scenario.start() };
    const session = new Session(stores(scenario.stores), files(disk), () => disk.effects.length);
    const base = new Map([...scenario.base].map(([store, rows]) => [store, [rows]] as const));
    await this.#walk({
      ...{ disk, session, base, path: scenario.name, crashes: scenario.crashes ?? 2 },
      persistence: Persistence.of(disk),
      play: () => scenario.run(session, disk),
    });
    return this.tally;
  }

  /** Plays, and crashes at each moment of it. */
  async #walk({ disk, session, play, base, crashes, path, persistence }: Walk): Promise<void> {
    await play();
    const ledgers = new Map([...base].map(([store, rows]) => [store, new Ledger(rows)] as const));
    const entries = [...session.entries];
    for (let point = 0; point <= disk.effects.length; point += 1) {
      const effect = point === 0 ? undefined : disk.effects[point - 1];
      if (effect !== undefined) persistence.take(effect);
      for (let next = entries[0]; next !== undefined && next.at <= point; next = entries[0]) {
        ledgers.get(next.store)?.take(next);
        entries.shift();
      }
      this.tally.points += 1;
      const possible = new Map([...ledgers].map(([store, ledger]) => [store, ledger.possible] as const));
      const moment = `${path}, ${point} (${effect?.does ?? 'start'})`;
      const lately = filesOf(disk.effects.slice(Math.max(0, point - LATELY), point));
      await this.#cutPower({ persistence, lately, possible, crashes: crashes - 1, path: moment });
      if (crashes > 1) await this.#kill(persistence.copy(), possible, moment);
      if (this.tally.broken.length >= ENOUGH_BROKEN) return;
    }
  }

  /** The process dies, the next one goes on, and then the power goes. */
  async #kill(persistence: Persistence, base: Possible, path: string): Promise<void> {
    const disk = persistence.afterKill();
    await this.#goOn({ disk, base, persistence, crashes: 1, path: `${path} killed` });
  }

  async #cutPower({ persistence, lately, possible, crashes, path }: PowerCut): Promise<void> {
    const { crashes: first = 2, isLarge = false } = this.#scenario;
    const isThinned = isLarge || crashes < first - 1;
    const allowed = new Map(
      [...possible].map(([store, rows]) => [store, new Set(rows.map(written))] as const),
    );
    for (const { image, plain } of statesOf(persistence, lately, this.#rng)) {
      if (isThinned && !plain && !this.#rng.chance(1 / LOOKED_AT)) continue;
      this.tally.states += 1;
      const key = keyOf(image);
      const again = crashes > 0 && (plain || this.#rng.chance(1 / CRASHED_AGAIN));
      let found = this.#found.get(key);
      if (found === undefined) {
        this.tally.opened += 1;
        const disk = new FakeDisk(image);
        const on = {
          disk,
          base: possible,
          persistence: Persistence.of(disk),
          crashes: again ? crashes : 0,
          path,
        };
        found = await this.#goOn(on);
        this.#found.set(key, found);
      }
      for (const [store, rows] of found ?? []) {
        if (!allowed.get(store)?.has(rows)) this.#complain(path, `${store} holds ${rows}`, image);
      }
      if (this.tally.broken.length >= ENOUGH_BROKEN) return;
    }
  }

  /** All is opened again and used, and (`crashes`) crashes at each moment of that; what was there. Null: it has complained. */
  async #goOn({ disk, path, ...walk }: GoingOn): Promise<ReadonlyMap<string, string> | null> {
    const { stores } = this.#scenario;
    const found = disk.image;
    const session = new Session(stores, disk, () => disk.effects.length);
    const told: { wrong: string | null } = { wrong: null };
    const play = async (): Promise<void> => {
      told.wrong = await useAgain(this.#scenario, session, disk);
    };
    if (walk.crashes > 0) await this.#walk({ ...walk, disk, path, session, play });
    else await play();
    if (told.wrong !== null) {
      this.#complain(path, told.wrong, found);
      return null;
    }
    const opened = session.entries.filter((entry) => entry.is === 'opened');
    return new Map(opened.map(({ store, rows }) => [store, written(rows)] as const));
  }

  #complain(path: string, what: string, { files }: Image): void {
    const listing = [...files].map(
      ([name, bytes]) => `      ${name} ${JSON.stringify(bytes.toString('latin1'))}`,
    );
    this.tally.broken.push(`${path}: ${what}\n${listing.join('\n')}`);
  }
}

interface GoingOn {
  readonly disk: FakeDisk;
  readonly persistence: Persistence;
  readonly base: Possible;
  readonly crashes: number;
  readonly path: string;
}

interface PowerCut {
  readonly persistence: Persistence;
  /** Numbers of the files that were touched lately. */
  readonly lately: ReadonlySet<number>;
  readonly possible: Possible;
  readonly crashes: number;
  readonly path: string;
}

interface Walk extends GoingOn {
  readonly session: Session;
  play(): Promise<void>;
}

function filesOf(effects: readonly Effect[]): ReadonlySet<number> {
  return new Set(effects.flatMap((effect) => ('file' in effect ? [effect.file] : [])));
}
