import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { Judge } from './judge.ts';
import { DoubleCreates } from './double-creates.ts';
import { honest } from './value-judge.ts';

/** Faults have ended and time has passed: what stands in the outbox now. */
export function judgeTheEnd(judge: Judge): void {
  const doubles = new DoubleCreates(judge);
  for (const record of judge.records) {
    const { localId, state, discarded } = record;
    const stands = `${state.name}${discarded ? ', discarded' : ''}`;
    if (!rests(record)) judge.breaks('everything comes to rest', `${localId} is left ${stands}`);
    if (state.name === 'synced' && !discarded) honest(judge, record);
  }
  for (const entry of judge.ledger.entries.values()) {
    for (const [first, second] of doubles.twice(entry)) {
      const how = `${entry.localId}, by requests ${first.no} and ${second.no}`;
      judge.breaks('one account for each create', how);
    }
  }
}

/** Sent, needing a person, or discarded by one. */
export function rests({ state, discarded }: OutboxRecord): boolean {
  const asked = state.name === 'unknown' && state.ask !== null;
  const settled = ['synced', 'refused', 'conflict', 'gone'].includes(state.name) || asked;
  return settled || (discarded && state.name === 'waiting');
}
