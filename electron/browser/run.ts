import { once } from 'node:events';
import { join } from 'node:path';
import type { App, StartApp } from '../app/app-port.ts';
import { readAssets } from '../shell/assets.ts';
import type { Host } from '../host.ts';
import { nodeFetch } from './fetch.ts';
import { keysFile } from '../shell/keys-file.ts';
import { mayOpenOutside } from '../shell/links.ts';
import { startFailureLine } from '../../shared/words/en/start-failure.ts';
import { TERMINAL } from '../../shared/words/en/terminal.ts';
import { defaultFolder, readCommandLine } from './command-line.ts';
import type { Command } from './command-line.ts';
import { Entry } from './entry.ts';
import { serveWindow } from './loopback-server.ts';
import type { Serving } from './loopback-server.ts';
import { openInBrowser } from './open-in-browser.ts';
import { windowLine } from './window-line.ts';

/** The parts of browser mode and its outputs; a test gives its own. */
export interface Parts {
  readonly startApp: StartApp;
  readonly version: string;
  /** The built window, absolute. */
  readonly windowFolder: string;
  say(line: string): void;
  complain(line: string): void;
  /** Opens a window there, for the person. */
  open(address: string): void;
  /** Resolves when somebody wants it to end. */
  untilStopped(): Promise<unknown>;
}

/** @returns the exit code: 0 stopped as asked, 1 could not start, 2 not understood. */
export async function runBrowserMode(args: readonly string[], parts: Parts): Promise<number> {
  const command = readCommandLine(args);
  switch (command.is) {
    case 'help':
      parts.say(TERMINAL.usage(defaultFolder()));
      return 0;
    case 'wrong':
      parts.complain(command.line);
      return 2;
    case 'run':
      return serveUntilStopped(command, parts);
  }
}

type Run = Extract<Command, { is: 'run' }>;

async function serveUntilStopped(command: Run, parts: Parts): Promise<number> {
  const assets = readAssets(parts.windowFolder);
  const started = await parts.startApp({
    folder: command.folder,
    host: browserHost(command.folder, parts.version),
    timeScale: command.timeScale,
    salesbinderOrigin: process.env['FIELDBINDER_SALESBINDER_ORIGIN'] || null,
  });
  if (!started.ok) {
    parts.complain(startFailureLine(started.problem, command.folder));
    return 1;
  }
  const app = started.value;
  const entry = new Entry();
  const serving = await serveWindow({ assets, port: command.port, entry }, windowLine(app));
  if (serving === null) {
    parts.complain(TERMINAL.portTaken(command.port));
    await app.close();
    return 1;
  }
  const address = `http://127.0.0.1:${serving.port}/`;
  parts.say(TERMINAL.running(`${address}#${entry.token}`));
  if (command.open) parts.open(`${address}#${entry.ticket()}`);
  await parts.untilStopped();
  await stop(app, serving);
  return 0;
}

/** Ends in order: the drafts are kept, calls are refused, then the files are closed. */
async function stop(app: App, serving: Serving): Promise<void> {
  await serving.close();
  await app.close();
}

function browserHost(folder: string, version: string): Host {
  return {
    kind: 'browser',
    version,
    secrets: keysFile(join(folder, 'keys.json'), { is: 'plain' }),
    fetch: nodeFetch,
    // A page in a browser has no tray and no badge: what needs a person stands in the window.
    notify: () => undefined,
    badge: () => undefined,
    openLink: (url) => {
      if (mayOpenOutside(url)) openInBrowser(url);
    },
  };
}

/** Ctrl+C, or a polite kill. A second one ends the process at once, as ever. */
export function untilSignalled(): Promise<unknown> {
  return Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}
