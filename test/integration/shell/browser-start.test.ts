import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runBrowserMode } from '../../../electron/browser/run.ts';
import { openWindow, startBrowserMode } from '../../support/browser-mode.ts';
import type { Running } from '../../support/browser-mode.ts';
import { FakeApp } from '../../support/fake-app.ts';
import { resolvable } from '../../support/resolvable.ts';

let running: Running;
beforeEach(async () => {
  running = await startBrowserMode();
});
afterEach(async () => {
  await running.stop();
});

describe('starting and stopping', () => {
  it('closes the app when stopped, and exits with 0', async () => {
    expect(await running.stop()).toBe(0);
    expect(running.app.closed).toBe(true);
    await expect(fetch(`http://127.0.0.1:${running.port}/`)).rejects.toThrow();
  });

  it('waits, before it stops, for what is still being typed in the window', async () => {
    const draft = { localId: 'record-1', openedAtRevision: 0, type: 'customer', changed: {}, note: 'typed' };
    const window = openWindow(running, 'one');
    const saved = resolvable<undefined>();
    window.lastWords = async () => {
      await saved.promise;
      expect(running.app.closed).toBe(false);
      await window.invoke('keepDraft', draft);
    };
    await window.invoke('open', null);
    const stopped = running.stop();
    await window.event('closing');
    saved.resolve(undefined);
    expect(await stopped).toBe(0);
    expect(running.app.asked.map(({ name }) => name)).toEqual(['open', 'keepDraft', 'readyToClose']);
  });

  it('stops soon though the window says nothing', async () => {
    const window = openWindow(running, 'one');
    window.lastWords = () => resolvable<undefined>().promise;
    await window.invoke('open', null);
    expect(await running.stop()).toBe(0);
    expect(running.app.closed).toBe(true);
  });

  it('makes a new token at each start', async () => {
    const again = await startBrowserMode();
    expect(again.token).not.toBe(running.token);
    expect(Buffer.from(again.token, 'base64url')).toHaveLength(32);
    await again.stop();
  });

  it('says in one line that another process has the data, and exits with 1', async () => {
    const app = new FakeApp();
    app.refusesToStart = { what: 'storage', reason: 'in-use', detail: 'lock' };
    const [code, said] = await runOnce(app, ['--no-open', '--port', '0', '--data', running.folder]);
    expect(code).toBe(1);
    expect(said).toEqual([`Fieldbinder is already running with its data in ${running.folder}.`]);
  });

  it('says in one line that the port is taken, and lets the data go', async () => {
    const app = new FakeApp();
    const [code, said] = await runOnce(app, ['--no-open', '--port', String(running.port)]);
    expect(code).toBe(1);
    expect(said).toEqual([`Port ${running.port} is taken; choose another with --port, or --port 0 for any.`]);
    expect(app.closed).toBe(true);
  });

  it('exits with 2 on arguments it does not know, before anything is touched', async () => {
    const app = new FakeApp();
    const [code, said] = await runOnce(app, ['--frobnicate']);
    expect(code).toBe(2);
    expect(said).toHaveLength(1);
    expect(app.starts).toEqual([]);
  });
});

async function runOnce(app: FakeApp, args: string[]): Promise<[number, string[]]> {
  const said: string[] = [];
  const code = await runBrowserMode(args, {
    startApp: app.start,
    version: '0.0.0',
    windowFolder: `${running.folder}/window`,
    say: (line) => said.push(line),
    complain: (line) => said.push(line),
    open: () => undefined,
    untilStopped: () => Promise.resolve(),
  });
  return [code, said];
}
