import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import { parseSite } from '../practice/keeper.ts';
import { startPractice } from '../practice/practice.ts';
import type { Practice } from '../practice/practice.ts';
import type { Site } from '../practice/site.ts';
import type { OpenedCollection } from '../store/journal/open-collection.ts';
import { openPracticeSite, SITE } from '../store/schemas/practice-store.ts';
import type { StoreFolder } from '../store/disk/folder.ts';

export interface PracticeSite {
  readonly practice: Practice;
  readonly kept: OpenedCollection<Site>;
  close(): Promise<void>;
}

/** Starts the SalesBinder that lives in the app, with the accounts it had when the app was last closed. */
export async function openPractice(
  place: StoreFolder,
  key: string,
  timeScale: number,
): Promise<Result<PracticeSite>> {
  const kept = await openPracticeSite<Site>(place, parseSite);
  if (!kept.ok) return kept;
  const { collection } = kept.value;
  try {
    const practice = await startPractice({
      key,
      slowMs: 4_000 / timeScale,
      saved: {
        read: () => Promise.resolve(collection.rows.get(SITE)),
        async write(site) {
          const written = await collection.commit([{ put: SITE, row: site }]);
          if (!written.ok)
            throw new Error(`The practice accounts could not be kept: ${written.problem.what}`);
        },
      },
    });
    return ok({
      practice,
      kept: kept.value,
      async close() {
        await practice.stop();
        await collection.close();
      },
    });
  } catch {
    await collection.close();
    return failed({ what: 'storage', reason: 'io', detail: 'practice' });
  }
}
