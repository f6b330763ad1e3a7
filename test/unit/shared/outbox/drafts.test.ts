import { describe, expect, test } from 'vitest';
import { movedDraft, unseenBy, withUnseen } from '../../../../shared/outbox/drafts.ts';
import type { Draft } from '../../../../shared/outbox/event.ts';

const RECORD = { localId: 'local-1', revision: 3, type: 'prospect', note: 'of the record' } as const;

function draft(
  changed: Readonly<Record<string, string>>,
  note: string | null,
  more: Partial<Draft> = {},
): Draft {
  const edits = Object.entries(changed).map(([key, to]) => [key, { from: '', to }] as const);
  const base = { localId: 'remote-1', openedAtRevision: 0, type: 'customer', at: 5 } as const;
  return { ...base, changed: Object.fromEntries(edits), note, ...more };
}

describe('a draft that moves to the record whose account it was typed into', () => {
  test('keeps each field, and is marked until a window has taken it up', () => {
    const moved = movedDraft(RECORD, draft({ phone: '1' }, null), undefined);
    expect(moved).toEqual({
      localId: 'local-1',
      openedAtRevision: 3,
      type: 'prospect',
      changed: { phone: { from: '', to: '1' } },
      note: null,
      at: 5,
      moved: true,
    });
  });

  test('takes its note along with the note that the record has', () => {
    expect(movedDraft(RECORD, draft({}, 'typed there'), undefined).note).toBe('of the record\ntyped there');
  });

  test('overwrites nothing of a draft that is there: its own text goes into the note', () => {
    const there = draft({ phone: '2', fax: '3' }, 'typed here', { localId: 'local-1', at: 9 });
    const moved = movedDraft(RECORD, draft({ phone: '1', url: 'u' }, 'typed there'), there);
    expect(moved.changed).toEqual({
      phone: { from: '', to: '2' },
      fax: { from: '', to: '3' },
      url: { from: '', to: 'u' },
    });
    expect(moved.note).toBe('typed here\ntyped there\nPhone: 1');
    expect(moved.at).toBe(9);
  });
});

describe('an edit by somebody who has not seen a moved draft', () => {
  const there = draft({ phone: '1', fax: '2' }, 'moved note', { moved: true });
  const edit = { openedAtRevision: 3, type: 'customer', changed: { phone: { from: '', to: '9' } } } as const;

  test('leaves what it does not mention as a draft', () => {
    expect(unseenBy({ ...edit, note: null }, there)).toEqual({
      ...there,
      changed: { fax: { from: '', to: '2' } },
    });
    expect(unseenBy({ ...edit, note: 'more than moved note' }, there)?.note).toBeNull();
  });

  test('ends it where it has everything, and always ends a draft of its own', () => {
    const all = { ...edit, changed: { ...edit.changed, fax: { from: '', to: '' } }, note: 'moved note' };
    expect(unseenBy(all, there)).toBeNull();
    expect(unseenBy({ ...edit, note: null }, draft({ fax: '2' }, 'own'))).toBeNull();
  });

  test('joins it when it is itself a draft', () => {
    const typed = draft({ phone: '9' }, 'new');
    expect(withUnseen(typed, there)).toEqual({
      ...typed,
      changed: { phone: { from: '', to: '9' }, fax: { from: '', to: '2' } },
      note: 'moved note\nnew',
      moved: true,
    });
    expect(withUnseen(typed, undefined)).toBe(typed);
  });
});
