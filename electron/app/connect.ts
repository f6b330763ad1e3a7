import type { Connected, Input } from '../../shared/contract/contract.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import type { CurrentWorkspace } from './current-workspace.ts';
import { whyRefused } from '../salesbinder/v2/api-key.ts';
import { parseAddress } from '../salesbinder/origin.ts';
import { storageProblem } from '../store/disk/disk-error.ts';
import type { Link } from '../sync/link-state.ts';
import type { Sync } from '../sync/engine.ts';
import { PRACTICE } from './workspace.ts';

/**
 * Connects to a SalesBinder site: tested with one harmless request; without a way there, it is checked later. A second
 * one waits for the first, and finds the workspace open.
 */
export function connect(current: CurrentWorkspace, asked: Input<'connect'>): Promise<Result<Connected>> {
  return current.switching(() => connectNow(current, asked));
}

async function connectNow(current: CurrentWorkspace, asked: Input<'connect'>): Promise<Result<Connected>> {
  const subdomain = parseAddress(asked.address);
  if (!subdomain.ok) return subdomain;
  if (current.open?.workspace.id === subdomain.value) return giveKeyNow(current, asked);
  const key = readKey(asked.key);
  if (!key.ok) return key;
  const next = await current.openBeside(subdomain.value, key.value);
  if (!next.ok) return next;
  const link = await verdict(next.value.sync, current.ending);
  const against = current.ending.aborted ? CLOSING : whyNot(link);
  const kept =
    against === null ? await keepKey(current, subdomain.value, key.value, asked.keepKey) : failed(against);
  if (!kept.ok) {
    await next.value.close();
    return kept;
  }
  const taken = await current.take(next.value);
  return taken.ok ? current.connected(link?.is === 'online' ? 'now' : 'later') : taken;
}

const CLOSING: Problem = { what: 'bad-call', detail: 'closing' };

/** A new key for the open workspace. What waits there waits on, whatever the answer. */
export function giveKey(current: CurrentWorkspace, asked: Input<'giveKey'>): Promise<Result<Connected>> {
  return current.switching(() => giveKeyNow(current, asked));
}

async function giveKeyNow(current: CurrentWorkspace, asked: Input<'giveKey'>): Promise<Result<Connected>> {
  const key = readKey(asked.key);
  if (!key.ok) return key;
  return current.within(async ({ workspace, sync, useKey, practice }) => {
    if (practice !== null) return failed({ what: 'bad-call', detail: 'practice-has-no-key' });
    current.stopReadingKey();
    useKey(key.value);
    const link = await verdict(sync, current.ending);
    const against = current.ending.aborted ? CLOSING : whyNot(link);
    if (against?.what === 'key' || against === CLOSING) return failed(against);
    const kept = await keepKey(current, workspace.id, key.value, asked.keepKey);
    if (!kept.ok) return kept;
    return current.connected(link?.is === 'online' ? 'now' : 'later');
  });
}

export function practise(current: CurrentWorkspace): Promise<Result<Connected>> {
  return current.switching(async () => {
    if (current.open?.workspace.id === PRACTICE) return current.connected('now');
    const next = await current.openBeside(PRACTICE, null);
    if (!next.ok) return next;
    const taken = await current.take(next.value);
    return taken.ok ? current.connected('now') : taken;
  });
}

/** Keys are pasted: outer space is never part of one. */
function readKey(typed: string): Result<string> {
  const key = typed.trim();
  if (key === '') return failed({ what: 'key', reason: 'missing' });
  if (whyRefused(key) === 'v3') return failed({ what: 'key', reason: 'v3' });
  return ok(key);
}

/**
 * Where there is a keystore the key is kept in it; where there is none, only if the person chose so. A keystore that is
 * still asking its person is not waited for: the key is in use, and is kept once there is an answer. Fails with the
 * disk's problem: the form that the key was typed in says so, and keys that were kept before stay.
 */
async function keepKey(
  current: CurrentWorkspace,
  workspace: string,
  key: string,
  chosen: boolean,
): Promise<Result<null>> {
  const { host, isOurs } = current.options;
  const { secrets } = host;
  // The keys lie in the data folder too.
  if (!isOurs()) return ok(null);
  const kept = secrets.keep(workspace, key, chosen).then(
    () => ok(null),
    (error: unknown) => {
      const problem = storageProblem(error);
      // A keystore that does not take the key now: it is in use all the same, and asked for at the next start.
      return problem === null ? ok(null) : failed(problem);
    },
  );
  return secrets.kind === 'opening' ? ok(null) : kept;
}

/** How the first try went; null while the person stays offline, and when the app ends before. */
async function verdict(sync: Sync, ending: AbortSignal): Promise<Link | null> {
  if (sync.stayOffline || ending.aborted) return null;
  if (sync.link.is !== 'not-tried') return sync.link;
  return new Promise((resolve) => {
    const done = (): void => {
      stop();
      ending.removeEventListener('abort', done);
      resolve(sync.stayOffline || ending.aborted ? null : sync.link);
    };
    const stop = sync.subscribe(() => {
      if (sync.link.is !== 'not-tried' || sync.stayOffline) done();
    });
    ending.addEventListener('abort', done);
  });
}

/** The problems that a person has to put right before this is a connection at all; being offline is not among it. */
function whyNot(link: Link | null): Problem | null {
  if (link?.is !== 'held') return null;
  const { problem } = link;
  const mistyped = problem.what === 'wrong-address' || (problem.what === 'redirected' && problem.permanent);
  return problem.what === 'key' || mistyped ? problem : null;
}
