import * as v from 'valibot';
import type { ListLayout } from '../../../shared/contract/list-layout.ts';
import type { Result } from '../../../shared/problem.ts';
import { openCollection } from '../journal/open-collection.ts';
import type { OpenedCollection } from '../journal/open-collection.ts';
import type { StoreFolder } from '../disk/folder.ts';
import { KEPT_LAYOUT } from './layout-schema.ts';
import type { SameType } from './same-type.ts';

export interface Settings {
  /** The workspace that was open last; null before the first. */
  readonly workspace: string | null;
  /** Every workspace that there is data of on this computer. */
  readonly workspaces: readonly { readonly id: string }[];
  readonly singleKeys: boolean;
  readonly tray: boolean;
  readonly stayOffline: boolean;
  /** Ids of notices. */
  readonly dismissed: readonly string[];
  /** How each workspace's list was left, by the workspace's id. */
  readonly layouts: Readonly<Record<string, ListLayout>>;
}

/** The id of the one row. */
export const SETTINGS = 'settings';

export const DEFAULT_SETTINGS: Settings = {
  workspace: null,
  workspaces: [],
  singleKeys: true,
  tray: false,
  stayOffline: false,
  dismissed: [],
  layouts: {},
};

const settings = v.object({
  workspace: v.nullable(v.string()),
  workspaces: v.array(v.object({ id: v.string() })),
  singleKeys: v.boolean(),
  // Came later: a row without it is as good as ever.
  tray: v.optional(v.boolean(), DEFAULT_SETTINGS.tray),
  stayOffline: v.boolean(),
  dismissed: v.array(v.string()),
  // Nobody loses a key's setting, or the workspace, for a column that this version doesn't know.
  layouts: v.fallback(v.record(v.string(), KEPT_LAYOUT), DEFAULT_SETTINGS.layouts),
});

true satisfies SameType<v.InferOutput<typeof settings>, Settings>;

/** No row means DEFAULT_SETTINGS: at the first start, and (with a notice) when the row could not be read. */
export function openSettings(place: StoreFolder): Promise<Result<OpenedCollection<Settings>>> {
  return openCollection<Settings>({
    ...place,
    name: 'settings',
    version: 1,
    parse: (stored) => {
      const parsed = v.safeParse(settings, stored);
      return parsed.success ? parsed.output : null;
    },
    migrate: (stored) => stored,
  });
}
