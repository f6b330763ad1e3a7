import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../../electron/shell/answer-call.ts';
import { INPUTS } from '../../../../shared/contract/contract.ts';
import { FakeApp } from '../../../support/fake-app.ts';

describe('the one door for the window’s calls', () => {
  it('runs a call of the contract with its parsed input', async () => {
    const app = new FakeApp();
    const result = await answerCall(app.handlers, 'rows', { since: 7 });
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
    const result = await answerCall(app.handlers, name, null);
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
    const result = await answerCall(app.handlers, 'rows', input);
    expect(result).toEqual({ ok: false, problem: { what: 'bad-call', detail: 'bad-input:rows' } });
    expect(app.asked).toEqual([]);
  });

  it('refuses an input of no kind for every call that takes one', async () => {
    const app = new FakeApp();
    const names = Object.keys(INPUTS);
    for (const name of names) {
      const result = await answerCall(app.handlers, name, () => undefined);
      expect(result, name).toMatchObject({ ok: false, problem: { what: 'bad-call' } });
    }
    expect(app.asked).toEqual([]);
  });

  it('turns an exception into a logged bug that tells the window nothing', async () => {
    const app = new FakeApp();
    const bug = new Error('the key is abc');
    app.answer = () => Promise.reject(bug);
    const bugs: unknown[] = [];
    const result = await answerCall(app.handlers, 'open', null, (call, error) => bugs.push([call, error]));
    expect(result).toEqual({ ok: false, problem: { what: 'bad-call', detail: 'internal' } });
    expect(bugs).toEqual([['open', bug]]);
  });
});
