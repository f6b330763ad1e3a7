import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Growth, Point } from './chart.ts';
import type { Figure } from './figure.ts';
import { growthFigures, sizesUpTo } from './growth.ts';
import { runTask } from './host-process.ts';
import { PEERS } from './install-peers.ts';
import type { Order } from './order.ts';
import { measureElectron } from './rows/electron.ts';
import { measureSizes } from './rows/sizes.ts';
import { keystroke, measureSearch } from './rows/search.ts';
import { measureWindowRows } from './rows/window.ts';

/** In the order of the table. */
export const ROWS = [
  ...['save', 'block', 'open', 'drain', 'requests'],
  ...['search', 'window', 'electron', 'sizes', 'memory', 'growth'],
] as const;

export interface BenchOptions {
  /** The rows' own program. */
  readonly program: string;
  /** A folder on the disk that is measured. */
  readonly work: string;
  readonly accounts: number;
  readonly diskless: boolean;
}

/** In the outbox of every desk that is measured. */
const UNSENT = 1_000;

/** One run: desks are filled once a size and copied for each row. */
export class BenchRun {
  readonly #options: BenchOptions;
  readonly #filled = new Set<number>();
  /** Known after the row `growth`. */
  growths: readonly Growth[] = [];

  constructor(options: BenchOptions) {
    this.#options = options;
  }

  /** Rejects when it could not be measured. */
  async measure(row: string): Promise<readonly Figure[]> {
    const scratch = join(this.#options.work, row);
    await mkdir(scratch);
    try {
      return await this.#measure(row, scratch);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async #measure(row: string, scratch: string): Promise<readonly Figure[]> {
    const { accounts } = this.#options;
    switch (row) {
      case 'search':
        return measureSearch({ accounts, scratch });
      case 'window':
        return measureWindowRows({ accounts });
      case 'electron':
        return measureElectron(accounts, scratch);
      case 'sizes':
        return measureSizes();
      case 'growth':
        return this.#grow(scratch);
      default:
        return this.#inProcess(row, scratch, accounts);
    }
  }

  async #inProcess(row: string, scratch: string, accounts: number): Promise<readonly Figure[]> {
    const { program, diskless } = this.#options;
    const desk = join(scratch, 'desk');
    await cp(await this.#filledDesk(accounts), desk, { recursive: true });
    const order: Order = { accounts, scratch, desk, diskless, peers: PEERS };
    return runTask(program, { do: 'measure', row, order });
  }

  async #filledDesk(accounts: number): Promise<string> {
    const folder = join(this.#options.work, `filled-${accounts}`);
    if (this.#filled.has(accounts)) return folder;
    await mkdir(folder);
    await runTask(this.#options.program, { do: 'fill', folder, accounts, unsent: UNSENT });
    this.#filled.add(accounts);
    return folder;
  }

  async #grow(scratch: string): Promise<readonly Figure[]> {
    const points = new Map<string, Point[]>([
      ['saving', []],
      ['opening', []],
      ['searching', []],
    ]);
    for (const accounts of sizesUpTo(this.#options.accounts)) {
      const own = join(scratch, String(accounts));
      await mkdir(own);
      const host = await this.#inProcess('growth-point', own, accounts);
      const searching = await keystroke({ accounts, scratch: own });
      for (const { name, ours } of host) points.get(name)?.push({ accounts, value: ours });
      points.get('searching')?.push({ accounts, value: searching });
    }
    this.growths = [...points].map(([name, measured]) => ({ name, unit: 'ms', points: measured }));
    return growthFigures(this.growths);
  }
}
