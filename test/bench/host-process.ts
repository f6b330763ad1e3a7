import { fork } from 'node:child_process';
import type { Figure } from './figure.ts';
import type { Task } from './row-process.ts';

/** Figures of one row; rejects with what the process said when it fails. */
export async function runTask(program: string, task: Task): Promise<readonly Figure[]> {
  const child = fork(program, [], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const figures = new Promise<readonly Figure[]>((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as readonly Figure[]));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The process for ${task.do} ended with ${String(code)}`)));
  });
  child.send(task);
  return figures;
}
