import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRowFeed } from '../../electron/list/rows.ts';
import type { RowFeed as HostRows } from '../../electron/list/rows.ts';
import { rowOf } from '../../shared/contract/projections.ts';
import { LoadedRows } from '../../renderer/list/rows.svelte.ts';
import type { Row } from '../../shared/contract/contract.ts';
import { listed, mirrorRig } from '../support/mirror-way.ts';
import type { MirrorRig } from '../support/mirror-way.ts';
import { RowsWire } from '../support/rows-wire.ts';

type Step =
  | { readonly is: 'go'; readonly times: number }
  | { readonly is: 'download'; readonly ids: readonly number[]; readonly name: string }
  | { readonly is: 'remove'; readonly ids: readonly number[] }
  | { readonly is: 'save'; readonly id: number; readonly name: string }
  | { readonly is: 'reload' | 'cut' | 'restart' | 'drop' };

const id = fc.nat({ max: 25 });
const name = fc.constantFrom('Acme', 'Books', 'Cider', 'Dairy');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ is: fc.constant('go' as const), times: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('download' as const), ids: fc.array(id, { maxLength: 5 }), name }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('remove' as const), ids: fc.array(id, { maxLength: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('save' as const), id, name }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step[]>({ is: 'reload' }, { is: 'cut' }, { is: 'restart' }, { is: 'drop' }),
  },
);

/** A host and a window with little in a chunk, and a wire between them that a test stirs. */
class Rig {
  readonly #rig: MirrorRig;
  readonly #wire: RowsWire;
  #openings = 0;
  window: LoadedRows;

  constructor(rig: MirrorRig, choices: readonly number[]) {
    this.#rig = rig;
    let at = 0;
    const choose = (of: number): number => (choices[at++ % choices.length] ?? 0) % Math.max(1, of);
    let wire: RowsWire | null = null;
    const yieldToEventLoop = (): Promise<void> => wire?.yieldToEventLoop() ?? Promise.resolve();
    wire = new RowsWire(this.#open(yieldToEventLoop), choose);
    this.#wire = wire;
    this.window = this.#newWindow();
  }

  async do(one: Step): Promise<void> {
    const { mirror, accounts } = this.#rig;
    switch (one.is) {
      case 'go':
        for (let time = 0; time < one.times; time += 1) await this.#wire.go();
        return;
      case 'download':
        await mirror.put(one.ids.map((each) => mirrored(each, one.name)));
        return;
      case 'remove':
        await mirror.remove(one.ids.map((each) => `remote-${String(each)}`));
        return;
      case 'save':
        await accounts.save({
          localId:
            one.id % 2 === 0 ? `sb-remote-${String(one.id)}` : `local-${String(one.id).padStart(8, '0')}`,
          openedAtRevision: 0,
          type: 'customer',
          changed: { name: { from: '', to: one.name } },
          note: null,
        });
        return;
      case 'reload':
        this.window = this.#newWindow();
        return;
      case 'cut':
        this.#reconnect();
        return;
      case 'restart':
        this.#wire.replace(this.#open(() => this.#wire.yieldToEventLoop()));
        this.#reconnect();
        return;
      case 'drop':
        this.#wire.drop();
    }
  }

  /** Everything that waits happens. */
  async comeToRest(): Promise<void> {
    while (await this.#wire.go());
  }

  get shown(): readonly Row[] {
    const { window } = this;
    return inOrder(Array.from({ length: window.count }, (_, index) => window.at(index)));
  }

  get truth(): readonly Row[] {
    const { accounts, mirror } = this.#rig;
    const { records, drafts, identity } = accounts;
    const downloaded = [...mirror.accounts.keys()].map((remoteId) => identity.localIdOf(remoteId));
    const localIds = new Set([...records.keys(), ...drafts.keys(), ...downloaded]);
    return inOrder([...localIds].map((each) => rowOf(accounts.accountAsItStands(each))));
  }

  #open(yieldToEventLoop: () => Promise<void>): HostRows {
    this.#openings += 1;
    const random = (): number => this.#openings / 100;
    const { accounts, mirror } = this.#rig;
    return openRowFeed(accounts, mirror, { random, yieldToEventLoop, sizes: { first: 3, others: 4 } });
  }

  #newWindow(): LoadedRows {
    const window: LoadedRows = new LoadedRows(this.#wire.window((page) => void window.apply(page)));
    void window.load();
    return window;
  }

  #reconnect(): void {
    this.#wire.lose();
    this.#wire.cut = false;
    void this.window.resume();
  }
}

function mirrored(each: number, called: string) {
  const { values, ...account } = listed(`remote-${String(each)}`);
  const modified = `2026-08-${String((each % 27) + 1).padStart(2, '0')}T08:00:00+00:00`;
  return {
    account: { ...account, type: 'customer' as const, values: { ...values, name: called }, modified },
    rest: {},
    asked: 0,
  };
}

function inOrder(rows: readonly (Row | null | undefined)[]): readonly Row[] {
  return rows.filter((one) => one != null).toSorted((a, b) => (a.localId < b.localId ? -1 : 1));
}

test('whatever changes while the list comes, and whatever gets lost, the window ends with what the host has', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.array(fc.nat({ max: 1_000 }), { minLength: 5, maxLength: 40 }),
      async (steps, choices) => {
        const rig = mirrorRig();
        await rig.mirror.put(Array.from({ length: 14 }, (_, each) => mirrored(each, 'First')));
        const both = new Rig(rig, choices);
        for (const one of steps) await both.do(one);
        await both.comeToRest();
        // Where the last that was told got lost, the next that is told shows it.
        if (steps.some(({ is }) => is === 'drop')) await both.do({ is: 'download', ids: [99], name: 'Last' });
        await both.comeToRest();
        expect(both.shown).toEqual(both.truth);
        expect(both.window.counts.all).toBe(both.truth.length);
        expect(both.window.progress).toBeNull();
      },
    ),
    { numRuns: 300 },
  );
});

test('the list is in use from its first chunk on, and says how much is still to come', async () => {
  const rig = mirrorRig();
  await rig.mirror.put(Array.from({ length: 20 }, (_, each) => mirrored(each, `Firm ${String(each)}`)));
  await new Rig(rig, [0]).do({ is: 'save', id: 1, name: 'Typed here' });
  const both = new Rig(rig, [0]);
  while (both.window.count === 0) await both.do({ is: 'go', times: 1 });
  expect(both.shown.map((row) => row.name)).toEqual(['Typed here']);
  expect(both.window.progress).toEqual({ here: 1, of: 21 });
  expect(both.window.counts.all).toBe(21);
  expect(both.window.complete).toBe(false);

  // Of the others the newest come first, whatever their order in the mirror.
  while (both.window.count === 1) await both.do({ is: 'go', times: 1 });
  expect(both.shown.map((row) => row.name).toSorted()).toEqual(
    ['Firm 16', 'Firm 17', 'Firm 18', 'Firm 19', 'Typed here'].toSorted(),
  );
  await both.comeToRest();
  expect(both.window.complete).toBe(true);
  expect(both.window.count).toBe(21);
});

test('who missed more than is remembered gets the list anew', async () => {
  const rig = mirrorRig();
  const both = new Rig(rig, [0]);
  await both.comeToRest();
  for (let page = 0; page < 6; page += 1) {
    await rig.mirror.put(Array.from({ length: 1_000 }, (_, each) => mirrored(page * 1_000 + each, 'Many')));
    await both.do({ is: 'drop' });
  }
  await rig.mirror.put([mirrored(1, 'Last')]);
  await both.comeToRest();
  expect(both.shown).toEqual(both.truth);
  expect(both.window.count).toBe(6_000);
});
