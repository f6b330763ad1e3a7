import { describe, expect, it } from 'vitest';
import type { RemoteAccount, Values } from '../../../../shared/account.ts';
import type { UnconfirmedCreate } from '../../../../shared/outbox/match-account.ts';
import { unconfirmedCreates } from '../../../../shared/sync/unconfirmed.ts';
import { lookupsFor, onLookup } from '../../../../shared/sync/verify.ts';
import type { Moment, Scanned } from '../../../../shared/sync/verify.ts';
import { waitsAt } from '../../../../shared/sync/waits.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import { account, attempt, fresh, instant, T0 } from '../../../support/records.ts';

const waits = waitsAt(1);
const ENDED = instant({ wall: T0 + 1_000, mono: 2_000 });

/** A create whose answer was lost; `skew` null: nobody knows when that was by the server's clock. */
function lost(localId: string, skew: number | null = 0, values: Values = { name: localId }): OutboxRecord {
  const record = { ...fresh(values), localId };
  const sent = attempt(record, `of ${localId}`, { startedAt: instant({ skew }), endedAt: ENDED });
  return {
    ...record,
    attempts: [sent],
    state: { name: 'unknown', lookAt: T0, looks: 0, ask: null, refusal: null },
  };
}

function creates(...records: readonly OutboxRecord[]): readonly UnconfirmedCreate[] {
  return unconfirmedCreates(records, instant({ run: 'run-2' }), null);
}

/** @param since the attempt ended, ms */
function moment(since: number): Moment {
  const now = instant({ wall: ENDED.wall + since, mono: ENDED.mono + since });
  return { at: T0, now, random: 0.5, waits };
}

describe('lookups', () => {
  it('of all creates whose time is known are one scan, from two minutes before the earliest', () => {
    const [a, b] = [lost('a'), lost('b', 5_000)];
    const [only, ...more] = lookupsFor(creates(a, b), new Set(['b']), moment(0));
    expect(more).toEqual([]);
    expect(only?.filter).toEqual({ by: 'modifiedSince', epochSeconds: (T0 - 120_000) / 1_000 });
    expect(only?.creates.map(({ record }) => record.localId)).toEqual(['a', 'b']);
  });

  describe('of a create whose time is in doubt', () => {
    const known = lost('a', null, { name: 'Acme', email: ' a@acme.example ' });
    const filtersAt = (since: number): readonly unknown[] =>
      lookupsFor(creates(known, lost('b', null)), new Set(['a', 'b']), moment(since)).map(
        ({ filter }) => filter,
      );

    it('go by its e-mail, or by its name', () => {
      expect(filtersAt(119_999)).toEqual([
        { by: 'email', email: 'a@acme.example' },
        { by: 'name', name: 'b' },
      ]);
    });

    it('go through the whole list once for all of them, before any may be sent again', () => {
      const [only, ...more] = lookupsFor(
        creates(known, lost('b', null)),
        new Set(['a', 'b']),
        moment(120_000),
      );
      expect(more).toEqual([]);
      expect(only?.filter).toEqual({ by: 'modifiedSince', epochSeconds: 0 });
      expect(only?.creates.map(({ record }) => record.localId)).toEqual(['a', 'b']);
    });
  });

  it('by the time serve only creates of which every attempt’s time is known', () => {
    const twice = lost('b');
    const later = attempt(twice, 'again', { startedAt: instant({ skew: null }), endedAt: ENDED });
    const both = { ...twice, attempts: [...twice.attempts, later] };
    const asked = lookupsFor(creates(lost('a'), both), new Set(['a', 'b']), moment(0));
    expect(asked.map((one) => [one.filter.by, one.creates.map(({ record }) => record.localId)])).toEqual([
      ['modifiedSince', ['a']],
      ['name', ['b']],
    ]);
  });

  it('are none where none is due', () => {
    expect(lookupsFor(creates(lost('a'), lost('b', null)), new Set(), moment(0))).toEqual([]);
  });
});

describe('a lookup', () => {
  const made = (name: string): RemoteAccount => ({
    ...account({ name }),
    ...{ type: 'customer', created: new Date(T0 + 500).toISOString() },
  });

  function told(since: number, scanned: Partial<Scanned>, isDue = new Set(['a'])): readonly unknown[] {
    const [lookup] = lookupsFor(creates(lost('a'), lost('b')), new Set(['a']), moment(since));
    if (lookup === undefined) throw new Error('One is due');
    const whole: Scanned = { accounts: [], proves: 'absence', owned: new Set(), others: [], ...scanned };
    return [...onLookup(lookup, whole, isDue, moment(since))].map(([localId, event]) => ({
      localId,
      ...event,
    }));
  }

  it('adopts what equals the create, also where that one was not due', () => {
    expect(told(0, { accounts: [made('b')] })).toMatchObject([
      { localId: 'a', is: 'not-found' },
      { localId: 'b', is: 'found', attemptId: 'of b' },
    ]);
  });

  it('permits a second POST only once nothing can be committed any more', () => {
    expect(told(119_999, {})).toMatchObject([{ is: 'not-found', permits: false }]);
    expect(told(120_000, {})).toMatchObject([{ is: 'not-found', permits: true }]);
  });

  it('by name or e-mail never permits a second POST: SalesBinder may have cut what was sent', () => {
    const byName = { filter: { by: 'name', name: 'a' }, creates: creates(lost('a', null)) } as const;
    const none: Scanned = { accounts: [], proves: 'absence', owned: new Set(), others: [] };
    expect(onLookup(byName, none, new Set(['a']), moment(120_000)).get('a')).toMatchObject({
      ...{ is: 'not-found', permits: false },
    });
  });

  it.each(['old-list', 'not-whole'] as const)(
    'that proves no absence (%s) permits nothing for half an hour',
    (proves) => {
      expect(told(29 * 60_000, { proves })).toMatchObject([{ is: 'put-off', problem: { detail: proves } }]);
      expect(told(30 * 60_000, { proves })).toMatchObject([{ is: 'not-found', permits: true }]);
    },
  );

  it('whose list has fewer rows than it counts permits nothing, ever: in the end a person is asked', () => {
    const proves = 'incomplete-list';
    expect(told(179_999, { proves })).toMatchObject([{ is: 'put-off', problem: { detail: proves } }]);
    const nextLookAt = T0 + waits.incompleteIsLookedUpAfter;
    for (const since of [180_000, 24 * 60 * 60_000]) {
      expect(told(since, { proves })).toMatchObject([{ is: 'cannot-prove', nextLookAt }]);
    }
  });

  it('adopts from a list with fewer rows than it counts only once it was not made whole', () => {
    const short = { proves: 'incomplete-list', accounts: [made('a')] } as const;
    expect(told(179_999, short)).toMatchObject([{ localId: 'a', is: 'put-off' }]);
    expect(told(180_000, short)).toMatchObject([{ localId: 'a', is: 'found' }]);
  });

  it('judges the accounts that it was seen to be near, though no list shows them any more', () => {
    const seen = (name: string): unknown => {
      const record = { ...lost('acme'), suspects: [made(name)] };
      const [lookup] = lookupsFor(creates(record), new Set(['acme']), moment(120_000));
      if (lookup === undefined) throw new Error('It is due');
      const nothing: Scanned = { accounts: [], proves: 'absence', owned: new Set(), others: [] };
      return onLookup(lookup, nothing, new Set(['acme']), moment(120_000)).get('acme');
    };
    expect(seen('acme')).toMatchObject({ is: 'found', account: { values: { name: 'acme' } } });
    expect(seen('Acme Ltd')).toMatchObject({ is: 'cannot-tell', why: 'near' });
  });

  it('that finds a similar account asks a person, but not while the create itself may still turn up', () => {
    const [lookup] = lookupsFor(creates(lost('acme')), new Set(['acme']), moment(0));
    if (lookup === undefined) throw new Error('It is due');
    const near = [{ ...made('Acme Ltd'), id: 'near' }];
    const at = (since: number): unknown => {
      const scanned: Scanned = { accounts: near, proves: 'absence', owned: new Set(), others: [] };
      return onLookup(lookup, scanned, new Set(['acme']), moment(since)).get('acme');
    };
    expect(at(1_000)).toMatchObject({ is: 'put-off', dueAt: T0 + 119_000 });
    expect(at(120_000)).toMatchObject({ is: 'cannot-tell', why: 'near' });
  });
});
