import { ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import { serialQueue } from '../../shared/sync/serial-queue.ts';
import type { Collection } from '../store/collection.ts';
import { DEFAULT_SETTINGS, SETTINGS } from '../store/schemas/settings-store.ts';
import type { Settings } from '../store/schemas/settings-store.ts';

/** The settings that the app remembers between two runs, beside the accounts. */
export interface SettingsKeeper {
  readonly now: Settings;
  /** Changes are made one after the other, each of what the one before it left. `part` is asked when its turn has come. */
  change(part: Partial<Settings> | ((now: Settings) => Partial<Settings>)): Promise<Result<null>>;
}

export function keepSettings(collection: Collection<Settings>): SettingsKeeper {
  const read = (): Settings => collection.rows.get(SETTINGS) ?? DEFAULT_SETTINGS;
  const oneByOne = serialQueue();
  return {
    get now() {
      return read();
    },
    change: (part) =>
      oneByOne(async () => {
        const before = read();
        const after = { ...before, ...(typeof part === 'function' ? part(before) : part) };
        if (JSON.stringify(after) === JSON.stringify(before)) return ok(null);
        return collection.commit([{ put: SETTINGS, row: after }]);
      }),
  };
}
