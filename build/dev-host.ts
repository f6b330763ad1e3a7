import { fileURLToPath } from 'node:url';
import { startApp } from '../electron/app/app.ts';
import { runBrowserMode, untilSignalled } from '../electron/browser/run.ts';

/** The host behind `npm run dev`, straight from the sources: browser mode that opens no window of its own. */
process.exitCode = await runBrowserMode(process.argv.slice(2), {
  startApp,
  version: 'dev',
  windowFolder: fileURLToPath(new URL('../out/window', import.meta.url)),
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
  open: () => undefined,
  untilStopped: untilSignalled,
});
