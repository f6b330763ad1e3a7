import { describe, expect, test } from 'vitest';
import { step } from '../../../../shared/outbox/step.ts';
import type { OutboxRecord, StateName } from '../../../../shared/outbox/record.ts';
import { discarded } from '../../../support/records.ts';
import { broken } from './kept.ts';
import { BOTH, DISCARDED, PLAIN, SUPERSEDED } from './life-table.ts';
import { HAPPENINGS, SITUATIONS, superseded } from './situations.ts';
import type { Happening, Situation } from './situations.ts';

const STATES: Readonly<Record<string, StateName>> = {
  W: 'waiting',
  S: 'sending',
  U: 'unknown',
  A: 'unknown',
  C: 'conflict',
  R: 'refused',
  G: 'gone',
  Y: 'synced',
};

interface Cell {
  readonly situation: Situation;
  readonly happening: Happening;
  readonly becomes: string;
}

describe.each([
  ['as it is', PLAIN, (record: OutboxRecord) => record],
  ['edited since', SUPERSEDED, superseded],
  ['discarded', DISCARDED, discarded],
  ['edited since and discarded', BOTH, (record: OutboxRecord) => discarded(superseded(record))],
] as const)('a record, %s', (_, table, prepared) => {
  const cells = cellsOf(table);

  test('has every situation and every happening in its table', () => {
    const names = cells.map((cell) => `${cell.situation} ${cell.happening}`);
    const all = Object.keys(SITUATIONS).flatMap((one) => Object.keys(HAPPENINGS).map((is) => `${one} ${is}`));
    expect(names.toSorted()).toEqual(all.toSorted());
  });

  test.each(cells.map(named))('%s', (_name, { situation, happening, becomes }) => {
    const before = prepared(SITUATIONS[situation]());
    const event = HAPPENINGS[happening](before);
    const after = step(before, event);
    expect(broken(before, event, after)).toEqual([]);
    if (becomes === '.') expect(after).toBe(before);
    else {
      expect(after).not.toBe(before);
      expect(after.state.name).toBe(STATES[becomes]);
      expect(after.state.name === 'unknown' && after.state.ask !== null).toBe(becomes === 'A');
    }
  });
});

function named(cell: Cell): readonly [string, Cell] {
  const outcome = cell.becomes === '.' ? 'nothing changes' : (STATES[cell.becomes] ?? cell.becomes);
  return [`${cell.situation}, ${cell.happening}: ${outcome}`, cell];
}

function cellsOf(table: string): readonly Cell[] {
  const [head = '', ...rows] = table.trim().split('\n');
  const situations = head.trim().split(/\s+/) as Situation[];
  return rows.flatMap((row) => {
    const [happening, ...states] = row.trim().split(/\s+/) as [Happening, ...string[]];
    return situations.map((situation, at) => ({ situation, happening, becomes: states[at] ?? 'missing' }));
  });
}
