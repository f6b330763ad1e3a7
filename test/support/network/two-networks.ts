import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

/** The name that SalesBinder has in the app's network, and in no other. */
export const SITE_NAME = 'salesbinder.test';

type Side = 'app' | 'site';

/** Two networks of their own on this computer, joined by one cable. Linux, as root or with its capability. */
export interface TwoNetworks {
  /** Runs a TypeScript file in one of them. */
  start(side: Side, script: URL, args: readonly string[]): Talker;
  /** From now on packets are lost on their way, both ways. @returns how, in a few words */
  breakDown(): string;
  /** How many packets were lost since then, both ways. */
  lost(): number;
  pullCable(): void;
  plugCable(): void;
  /** Whether SalesBinder's name is known in the app's network. */
  knowName(known: boolean): void;
  remove(): Promise<void>;
}

/** @returns why this computer allows none, in a word, where it doesn't */
export function twoNetworks(): TwoNetworks | string {
  if (process.platform !== 'linux') return 'only Linux has network namespaces';
  const names = { app: `fieldbinder-app-${process.pid}`, site: `fieldbinder-site-${process.pid}` };
  const settings = join('/etc/netns', names.app);
  const talkers: Talker[] = [];
  const within = (side: Side, ...command: readonly string[]): string =>
    run('ip', 'netns', 'exec', names[side], ...command);
  const remove = async (): Promise<void> => {
    for (const talker of talkers) await talker.kill();
    for (const name of Object.values(names)) quietly(() => run('ip', 'netns', 'del', name));
    rmSync(settings, { recursive: true, force: true });
  };
  const knowName = (known: boolean): void =>
    writeFileSync(
      join(settings, 'hosts'),
      `127.0.0.1 localhost\n${known ? `${ADDRESS.site} ${SITE_NAME}\n` : ''}`,
    );
  try {
    mkdirSync(settings, { recursive: true });
    knowName(true);
    // Nobody answers there, which is told at once.
    writeFileSync(join(settings, 'resolv.conf'), 'nameserver 127.0.0.1\n');
    for (const name of Object.values(names)) run('ip', 'netns', 'add', name);
    run(
      'ip',
      'link',
      'add',
      'cable',
      'netns',
      names.app,
      'type',
      'veth',
      'peer',
      'name',
      'cable',
      'netns',
      names.site,
    );
    for (const side of SIDES) {
      within(side, 'ip', 'link', 'set', 'lo', 'up');
      within(side, 'ip', 'address', 'add', `${ADDRESS[side]}/24`, 'dev', 'cable');
      within(side, 'ip', 'link', 'set', 'cable', 'up');
    }
  } catch (error) {
    void remove();
    return `this computer allows no network namespaces (${String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''})`;
  }
  return {
    start(side, script, args) {
      const talker = new Talker(
        spawn(
          'ip',
          ['netns', 'exec', names[side], process.execPath, '--import', 'tsx', fileURLToPath(script), ...args],
          {
            stdio: ['pipe', 'pipe', 'inherit'],
          },
        ),
      );
      talkers.push(talker);
      return talker;
    },
    breakDown() {
      for (const [words, ...queue] of QUEUES) {
        try {
          for (const side of SIDES) within(side, 'tc', 'qdisc', 'replace', 'dev', 'cable', 'root', ...queue);
          return words;
        } catch {
          // This kernel was built without it.
        }
      }
      throw new Error('This kernel knows no queue that loses packets');
    },
    lost: () =>
      SIDES.map((side) => within(side, 'tc', '-s', 'qdisc', 'show', 'dev', 'cable'))
        .flatMap((shown) => [...shown.matchAll(/dropped (\d+)/g)])
        .reduce((sum, [, dropped]) => sum + Number(dropped), 0),
    pullCable: () => void within('site', 'ip', 'link', 'set', 'cable', 'down'),
    plugCable: () => void within('site', 'ip', 'link', 'set', 'cable', 'up'),
    knowName,
    remove,
  };
}

/** The best first: netem is left out of some small kernels, and there a queue of two packets before a slow line stands in. */
const QUEUES: readonly (readonly [words: string, ...queue: readonly string[]])[] = [
  [
    'loses 4 %, delays, reorders and doubles',
    ...['netem', 'delay', '15ms', '10ms', 'loss', '4%', 'reorder', '25%', '50%', 'duplicate', '1%'],
  ],
  [
    'delays, and loses what a short queue has no room for',
    ...['tbf', 'rate', '400kbit', 'burst', '1600', 'limit', '3200'],
  ],
];
const SIDES = ['app', 'site'] as const;
const ADDRESS = { app: '10.77.0.1', site: '10.77.0.2' } as const;

/** A process that says lines and is told lines. */
export class Talker {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #said: string[] = [];
  #heard: () => void = () => undefined;

  constructor(child: ChildProcess) {
    this.#process = child;
    this.#ended = new Promise((resolve) => child.once('close', resolve));
    if (child.stdout === null) throw new Error('Its output is a pipe');
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.#said.push(line);
      this.#heard();
    });
    void this.#ended.then(() => this.#heard());
  }

  tell(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  /** The next line that begins so; those before it are passed over. Fails when the process ends instead. */
  async says(start: string): Promise<string> {
    for (;;) {
      const at = this.#said.findIndex((line) => line.startsWith(start));
      const line = this.#said[at];
      if (line !== undefined) {
        this.#said.splice(0, at + 1);
        return line;
      }
      if (this.#process.exitCode !== null) throw new Error(`Ended before it said "${start}"`);
      await new Promise<void>((resolve) => (this.#heard = resolve));
    }
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }
}

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // It is not there.
  }
}
