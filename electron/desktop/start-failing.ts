import { app, dialog } from 'electron';
import { startFaultWords } from '../../shared/words/en/shell.ts';
import type { Result } from '../../shared/problem.ts';
import type { App } from '../app/app-port.ts';
import type { Log } from '../shell/log-file.ts';
import { startFailureLine } from '../../shared/words/en/start-failure.ts';

/**
 * Whatever goes wrong at a start: a sentence, and an end. A program that stayed without a window would keep every later
 * start away, because it has the single instance's lock.
 */
export class StartFailing {
  #log: Log;
  #folder: string;
  #logs: string;

  /** @param folder of the data, and of the logs; absolute */
  constructor(log: Log, folder: string, logs: string) {
    this.#log = log;
    this.#folder = folder;
    this.#logs = logs;
  }

  /** The app that was begun; without one the program ends, and whoever waits for it waits for that. */
  async startedOrEnded(begun: Promise<Result<App>>): Promise<App> {
    const started = await begun;
    if (started.ok) return started.value;
    this.#end(startFailureLine(started.problem, this.#folder), started.problem.what);
    return new Promise<never>(() => undefined);
  }

  /** An unexpected failure. */
  onFault = (error: unknown): void => {
    this.#log({ is: 'bug', where: 'start', error });
    this.#end(startFaultWords(this.#logs), 'fault');
  };

  #end(line: string, problem: string): void {
    this.#log({ is: 'start-failed', problem });
    console.error(line);
    dialog.showErrorBox('Fieldbinder', line);
    app.exit(1);
  }
}
