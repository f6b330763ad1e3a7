import { describe, expect, it } from 'vitest';
import { afterMerging, afterUndoing } from '../../../../shared/outbox/absorb.ts';
import type { Values } from '../../../../shared/account.ts';
import { recordOfMirrored, step } from '../../../../shared/outbox/step.ts';
import { unsent } from '../../../../shared/outbox/merge.ts';
import { recordStatusOf } from '../../../../shared/outbox/status.ts';
import type { OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  accepted,
  account,
  discarded,
  edit,
  edited,
  fresh,
  lost,
  mineOf,
  started,
  T0,
} from '../../../support/records.ts';

/** "Add to it": what was typed into a new account becomes an edit of another one. Undone, it is neither lost nor doubled. */

const TYPED = { name: 'ACME Inc.', email: 'a@acme.example', phone: '2' };

interface Two {
  readonly source: OutboxRecord;
  readonly target: OutboxRecord;
}

const there = (values: Values = { name: 'Acme', phone: '1', fax: '' }): OutboxRecord =>
  recordOfMirrored('sb-remote-1', account(values), T0);

function added(target: OutboxRecord, source = fresh(TYPED)): Two {
  const [into, gone] = afterMerging(source.localId, { record: source, draft: undefined }, target, T0);
  if (into === undefined || gone === undefined) throw new Error('They were merged');
  return { target: into, source: gone };
}

function undone({ source, target }: Two): Two {
  const after = step(source, { is: 'undone', at: T0 + 1 });
  const [own, other = target] = afterUndoing(after, source, () => target, T0 + 1);
  return { source: own, target: other };
}

const told = ({ history }: OutboxRecord): readonly string[] => history.map(({ event }) => event.what);

it('says of the new one which account it is part of', () => {
  expect(recordStatusOf(added(there()).source)).toEqual({ is: 'discarded', found: null, addedTo: 'Acme' });
});

describe('undoing "Add to it" before it was sent', () => {
  it('takes what was typed out of the other account, and brings the new one back with all of it', () => {
    const merged = added(there());
    expect(unsent(merged.target.fields)).toEqual({ email: 'a@acme.example', phone: '2' });
    const { source, target } = undone(merged);
    expect(source).toMatchObject({ discarded: false, state: { name: 'waiting' } });
    expect(mineOf(source)).toEqual(TYPED);
    expect(source.addedTo).toBeUndefined();
    expect(unsent(target.fields)).toEqual({});
    expect(target.state.name).toBe('synced');
    expect(told(target).at(-1)).toBe('taken-back');
    expect(told(source)).toEqual(['created', 'added-to', 'discard-undone']);
  });

  it('leaves an earlier edit of that account as it was', () => {
    const { target } = undone(added(edited(there(), { phone: '7', fax: '9' })));
    expect(unsent(target.fields)).toEqual({ phone: '7', fax: '9' });
  });

  it('brings nothing back that was discarded in that account before, and makes no conflict of it', () => {
    const merged = added(discarded(edited(there(), { phone: '2', email: 'old@acme.example' })));
    expect(merged.target.state.name).toBe('waiting');
    expect(unsent(merged.target.fields)).toEqual({ email: 'a@acme.example', phone: '2' });
    const { target } = undone(merged);
    expect(unsent(target.fields)).toEqual({});
    expect(target.state.name).toBe('synced');
  });

  it('leaves what was typed into that account since', () => {
    const merged = added(there());
    const since = edited(merged.target, { phone: '3' });
    const { source, target } = undone({ ...merged, target: since });
    expect(unsent(target.fields)).toEqual({ phone: '3' });
    expect(mineOf(source)).toEqual(TYPED);
    expect(told(source)).not.toContain('stays-there');
  });

  it('leaves what SalesBinder has meanwhile, in the place of a conflict', () => {
    const merged = added(there());
    const clash = step(merged.target, { is: 'pulled', at: T0, theirs: account({ phone: '8' }) });
    expect(clash.state.name).toBe('conflict');
    const { target } = undone({ ...merged, target: clash });
    expect(target).toMatchObject({ state: { name: 'synced' }, fields: { phone: { base: '8', mine: '8' } } });
  });

  it('takes it out of an account that was not sent itself', () => {
    const other = { ...fresh({ name: 'Acme', phone: '1' }), localId: 'other' };
    const { target } = undone(added(other));
    expect(mineOf(target)).toEqual({ name: 'Acme', phone: '1' });
    expect(target.state.name).toBe('waiting');
  });

  it('leaves an account that was created again since with what it had before', () => {
    const merged = added(there());
    const gone = step(merged.target, { is: 'gone', at: T0 });
    const target = step(gone, { is: 'created-again', at: T0 });
    expect(mineOf(undone({ ...merged, target }).target)).toEqual({ name: 'Acme', phone: '1' });
  });

  it('takes the note out, unless it was changed since', () => {
    const noted = step(fresh(TYPED), edit(fresh(TYPED), {}, { note: 'Ask for Kim' }));
    const merged = added(there(), noted);
    expect(merged.target.note).toBe('Ask for Kim');
    expect(undone(merged).target.note).toBe('');
    const since = step(merged.target, edit(merged.target, {}, { note: 'Ask for Kim. Closed on Mondays' }));
    expect(undone({ ...merged, target: since }).target.note).toBe('Ask for Kim. Closed on Mondays');
  });

  it('happens as well when somebody types into the discarded one', () => {
    const merged = added(there());
    const after = edited(merged.source, { fax: '5' });
    const [own, other] = afterUndoing(after, merged.source, () => merged.target, T0);
    expect(mineOf(own)).toEqual({ ...TYPED, fax: '5' });
    expect(unsent(other?.fields ?? {})).toEqual({});
  });

  it('happens once: a later discard and undo is its own affair', () => {
    const { source, target } = undone(added(there()));
    const again = step(step(source, { is: 'discarded', at: T0 }), { is: 'undone', at: T0 });
    expect(afterUndoing(again, source, () => target, T0)).toEqual([again]);
  });
});

describe('undoing "Add to it" too late', () => {
  const sent = (record: OutboxRecord): OutboxRecord =>
    accepted(started(record, 'p1'), 'p1', account({ name: 'Acme', email: 'a@acme.example', phone: '2' }));

  it.each<readonly [string, (record: OutboxRecord) => OutboxRecord]>([
    ['it was sent', sent],
    ['it is on its way', (record) => started(record, 'p1')],
    ['it may have arrived', (record) => lost(started(record, 'p1'), 'p1')],
  ])('says that it stays there, since %s, and brings the new account back', (_, become) => {
    const merged = added(there());
    const late = become(merged.target);
    const { source, target } = undone({ ...merged, target: late });
    expect(target).toBe(late);
    expect(mineOf(source)).toEqual(TYPED);
    expect(source.discarded).toBe(false);
    expect(source.history.at(-1)?.event).toEqual({
      what: 'stays-there',
      name: 'Acme',
      fields: ['email', 'phone'],
    });
  });

  it('says the same when the other account has left the outbox', () => {
    const { source } = added(there());
    const after = step(source, { is: 'undone', at: T0 });
    const [own, ...others] = afterUndoing(after, source, () => undefined, T0);
    expect(told(own).at(-1)).toBe('stays-there');
    expect(others).toEqual([]);
  });

  it('takes out what was not sent of it', () => {
    const merged = added(there());
    const only = { ...merged.target, fields: { ...merged.target.fields } };
    const partly = accepted(
      step(only, {
        is: 'started',
        at: T0,
        attempt: {
          ...{
            id: 'p1',
            kind: 'update',
            revision: only.revision,
            type: 'customer',
            sent: { email: TYPED.email },
          },
          ...{ startedAt: { wall: T0, mono: 0, run: 'r', skew: 0 }, endedAt: null },
        },
      }),
      'p1',
      account({ email: TYPED.email }),
    );
    const { source, target } = undone({ ...merged, target: partly });
    expect(unsent(target.fields)).toEqual({});
    expect(target.fields.phone).toMatchObject({ base: '1', mine: '1' });
    expect(source.history.at(-1)?.event).toMatchObject({ what: 'stays-there', fields: ['email'] });
  });
});
