import { describe, expect, test } from 'vitest';
import type { Values } from '../../../../shared/account.ts';
import { joined } from '../../../../shared/outbox/same-account.ts';
import { recordOfMirrored, step } from '../../../../shared/outbox/step.ts';
import type { HistoryEvent, OutboxRecord } from '../../../../shared/outbox/record.ts';
import {
  accepted,
  account,
  checked,
  edited,
  fresh,
  lost,
  started,
  synced,
  T0,
} from '../../../support/records.ts';

/** A value that was typed and sent, and that SalesBinder has no longer, stands in the history beside what it has. */

const LATER = '2026-09-02T08:00:00+00:00';

function told({ history }: OutboxRecord): readonly HistoryEvent[] {
  return history.map(({ event }) => event).filter(({ what }) => what === 'altered' || what === 'replaced');
}

function pulled(record: OutboxRecord, values: Values, modified: string | null): OutboxRecord {
  return step(record, { is: 'pulled', at: T0, theirs: account(values, { modified }) });
}

/** Sent as a change of an account that SalesBinder had. */
function changed(values: Values): OutboxRecord {
  const typed = edited(recordOfMirrored('sb-remote-1', account({ name: 'Acme', phone: '1' }), T0), values);
  return accepted(started(typed, 'a1'), 'a1', account({ name: 'Acme', phone: '1', ...values }));
}

const EMOJI = { field: 'name', typed: 'Blumen 🌸', kept: 'Blumen' } as const;

describe('what SalesBinder made of a value itself is told with what was typed', () => {
  test('in the answer to a new account', () => {
    const record = accepted(started(fresh({ name: 'Blumen 🌸' }), 'a1'), 'a1', account({ name: 'Blumen' }));
    expect(told(record)).toEqual([{ what: 'altered', ...EMOJI }]);
  });

  test('in the answer to a change', () => {
    const record = started(edited(synced(), { name: 'Blumen 🌸' }), 'a1');
    expect(told(accepted(record, 'a1', account({ name: 'Blumen', phone: '1' })))).toEqual([
      { what: 'altered', ...EMOJI },
    ]);
  });

  test('when a list of the same version shows it, also after other changes', () => {
    const record = changed({ name: 'Blumen 🌸' });
    const { modified = null } = record;
    expect(told(pulled(record, { name: 'Blumen', phone: '1' }, modified))).toEqual([
      { what: 'altered', ...EMOJI },
    ]);
  });

  test('when the check before the next change shows it', () => {
    const record = edited(changed({ name: 'Blumen 🌸' }), { phone: '2' });
    const theirs = account({ name: 'Blumen', phone: '1' }, { modified: record.modified ?? null });
    const after = checked(record, theirs);
    expect(told(after)).toEqual([{ what: 'altered', ...EMOJI }]);
    expect(after.state.name).toBe('waiting');
  });

  test('when the check of a change whose answer was lost shows it', () => {
    const record = lost(started(edited(synced(), { name: 'Blumen 🌸' }), 'a1'), 'a1');
    const after = checked(record, account({ name: 'Blumen', phone: '1' }, { modified: LATER }));
    expect(told(after)).toEqual([{ what: 'replaced', ...EMOJI }]);
    expect(after.state.name).toBe('synced');
  });
});

describe('what somebody wrote over a value that was sent is told with what was typed', () => {
  const replaced = [{ what: 'replaced', field: 'phone', typed: '604 555 0199', kept: '7' }];

  test('when a list shows it', () => {
    const record = changed({ phone: '604 555 0199' });
    expect(told(pulled(record, { name: 'Acme', phone: '7' }, LATER))).toEqual(replaced);
  });

  test('when the check before the next change shows it', () => {
    const record = edited(changed({ phone: '604 555 0199' }), { fax: '2' });
    const theirs = account({ name: 'Acme', phone: '7' }, { modified: LATER });
    expect(told(checked(record, theirs))).toEqual(replaced);
  });

  test('when the answer to the next change shows it', () => {
    const record = started(edited(changed({ phone: '604 555 0199' }), { fax: '2' }), 'a2');
    const answer = account({ name: 'Acme', phone: '7', fax: '2' }, { modified: LATER });
    expect(told(accepted(record, 'a2', answer))).toEqual(replaced);
  });

  test('also where a list showed another writing of it before', () => {
    const record = pulled(changed({ phone: '604 555 0199' }), { phone: '(604) 555-0199' }, LATER);
    const after = pulled(record, { phone: '7' }, '2026-09-03T08:00:00+00:00');
    expect(told(after)).toEqual([{ ...replaced[0], typed: '(604) 555-0199' }]);
  });

  test('also where it stood there already when it was typed', () => {
    const typed = edited(synced(), { phone: '604 555 0199' });
    const record = pulled(typed, { name: 'Acme', phone: '604 555 0199' }, LATER);
    expect(record.state.name).toBe('synced');
    const after = pulled(record, { name: 'Acme', phone: '7' }, '2026-09-03T08:00:00+00:00');
    expect(told(after)).toEqual(replaced);
  });

  test('also where it was sent under a second record of the account', () => {
    const record = accepted(started(fresh(), 'a1'), 'a1', account({ name: 'Acme' }));
    const both = joined(record, changed({ phone: '604 555 0199' }), T0);
    expect(told(pulled(both, { name: 'Acme', phone: '7' }, LATER))).toEqual(replaced);
  });

  test('and not where nothing was typed here, or what was typed is still to be sent', () => {
    const downloaded = recordOfMirrored('sb-remote-1', account({ name: 'Acme', phone: '1' }), T0);
    expect(told(pulled(edited(downloaded, { fax: '2' }), { phone: '7' }, LATER))).toEqual([]);
    expect(told(pulled(edited(changed({ phone: '5' }), { phone: '6' }), { phone: '7' }, LATER))).toEqual([]);
  });
});
