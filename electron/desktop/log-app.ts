import type { App } from '../app/app-port.ts';
import type { Log } from '../shell/log-file.ts';

/** Events, as kinds and counts. */
export function logApp(running: App, log: Log): void {
  let before = '';
  running.subscribe((event) => {
    if (event.is !== 'status') return;
    const { connection, counts } = event.status;
    const problem = connection.is === 'held' ? connection.problem.what : null;
    const now = `${connection.is} ${String(problem)}`;
    if (now !== before) log({ is: 'connection', now: connection.is, problem });
    before = now;
    log({ is: 'counts', left: counts.waiting + counts.sending + counts.checking, needsYou: counts.needsYou });
  });
}

/** Bugs that nobody caught: logged, and the app goes on, since whatever was saved is on the disk. */
export function logUncaught(log: Log): void {
  process.on('uncaughtException', (error) => log({ is: 'bug', where: 'main', error }));
  process.on('unhandledRejection', (error) => log({ is: 'bug', where: 'main', error }));
}
