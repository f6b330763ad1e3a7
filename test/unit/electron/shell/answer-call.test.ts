import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../../electron/shell/answer-call.ts';
import { INPUTS, WITHIN_WORKSPACE } from '../../../../shared/contract/contract.ts';
import type { CallName, Input } from '../../../../shared/contract/contract.ts';
import { FakeApp } from '../../../support/fake-app.ts';

describe('the one door for the window’s calls', () => {
  it('runs a call of the contract with its parsed input', async () => {
    const app = new FakeApp();
    const result = await answerCall(app, { name: 'rows', input: { since: 7 } });
    expect(result).toEqual({ ok: true, value: { name: 'rows', input: { since: 7 } } });
  });

  it.each([
    'toString',
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'Rows',
    '',
    ' rows',
    7,
    null,
    undefined,
    {},
    ['rows'],
  ])('refuses %j, which is no call', async (name) => {
    const app = new FakeApp();
    const result = await answerCall(app, { name, input: null });
    expect(result).toEqual({ ok: false, problem: { what: 'bad-call', detail: 'unknown-call' } });
    expect(app.asked).toEqual([]);
  });

  it.each([
    undefined,
    null,
    {},
    { since: '7' },
    { since: -1 },
    { since: 7, more: true },
    [],
    'since',
    { __proto__: null, since: {} },
  ])('refuses the input %j for rows and runs nothing', async (input) => {
    const app = new FakeApp();
    const result = await answerCall(app, { name: 'rows', input: input });
    expect(result).toEqual({ ok: false, problem: { what: 'bad-call', detail: 'bad-input:rows' } });
    expect(app.asked).toEqual([]);
  });

  it('refuses an input of no kind for every call that takes one', async () => {
    const app = new FakeApp();
    const names = Object.keys(INPUTS);
    for (const name of names) {
      const result = await answerCall(app, { name, input: () => undefined });
      expect(result, name).toMatchObject({ ok: false, problem: { what: 'bad-call' } });
    }
    expect(app.asked).toEqual([]);
  });

  it('turns an exception into a logged bug that tells the window nothing', async () => {
    const app = new FakeApp();
    const bug = new Error('the key is abc');
    app.answer = () => Promise.reject(bug);
    const bugs: unknown[] = [];
    const result = await answerCall(app, { name: 'open', input: null }, (call, error) =>
      bugs.push([call, error]),
    );
    expect(result).toEqual({ ok: false, problem: { what: 'bad-call', detail: 'internal' } });
    expect(bugs).toEqual([['open', bug]]);
  });

  it.each(Object.entries(WITHIN_WORKSPACE))(
    'takes %s only from the workspace that is open, where it concerns one: %s',
    async (name, within) => {
      const app = new FakeApp();
      app.workspace = 'acme';
      const refused = { ok: false, problem: { what: 'bad-call', detail: 'another-workspace' } };
      for (const workspace of ['practice', '', null, undefined, 7]) {
        const result = await answerCall(app, { name, input: validInputs[name as CallName], workspace });
        if (within) expect(result).toEqual(refused);
        else expect(result).toMatchObject({ ok: true });
      }
      expect(app.asked).toHaveLength(within ? 0 : 5);
      const input = validInputs[name as CallName];
      expect(await answerCall(app, { name, input, workspace: 'acme' })).toMatchObject({ ok: true });
    },
  );
});

const localId = 'account-1';
const edit = { localId, openedAtRevision: 0, type: 'customer', changed: {}, note: null } as const;

const validInputs: { readonly [N in CallName]: Input<N> } = {
  open: null,
  rows: { since: null },
  moreRows: { load: 1, from: 1 },
  account: { localId },
  saveAccount: edit,
  keepDraft: edit,
  dropDraft: { localId },
  discard: { localId },
  undoDiscard: { localId },
  tryAgain: { localId },
  sendNow: { localId },
  selected: { localIds: [localId] },
  planEdit: { localIds: [localId], key: 'url', to: 'a.example' },
  editMany: { localIds: [localId], key: 'url', to: 'a.example' },
  undoEditMany: { key: 'url', to: 'a.example', changed: [{ localId, was: '' }] },
  lookingAt: { localId },
  settleConflict: { localId, revision: 1, choices: {} },
  settleLook: { localId, revision: 1, remoteId: null },
  createAgain: { localId },
  duplicates: { localId, type: 'customer', values: {} },
  mergeInto: { localId, into: 'account-2' },
  downloadAgain: null,
  checkConnection: null,
  tryNow: null,
  setStayOffline: { on: true },
  connect: { address: 'acme', key: 'k', keepKey: false },
  giveKey: { key: 'k', keepKey: false },
  practice: null,
  setPracticeFaults: { slow: false, offline: false, dropAnswers: false, keepsLess: false, answer: 'normal' },
  setSingleKeys: { on: true },
  setTray: { on: true },
  setOpenAtLogin: { on: true },
  keepLayout: { view: 'sent' },
  saveSupportFile: { withValues: false },
  dismissNotice: { id: 'one' },
  openContact: { key: 'email', text: 'a@b.example' },
  openAccountPage: { localId },
  openLink: { link: 'salesbinder' },
  readyToClose: null,
  readyToLeave: null,
};
