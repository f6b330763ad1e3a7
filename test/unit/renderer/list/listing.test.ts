import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Listing } from '../../../../renderer/list/listing.ts';
import { comparing, isEnteredHere, sortKey } from '../../../../renderer/list/sort-rows.ts';
import type { Order, SortColumn } from '../../../../shared/contract/list-layout.ts';
import { VIEWS } from '../../../../shared/contract/list-layout.ts';
import type { View } from '../../../../shared/contract/list-layout.ts';
import type { Row } from '../../../../shared/contract/contract.ts';
import type { RecordStatus } from '../../../../shared/outbox/status.ts';
import { row, rows } from '../../../support/listed-rows.ts';

type Step =
  | { readonly is: 'take'; readonly rows: readonly Row[]; readonly removed: readonly string[] }
  | { readonly is: 'search'; readonly query: string }
  | { readonly is: 'show'; readonly view: View }
  | { readonly is: 'sort'; readonly by: SortColumn }
  | { readonly is: 'clear' };

const removed = fc.array(
  row.map(({ localId }) => localId),
  { maxLength: 12 },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('take' as const), rows: rows(25), removed }) },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('search' as const),
      query: fc.constantFrom(
        '',
        'a',
        'ac',
        'acme',
        'acme b',
        'acme bath',
        'ba',
        'ULM',
        'zur',
        'firm 1',
        'lodz',
        '  ',
        'x',
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('show' as const), view: fc.constantFrom(...VIEWS) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('sort' as const),
      by: fc.constantFrom('edited' as const, 'name' as const, 'city' as const, 'status' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ is: 'clear' as const }) },
);

const FIRST: Order = { by: 'edited', descending: true };

/** A column sorts, turns the order round, and the third time gives it up. */
function next(order: Order, by: SortColumn): Order {
  if (order.by !== by) return { by, descending: false };
  return order.descending ? FIRST : { by, descending: true };
}

/** The list as plainly as it can be said: everything anew at each look. */
class Plain {
  readonly #rows = new Map<string, Row>();
  #query = '';
  #view: View = 'all';
  order: Order = FIRST;

  do(one: Step): void {
    switch (one.is) {
      case 'take':
        for (const localId of one.removed) this.#rows.delete(localId);
        for (const each of one.rows) this.#rows.set(each.localId, each);
        return;
      case 'search':
        this.#query = one.query;
        return;
      case 'show':
        this.#view = one.view;
        return;
      case 'sort':
        this.order = next(this.order, one.by);
        return;
      case 'clear':
        this.#rows.clear();
    }
  }

  get shown(): readonly Row[] {
    const words = this.#query
      .toLowerCase()
      .split(' ')
      .filter((word) => word !== '');
    const all = [...this.#rows.values()].filter(
      (one) => isShown(one, this.#view) && words.every((word) => one.find.includes(word)),
    );
    const compare = comparing({ rows: all, keys: all.map((one) => sortKey(one, this.order.by)) }, this.order);
    return all
      .map((_, at) => at)
      .sort(compare)
      .flatMap((at) => all[at] ?? []);
  }

  count(view: View): number {
    return [...this.#rows.values()].filter((one) => isShown(one, view)).length;
  }
}

function isShown({ status, draft }: Row, view: View): boolean {
  const { is } = status;
  if (view === 'all') return is !== 'discarded' || status.found !== null;
  if (view === 'waiting') return ['waiting', 'sending', 'checking'].includes(is);
  if (view === 'drafts') return draft || is === 'draft';
  return is === view;
}

function shownBy(listing: Listing): readonly (Row | undefined)[] {
  return Array.from({ length: listing.count }, (_, index) => listing.at(index));
}

/** Nothing takes any time, so that a busy machine ends no slice of work. */
beforeEach(() => void vi.spyOn(performance, 'now').mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

test('whatever comes, changes, goes, is searched, shown and sorted: the list is what it would be anew', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const listing = new Listing(() => undefined);
      const plain = new Plain();
      for (const one of steps) {
        plain.do(one);
        if (one.is === 'take') listing.take(one.rows, one.removed);
        else if (one.is === 'search') listing.search(one.query);
        else if (one.is === 'show') listing.show(one.view);
        else if (one.is === 'sort') listing.sortBy(one.by);
        else listing.clear();
        expect(shownBy(listing)).toEqual(plain.shown);
        expect(VIEWS.map((view) => listing.counts[view])).toEqual(VIEWS.map((view) => plain.count(view)));
        const entered = plain.shown.findIndex((shown) => !isEnteredHere(shown));
        const all = entered === -1 ? plain.shown.length : entered;
        const first = plain.order.by === 'edited' && plain.order.descending;
        expect(listing.entered).toBe(first ? all : null);
        plain.shown.forEach((shown, index) => expect(listing.indexOf(shown.localId)).toBe(index));
      }
    }),
  );
});

test('what changes while a long list is sorted is in its place when the new order shows', async () => {
  vi.restoreAllMocks();
  const [one] = fc.sample(row, { numRuns: 1, seed: 5 });
  if (one === undefined) throw new Error('No row');
  const named = (at: number, name: string): Row => ({
    ...one,
    localId: `record-${String(at)}`,
    name,
    find: name.toLowerCase(),
    status: { is: 'sending' },
  });
  const many = Array.from({ length: 60_000 }, (_, at) => named(at, `Firm ${String((at * 7_919) % 60_000)}`));
  let ordered = (): void => undefined;
  const inOrder = new Promise<void>((resolve) => (ordered = resolve));
  const listing = new Listing(() => {
    if (listing.order.by === 'name') ordered();
  });
  listing.take(many, []);
  listing.sortBy('name');
  // It takes many slices, and the old order shows until then.
  expect(listing.order.by).toBe('edited');
  listing.take([named(0, 'Aaa'), named(70_000, 'Zzz')], ['record-1']);
  await inOrder;
  const names = shownBy(listing).map((shown) => shown?.name ?? '');
  expect(names).toHaveLength(60_000);
  expect([names[0], names[1], names[2], names.at(-1)]).toEqual(['Aaa', 'Firm 1', 'Firm 2', 'Zzz']);
  expect(names.indexOf(many[1]?.name ?? '')).toBe(-1);
});

/** Rows of these statuses, the newest first. */
function withStatuses(...statuses: readonly RecordStatus[]): readonly Row[] {
  const [one] = fc.sample(row, { numRuns: 1, seed: 5 });
  if (one === undefined) throw new Error('No row');
  return statuses.map((status, at) => ({
    ...one,
    localId: `record-${String(at)}`,
    name: `Firm ${String(at)}`,
    find: `firm ${String(at)}`,
    draft: false,
    editedAt: 10_000 - at,
    status,
  }));
}

const NEEDS_YOU: RecordStatus = { is: 'needs-you', why: { because: 'gone' } };
const THERE: RecordStatus = { is: 'in-salesbinder' };

test('the next that needs a person is found around the end, whatever is shown or searched', () => {
  const listing = new Listing(() => undefined);
  listing.take(withStatuses(NEEDS_YOU, THERE, NEEDS_YOU), []);
  listing.show('drafts');
  listing.search('nothing like it');
  expect(listing.nextIn('needs-you', null)).toBe('record-0');
  expect(listing.nextIn('needs-you', 'record-0')).toBe('record-2');
  expect(listing.nextIn('needs-you', 'record-2')).toBe('record-0');
  expect(listing.nextIn('sent', null)).toBeNull();
  expect(listing.firstIn('needs-you', 1).map(({ localId }) => localId)).toEqual(['record-0']);
  expect(listing.firstIn('needs-you', 9)).toHaveLength(2);
});

test('what was entered here comes before what was downloaded, however new that is', () => {
  const listing = new Listing(() => undefined);
  const [newest, ...others] = withStatuses(THERE, { is: 'sending' }, THERE, NEEDS_YOU);
  listing.take([...others, ...(newest === undefined ? [] : [newest])], []);
  expect(shownBy(listing).map((one) => one?.localId)).toEqual([
    'record-1',
    'record-3',
    'record-0',
    'record-2',
  ]);
  expect(listing.entered).toBe(2);
});

test('today counts what was entered here since midnight, not what was downloaded', () => {
  const listing = new Listing(() => undefined);
  const sent: RecordStatus = { is: 'sent', at: 0, number: 7 };
  const rows = withStatuses(NEEDS_YOU, THERE, sent, { is: 'sending' }, { is: 'draft' });
  listing.take(rows, []);
  expect(listing.since(0)).toEqual({ entered: 3, sent: 1, needYou: 1 });
  expect(listing.since(9_999)).toEqual({ entered: 1, sent: 0, needYou: 1 });
  listing.take([], ['record-0']);
  expect(listing.since(0)).toEqual({ entered: 2, sent: 1, needYou: 0 });
  listing.clear();
  expect(listing.since(0)).toEqual({ entered: 0, sent: 0, needYou: 0 });
});

test('the first few that match are found for the commands, of any view', () => {
  const [one] = fc.sample(row, { numRuns: 1, seed: 5 });
  if (one === undefined) throw new Error('No row');
  const listing = new Listing(() => undefined);
  const names = ['Acme', 'Other', 'Acme Too', 'Acme Three'];
  const some = names.map((name, at) => ({
    ...one,
    localId: `record-${String(at)}`,
    name,
    find: name.toLowerCase(),
    editedAt: -at,
  }));
  listing.take(some, []);
  listing.show('needs-you');
  listing.search('nothing like it');
  expect(listing.matching('ACME', 2).map(({ name }) => name)).toEqual(['Acme', 'Acme Too']);
});
