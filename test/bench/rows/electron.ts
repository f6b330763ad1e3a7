import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../../build/ensure-built.ts';
import { installedElectron } from '../../../build/find-electron.ts';
import { electronSwitches } from '../../support/electron-switches.ts';
import { atMost, figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { median } from '../statistics.ts';
import { fillFolder } from '../window-accounts.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const ROUNDS = 5;

/** One start of a program. Times from the process's beginning. */
interface Start {
  readonly paintedMs: number;
  /** A field that takes what is typed is on the screen. */
  readonly typingMs: number;
  /** The private and shared memory of all its processes, each shared page counted in each of them. */
  readonly memoryMB: number;
}

/**
 * From the process's beginning to a painted window and to typing, and the memory of all processes; beside a bare Electron
 * with one window, one page and one field in the same run, taking turns. Only where Electron's program is.
 */
export async function measureElectron(accounts: number, scratch: string): Promise<readonly Figure[]> {
  const program = installedElectron();
  if (program === null) throw new Error('Electron’s program is not here');
  await ensureBuilt();
  const probe = join(scratch, 'probe.cjs');
  await writeFile(probe, PROBE);
  const bare = await bareApp(join(scratch, 'bare'));
  const [none, full] = [join(scratch, 'none'), join(scratch, 'full')];
  await fillFolder(none, 0);
  await fillFolder(full, accounts);
  const starts = { bare: [] as Start[], none: [] as Start[], full: [] as Start[] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, app, folder] of [
      ['bare', bare, join(scratch, 'bare-data')],
      ['none', root, none],
      ['full', root, full],
    ] as const) {
      const start = await startOnce(program, ['-r', probe, app, ...electronSwitches({ folder })]);
      // The first round only warms the disk.
      if (round > 0) starts[name].push(start);
    }
  }
  return [
    ...figuresOf('electron, no accounts', starts.none, starts.bare),
    ...figuresOf(`electron, ${accounts.toLocaleString('en')} accounts`, starts.full, starts.bare),
  ];
}

function figuresOf(name: string, ours: readonly Start[], bare: readonly Start[]): readonly Figure[] {
  const of = (starts: readonly Start[], what: keyof Start): number =>
    median(starts.map((start) => start[what]));
  const [painted, typing, memory] = (['paintedMs', 'typingMs', 'memoryMB'] as const).map((what) => ({
    ours: of(ours, what),
    limit: of(bare, what),
  }));
  if (painted === undefined || typing === undefined || memory === undefined) return [];
  return [
    figure({
      ...{ name: `${name}: painted (limit: a bare window)`, unit: 'ms', ...painted },
      goals: [atMost(painted.ours / painted.limit, 1.3, '≤ 1.3 × limit')],
    }),
    figure({
      ...{ name: `${name}: typing (limit: a bare window)`, unit: 'ms', ...typing },
      goals: [atMost(typing.ours / typing.limit, 1.5, '≤ 1.5 × limit')],
    }),
    figure({
      ...{ name: `${name}: memory (limit: a bare window)`, unit: 'MB', ...memory },
      goals: [atMost(memory.ours - memory.limit, 150, '≤ limit + 150 MB')],
    }),
  ];
}

async function bareApp(folder: string): Promise<string> {
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "name": "bare", "version": "1.0.0", "main": "main.cjs" }');
  await writeFile(join(folder, 'page.html'), '<!doctype html><title>Bare</title><p>One page</p><input />');
  await writeFile(
    join(folder, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron');
app.enableSandbox();
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 820, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadFile(require('node:path').join(__dirname, 'page.html'));
});
`,
  );
  return folder;
}

/** Runs in the main process, before the app. The window is asked every few milliseconds, which costs both the same. */
const PROBE = `const { app } = require('electron');
const sinceStart = () => Date.now() - process.getCreationTime();
app.on('browser-window-created', (_event, window) => {
  let painted = 0;
  window.once('ready-to-show', () => (painted = sinceStart()));
  const typable = 'document.querySelector("input:not([type=checkbox]):not([type=radio])") !== null';
  const ask = () => {
    if (window.isDestroyed()) return;
    window.webContents.executeJavaScript(typable).then((ready) => {
      if (!ready || painted === 0 || !window.isVisible()) return void setTimeout(ask, 10);
      const typing = sinceStart();
      // Settled: what loads after the first moment is there as well.
      setTimeout(() => {
        const kB = app.getAppMetrics().reduce((sum, one) => sum + one.memory.workingSetSize, 0);
        console.log('START ' + JSON.stringify({ paintedMs: painted, typingMs: typing, memoryMB: kB / 1024 }));
        app.quit();
      }, 3000);
    });
  };
  window.webContents.once('dom-ready', ask);
});
`;

function startOnce(program: string, args: readonly string[]): Promise<Start> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  }
  const limit = setTimeout(() => child.kill('SIGKILL'), 120_000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(limit);
      const found = /^START (.+)$/m.exec(said)?.[1];
      if (found === undefined) reject(new Error(`Nothing was measured:\n${said}`));
      else resolve(JSON.parse(found) as Start);
    });
  });
}
