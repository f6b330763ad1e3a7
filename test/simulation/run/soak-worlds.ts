import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Worlds at a time for one process. */
const CHUNK = 250;
/** Between two lines about how far it is, worlds. */
const EVERY = 1_000;

interface Asked {
  readonly from: number;
  readonly count: number;
  readonly cores: number;
  readonly say: (line: string) => void;
}

/** Some seeds for one process: from this one up to, not including, that one. */
export interface Some {
  readonly from: number;
  readonly until: number;
}

export interface Soaked {
  readonly passed: number;
  readonly failed: number;
}

/** Goes through worlds on several cores. What a process that died had not answered for counts as failed. */
export async function soakWorlds({ from, count, cores, say }: Asked): Promise<Soaked> {
  const end = from + count;
  const began = Date.now();
  let next = from;
  let done = 0;
  let broken = 0;

  const take = (): Some | null => {
    const some = { from: next, until: Math.min(next + CHUNK, end) };
    next = some.until;
    return some.from < some.until ? some : null;
  };
  const answered = ({ from: first, until }: Some, failures: readonly string[]): void => {
    for (const failure of failures) say(failure);
    broken += failures.length;
    const before = done;
    done += until - first;
    if (Math.floor(done / EVERY) > Math.floor(before / EVERY) || done === count) say(progress());
  };
  const progress = (): string => {
    const rate = (done * 1_000) / Math.max(1, Date.now() - began);
    const left = Math.round((count - done) / rate / 60);
    return `${done} of ${count} worlds, ${broken} broken, ${Math.round(rate)} a second, about ${left} min left`;
  };

  await Promise.all(Array.from({ length: cores }, () => work(take, answered)));
  return { passed: done - broken, failed: broken + count - done };
}

/** One process of its own: it is given some seeds, answers with what was broken, and is given the next. */
function work(
  take: () => Some | null,
  answered: (some: Some, failures: readonly string[]) => void,
): Promise<void> {
  const worker: ChildProcess = fork(fileURLToPath(new URL('soak-worker.ts', import.meta.url)));
  let some = take();
  const give = (): void => {
    if (some === null) worker.disconnect();
    else worker.send(some);
  };
  worker.on('message', (failures: readonly string[]) => {
    if (some !== null) answered(some, failures);
    some = take();
    give();
  });
  give();
  return new Promise((resolve) => worker.once('exit', () => resolve()));
}
