import type { Connected, Input } from '../../shared/contract/contract.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import type { CurrentWorkspace } from './current-workspace.ts';
import { whyRefused } from '../salesbinder/api-key.ts';
import { parseAddress } from '../salesbinder/origin.ts';
import type { Link } from '../sync/link-state.ts';
import type { Sync } from '../sync/engine.ts';
import { PRACTICE } from './workspace.ts';

/** Connects to a SalesBinder site: tested with one harmless request; without a way there, it is checked later. */
export async function connect(desk: CurrentWorkspace, asked: Input<'connect'>): Promise<Result<Connected>> {
  const subdomain = parseAddress(asked.address);
  if (!subdomain.ok) return subdomain;
  if (desk.open?.workspace.id === subdomain.value) return giveKey(desk, asked);
  const key = readKey(asked.key);
  if (!key.ok) return key;
  const next = await desk.openBeside(subdomain.value, key.value);
  if (!next.ok) return next;
  const link = await verdict(next.value.sync);
  const against = whyNot(link);
  if (against !== null) {
    await next.value.close();
    return failed(against);
  }
  await keepKey(desk, subdomain.value, key.value, asked.keepKey);
  const taken = await desk.take(next.value);
  return taken.ok ? desk.connected(link?.is === 'online' ? 'now' : 'later') : taken;
}

/** A new key for the open workspace. What waits there waits on, whatever the answer. */
export async function giveKey(desk: CurrentWorkspace, asked: Input<'giveKey'>): Promise<Result<Connected>> {
  const key = readKey(asked.key);
  if (!key.ok) return key;
  return desk.within(async ({ workspace, sync, useKey, practice }) => {
    if (practice !== null) return failed({ what: 'bad-call', detail: 'practice-has-no-key' });
    desk.stopReadingKey();
    useKey(key.value);
    const link = await verdict(sync);
    const against = whyNot(link);
    if (against?.what === 'key') return failed(against);
    await keepKey(desk, workspace.id, key.value, asked.keepKey);
    return desk.connected(link?.is === 'online' ? 'now' : 'later');
  });
}

export async function practise(desk: CurrentWorkspace): Promise<Result<Connected>> {
  if (desk.open?.workspace.id === PRACTICE) return desk.connected('now');
  const next = await desk.openBeside(PRACTICE, null);
  if (!next.ok) return next;
  const taken = await desk.take(next.value);
  return taken.ok ? desk.connected('now') : taken;
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
 * still asking its person is not waited for: the key is in use, and is kept once there is an answer.
 */
async function keepKey(
  desk: CurrentWorkspace,
  workspace: string,
  key: string,
  chosen: boolean,
): Promise<void> {
  const { secrets } = desk.options.host;
  const kept = secrets.keep(workspace, key, chosen);
  if (secrets.kind === 'opening') kept.catch(() => undefined);
  else await kept;
}

/** How the first try went; null while the person stays offline. */
async function verdict(sync: Sync): Promise<Link | null> {
  if (sync.stayOffline) return null;
  if (sync.link.is !== 'not-tried') return sync.link;
  return new Promise((resolve) => {
    const stop = sync.subscribe(() => {
      if (sync.link.is === 'not-tried' && !sync.stayOffline) return;
      stop();
      resolve(sync.stayOffline ? null : sync.link);
    });
  });
}

/** What a person has to put right before this is a connection at all; being offline is not among it. */
function whyNot(link: Link | null): Problem | null {
  if (link?.is !== 'held') return null;
  const { problem } = link;
  const mistyped = problem.what === 'wrong-address' || (problem.what === 'redirected' && problem.permanent);
  return problem.what === 'key' || mistyped ? problem : null;
}
