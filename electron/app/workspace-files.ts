import type { RateWindows } from '../../shared/sync/limiter.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import { openMirror } from '../mirror/mirror.ts';
import type { Mirror } from '../mirror/mirror.ts';
import { openPractice } from './practice-workspace.ts';
import type { Practice } from '../practice/practice.ts';
import { openArchive } from '../store/schemas/archive-store.ts';
import type { Archived } from '../store/schemas/archive-store.ts';
import type { Collection } from '../store/collection.ts';
import { openLimiter } from '../store/schemas/limiter-store.ts';
import { openMirrorStore } from '../store/schemas/mirror-store.ts';
import type { OpenedCollection } from '../store/journal/open-collection.ts';
import { openOutbox } from '../store/schemas/outbox-store.ts';
import type { OutboxRow } from '../store/schemas/outbox-store.ts';
import type { StoreFolder } from '../store/disk/folder.ts';

/** Everything that a workspace keeps on disk, open. */
export interface WorkspaceFiles {
  readonly outbox: Collection<OutboxRow>;
  readonly limiter: Collection<RateWindows>;
  readonly mirror: Mirror;
  readonly archive: Collection<Archived>;
  readonly practice: Practice | null;
  /** For what could not be read. */
  readonly opened: readonly Pick<OpenedCollection<unknown>, 'notice'>[];
  /** All but the outbox, which is closed by its only writer. */
  close(): Promise<void>;
}

/** All of them or none. @param practiceKey null: no practice workspace */
export async function openFiles(
  place: StoreFolder,
  practiceKey: string | null,
  timeScale: number,
): Promise<Result<WorkspaceFiles>> {
  const outbox = await openOutbox(place);
  if (!outbox.ok) return outbox;
  const limiter = await openLimiter(place);
  if (!limiter.ok) return closing(limiter.problem, outbox.value);
  const store = await openMirrorStore(place);
  if (!store.ok) return closing(store.problem, outbox.value, limiter.value);
  const archive = await openArchive(place);
  if (!archive.ok) return closing(archive.problem, outbox.value, limiter.value, store.value);
  const site = practiceKey === null ? null : await openPractice(place, practiceKey, timeScale);
  const opened = [outbox.value, limiter.value, store.value, archive.value];
  if (site !== null && !site.ok) return closing(site.problem, ...opened);
  const mirror = await openMirror(store.value.collection, store.value.notice?.setAside ?? null);
  return ok({
    outbox: outbox.value.collection,
    limiter: limiter.value.collection,
    mirror,
    archive: archive.value.collection,
    practice: site?.value.practice ?? null,
    opened: site === null ? opened : [...opened, site.value.kept],
    async close() {
      await mirror.close();
      await archive.value.collection.close();
      await limiter.value.collection.close();
      await site?.value.close();
    },
  });
}

async function closing(
  problem: Parameters<typeof failed>[0],
  ...opened: readonly { readonly collection: { close(): Promise<void> } }[]
): Promise<Result<never>> {
  for (const { collection } of opened) await collection.close();
  return failed(problem);
}
