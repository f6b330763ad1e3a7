import { afterEach } from 'vitest';
import type { Practice, PracticeOptions } from '../../electron/practice/practice.ts';
import { forgetFolder, runApp, salesbinder } from './running-app.ts';
import type { RunOptions, RunningApp } from './running-app.ts';

export interface Rig {
  /** A SalesBinder on loopback, stopped after the test. */
  server(options?: Partial<PracticeOptions>): Promise<Practice>;
  /** The app on a folder of its own, stopped and forgotten after the test. */
  running(options?: RunOptions): Promise<RunningApp>;
}

/** Starts what a test asks for, and ends it in reverse order whatever happened. */
export function rig(): Rig {
  const endings: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
  });
  return {
    async server(options) {
      const site = await salesbinder(options);
      endings.push(() => site.stop());
      return site;
    },
    async running(options) {
      const run = await runApp(options);
      endings.push(
        () => forgetFolder(run.folder),
        () => run.stop(),
      );
      return run;
    },
  };
}
