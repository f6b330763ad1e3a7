import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket as NodeSocket } from 'ws';
import type { StartApp } from '../../electron/app/app-port.ts';
import { runBrowserMode } from '../../electron/browser/run.ts';
import { socketTransport } from '../../renderer/transport.ts';
import type { Transport } from '../../shared/contract/create-api.ts';
import type { HostEvent } from '../../shared/contract/contract.ts';
import { FakeApp } from './fake-app.ts';
import { resolvable } from './resolvable.ts';

/** Browser mode in this process, over a fake app (unless it is given a true one to start) and a window of one small page. */
export interface Running {
  readonly app: FakeApp;
  readonly folder: string;
  readonly port: number;
  readonly token: string;
  /** The address of the window that it opened for the person; null: none. */
  readonly opened: string | null;
  readonly exitCode: Promise<number>;
  stop(): Promise<number>;
}

export async function startBrowserMode(
  app = new FakeApp(),
  open = false,
  startApp: StartApp = app.start,
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'browser-mode-'));
  const windowFolder = join(folder, 'window');
  mkdirSync(join(windowFolder, 'assets'), { recursive: true });
  writeFileSync(join(windowFolder, 'index.html'), '<p>Fieldbinder</p>');
  writeFileSync(join(windowFolder, 'assets', 'index-1.js'), '1');
  const stopping = resolvable<undefined>();
  const said = resolvable<string>();
  let opened: string | null = null;
  const args = [...(open ? [] : ['--no-open']), '--port', '0', '--data', join(folder, 'data')];
  const exitCode = runBrowserMode(args, {
    startApp,
    version: '0.0.0',
    windowFolder,
    say: said.resolve,
    complain: (line) => said.reject(new Error(line)),
    open: (address) => (opened = address),
    untilStopped: () => stopping.promise,
  });
  const [, port, token] =
    /^Fieldbinder is running at http:\/\/127\.0\.0\.1:(\d+)\/#(\S+)$/.exec(await said.promise) ?? [];
  if (port === undefined || token === undefined) throw new Error('Not the agreed line');
  const stop = async () => {
    stopping.resolve(undefined);
    const code = await exitCode;
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  return { app, folder, port: Number(port), token, opened, exitCode, stop };
}

export interface TestWindow extends Omit<Transport, 'invoke'> {
  /** In no workspace, if none is given. */
  invoke(name: string, input: unknown, workspace?: string | null): ReturnType<Transport['invoke']>;
  readonly events: HostEvent['is'][];
  /** Its work before it says that it may be closed. */
  lastWords: () => Promise<unknown>;
  /** Resolves at the next (or an earlier, not yet awaited) event of that kind. */
  event(is: HostEvent['is']): Promise<void>;
  /** Cuts the connection as a sleeping computer would. */
  cut(): void;
  /** Lets the waiting try to reconnect happen now. */
  tryAgain(): void;
}

/** A window without a page: the true transport over a Node socket, its waits in the test's hand. */
export function openWindow(running: Pick<Running, 'port' | 'token'>, windowId: string): TestWindow {
  const origin = `http://127.0.0.1:${running.port}`;
  const events: HostEvent['is'][] = [];
  const awaited: { is: HostEvent['is']; then: () => void }[] = [];
  let unseen: HostEvent['is'][] = [];
  let socket: NodeSocket | null = null;
  let due: (() => void) | null = null;
  const transport = socketTransport({
    url: `ws://127.0.0.1:${running.port}/`,
    token: running.token,
    windowId,
    open: (url, protocols) => {
      socket = new NodeSocket(url, protocols, { origin });
      socket.on('error', () => undefined);
      return socket as unknown as WebSocket;
    },
    later: (_ms, then) => {
      due = then;
    },
  });
  transport.subscribe(({ is }) => {
    if (is === 'closing') void window.lastWords().then(() => transport.invoke('readyToClose', null, null));
    events.push(is);
    const at = awaited.findIndex((each) => each.is === is);
    if (at === -1) unseen.push(is);
    else awaited.splice(at, 1).forEach((each) => each.then());
  });
  const window: TestWindow = {
    ...transport,
    invoke: (name, input, workspace = null) => transport.invoke(name, input, workspace),
    events,
    lastWords: () => Promise.resolve(),
    event(is) {
      if (!unseen.includes(is)) return new Promise((then) => awaited.push({ is, then }));
      unseen = unseen.filter((each, at) => each !== is || at !== unseen.indexOf(is));
      return Promise.resolve();
    },
    cut: () => socket?.terminate(),
    tryAgain: () => due?.(),
  };
  return window;
}
