import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a TypeScript file as a process of its own. */
export function startScript(script: URL, args: readonly string[]): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { text: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.text += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.errors += text));
  return new Child(child, output);
}

export class Child {
  readonly #process: ChildProcess;
  readonly #output: { readonly text: string; readonly errors: string };
  readonly #ended: Promise<unknown>;

  constructor(process: ChildProcess, output: { readonly text: string; readonly errors: string }) {
    this.#process = process;
    this.#output = output;
    this.#ended = once(process, 'close');
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The lines that are complete. */
  get lines(): readonly string[] {
    return this.#output.text.split('\n').slice(0, -1);
  }

  /** Resolves once it has printed that many lines; fails if it ends before, killed or by itself. */
  async printed(count: number): Promise<void> {
    const { stdout } = this.#process;
    if (stdout === null) throw new Error('Its output is a pipe');
    const ended = this.#ended.then(() => true);
    while (this.lines.length < count) {
      const printed = once(stdout, 'data').then(() => false);
      if (!(await Promise.race([printed, ended])) || this.lines.length >= count) continue;
      const { exitCode, signalCode } = this.#process;
      throw new Error(`Ended with ${exitCode ?? signalCode}: ${this.#output.errors}`);
    }
  }

  /** Asks it to end (SIGTERM); resolves when it is gone. */
  async quit(): Promise<void> {
    this.#process.kill('SIGTERM');
    await this.#ended;
  }

  /** SIGKILL; resolves when it is gone and all it had printed is read. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }
}
