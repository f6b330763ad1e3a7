import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Child } from '../../support/child.ts';
import { startScript } from '../../support/child.ts';
import type { Result } from '../../../shared/problem.ts';
import { rig } from '../../support/rig.ts';
import { connected, forgetFolder, KEY, must, newFolder } from '../../support/running-app.ts';

const { server, running } = rig();
const SCRIPT = new URL('./stopping-process.ts', import.meta.url);
const TAKEN = 'Another Fieldbinder has this folder now.';
const LIMITS = { windows: [{ requests: 15, ms: 1_000 }], blockMs: 1_000 };
const ACCOUNTS = 20;

let folder = '';
let children: Child[] = [];
beforeEach(async () => {
  folder = await newFolder();
  children = [];
});
afterEach(async () => {
  for (const child of children) await child.kill();
  await forgetFolder(folder);
});

function start(...args: readonly (string | number)[]): Child {
  const child = startScript(SCRIPT, [folder, ...args.map(String)]);
  children.push(child);
  return child;
}

/** Every file of the data folder but the lock itself, whose holder touches it. */
async function contents(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path, await readFile(path, 'latin1')] as const;
  });
  return new Map(await Promise.all(read));
}

// Windows has no signal that stops a process.
describe.skipIf(process.platform === 'win32')(
  'a process that wakes in a folder which another one took',
  () => {
    it.each([
      ['write 1', 'is killed'],
      ['write 21', 'is killed'],
      ['write 22', 'quits'],
      ['create 1', 'quits'],
      ['create 10', 'is killed'],
    ])('sends nothing and changes no file, stopped at %s, after the other %s', async (moment, end) => {
      const site = await server({ limits: LIMITS });
      const first = start(site.origin, ACCOUNTS, moment);
      await first.printed(1);
      expect(first.lines[0]).toBe('stopping');
      const past = new Date(Date.now() - 60_000);
      await utimes(join(folder, 'lock'), past, past);

      const second = start(site.origin, ACCOUNTS, 'never');
      await second.printed(1);
      expect(second.lines[0]).toBe('settled');
      // Killed, it leaves its lock and its name; having quit, it leaves nothing of either.
      await (end === 'quits' ? second.quit() : second.kill());
      const before = { files: await contents(), requests: site.log().length };

      process.kill(first.pid, 'SIGCONT');
      await first.printed(2);
      expect(first.lines[1]).toContain(TAKEN);
      await first.kill();
      expect(site.accounts()).toHaveLength(ACCOUNTS);
      expect(site.violations).toBe(0);
      const since = site.log().slice(before.requests);
      expect(since.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect(await contents()).toEqual(before.files);
      expect((await readdir(folder)).includes('lock')).toBe(end === 'is killed');
    });
  },
);

describe('connecting again while the first connecting still goes on', () => {
  it.each([1, 2, 4, 6])(
    'waits for it: every account goes out once, also when asked at request %i',
    async (request) => {
      const site = await server();
      let asked = 0;
      const again: Promise<Result<unknown>>[] = [];
      const run = await running({
        origin: site.origin,
        fetch: (input, init) => {
          const toSite = (input instanceof Request ? input.url : String(input)).startsWith(site.origin);
          asked += toSite && entered ? 1 : 0;
          if (asked === request && again.length === 0) {
            again.push(connect({ address: 'acme', key: KEY, keepKey: true }));
          }
          return globalThis.fetch(input, init);
        },
      });
      let entered = false;
      const { connect, practice, setStayOffline } = run.app.handlers;
      await connected(run);
      must(await setStayOffline({ on: true }));
      for (let number = 1; number <= 5; number += 1) {
        await run.save(`local-account-${number}`, 'customer', { name: `Firm ${number}` });
      }
      must(await practice(null));
      must(await setStayOffline({ on: false }));
      entered = true;

      must(await connect({ address: 'acme', key: KEY, keepKey: true }));
      for (let number = 1; number <= 5; number += 1) await run.reads(`local-account-${number}`, 'Sent');
      await run.until('the second was asked', () => Promise.resolve(again.length > 0));
      for (const answer of await Promise.all(again)) must(answer);
      expect(site.accounts()).toHaveLength(5);
      expect(site.log().filter(({ method }) => method === 'POST')).toHaveLength(5);
    },
  );

  it('never opens a second engine: both get the same workspace', async () => {
    const site = await server();
    const run = await running({ origin: site.origin });
    const { connect, practice } = run.app.handlers;
    const asks = { address: 'acme', key: KEY, keepKey: true };
    const answers = await Promise.all([connect(asks), practice(null), connect(asks), connect(asks)]);
    expect(answers.map((answer) => must(answer).workspace.id)).toEqual(['acme', 'practice', 'acme', 'acme']);
  });

  it('is given up when the app closes, and its workspace with it', async () => {
    let left = (): void => undefined;
    const leaves = new Promise<void>((resolve) => (left = resolve));
    const site = await server();
    const run = await running({
      origin: site.origin,
      fetch: (_, init) => {
        left();
        return new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
        });
      },
    });
    const connecting = run.app.handlers.connect({ address: 'acme', key: KEY, keepKey: true });
    await leaves;
    await run.app.close();
    expect(await connecting).toEqual({ ok: false, problem: { what: 'bad-call', detail: 'closing' } });
    expect(await run.app.handlers.practice(null)).toMatchObject({ ok: false });
  });
});
