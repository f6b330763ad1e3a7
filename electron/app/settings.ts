import { ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import type { Collection } from '../store/collection.ts';
import { DEFAULT_SETTINGS, SETTINGS } from '../store/schemas/settings-store.ts';
import type { Settings } from '../store/schemas/settings-store.ts';

/** The settings that the app remembers between two runs, beside the accounts. */
export interface SettingsKeeper {
  readonly now: Settings;
  change(part: Partial<Settings>): Promise<Result<null>>;
}

export function keepSettings(collection: Collection<Settings>): SettingsKeeper {
  const read = (): Settings => collection.rows.get(SETTINGS) ?? DEFAULT_SETTINGS;
  return {
    get now() {
      return read();
    },
    async change(part) {
      const after = { ...read(), ...part };
      if (JSON.stringify(after) === JSON.stringify(read())) return ok(null);
      return collection.commit([{ put: SETTINGS, row: after }]);
    },
  };
}
