import { LIMITS } from '../../shared/sync/limiter.ts';
import type { Connected, HostEvent } from '../../shared/contract/contract.ts';
import { FIRST_LAYOUT } from '../../shared/contract/list-layout.ts';
import type { Notice, Opened } from '../../shared/contract/session.ts';
import type { AppStatus, Workspace } from '../../shared/contract/status.ts';
import { serialQueue } from '../../shared/sync/serial-queue.ts';
import { failed, ok } from '../../shared/problem.ts';
import type { Problem, Result } from '../../shared/problem.ts';
import { KeyReading } from './key-reading.ts';
import { Leaving } from './leaving.ts';
import { startAlerts } from './notifications.ts';
import type { AppOptions } from './app-port.ts';
import type { Clock } from '../clock.ts';
import { originOf } from '../salesbinder/origin.ts';
import type { SettingsKeeper } from './settings.ts';
import { statusOf } from './status.ts';
import type { StoreFolder } from '../store/disk/folder.ts';
import { WindowEvents } from './window-events.ts';
import { openWorkspace, PRACTICE } from './workspace.ts';
import type { OpenWorkspace } from './workspace.ts';

export interface CurrentWorkspaceOptions extends Omit<AppOptions, 'folder'> {
  readonly place: StoreFolder;
  /** Asks the disk whether the data folder is still this process's; false for good once it was another's. */
  readonly isOurs: () => boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly settings: SettingsKeeper;
  readonly settingsNotices: readonly Notice[];
}

/**
 * The workspace that is open, or none: which one, and how one takes the place of another.
 *
 * Whoever opens, closes or replaces a workspace does so in one queue, from its first question to its end: so no second
 * engine, store or limiter of one workspace ever lives in this process.
 */
export class CurrentWorkspace {
  readonly options: CurrentWorkspaceOptions;
  readonly leaving: Leaving;
  readonly #events = new WindowEvents(() => this.status);
  #open: OpenWorkspace | null = null;
  /** Of the open workspace. */
  readonly #keyReading: KeyReading;
  #toldOpening = false;
  readonly #switching = serialQueue();
  /** Set for good: nothing may be opened any more, and why. */
  #ended: Problem | null = null;
  /** The data folder is gone, or its disk refuses, for now. */
  #folderTrouble: Problem | null = null;
  readonly #ending = new AbortController();
  /** The folder was lost: what was open then, with the reason in place of its connection. */
  #left: { readonly workspace: Workspace; readonly status: AppStatus } | null = null;

  constructor(options: CurrentWorkspaceOptions) {
    this.options = options;
    this.leaving = new Leaving(options.clock, options.timeScale);
    this.#keyReading = new KeyReading(options.host.secrets, options.clock, options.timeScale);
    void options.host.secrets.opened.then(() => this.#tellKeystore());
  }

  get open(): OpenWorkspace | null {
    return this.#open;
  }

  get status(): AppStatus | null {
    if (this.#open === null) return this.#left?.status ?? null;
    const status = statusOf(this.#open, this.options.clock.now());
    const problem = this.#folderTrouble;
    if (problem !== null) {
      return { ...status, throughAt: null, connection: { is: 'held', problem, until: null, trying: false } };
    }
    const { connection } = this.#keyReading;
    return connection !== null && status.connection.is === 'held' ? { ...status, connection } : status;
  }

  opened(): Opened {
    const { host, settings, settingsNotices } = this.options;
    const notices = [...settingsNotices, ...(this.#open?.notices ?? [])];
    const keystore = this.#isKeystoreOpening ? 'opening' : host.secrets.kind;
    if (keystore === 'opening') this.#toldOpening = true;
    return {
      version: host.version,
      hostKind: host.kind,
      platform: PLATFORMS.get(process.platform) ?? 'linux',
      keystore,
      workspace: this.#open?.workspace ?? this.#left?.workspace ?? null,
      status: this.status,
      singleKeys: settings.now.singleKeys,
      layout: settings.now.layouts[this.#open?.workspace.id ?? ''] ?? FIRST_LAYOUT,
      desktop: desktopOf(host, settings.now.tray),
      notices: notices.filter((notice) => !settings.now.dismissed.includes(notice.id)),
      practiceFaults: this.#open?.practice?.faults ?? null,
    };
  }

  subscribe(listener: (event: HostEvent) => void): () => void {
    return this.#events.subscribe(listener);
  }

  /** The workspace that was open when the app was last closed; at the first run none is. */
  reopen(): Promise<Result<null>> {
    return this.switching(async () => {
      const id = this.options.settings.now.workspace;
      if (id === null) return ok(null);
      const workspace = await this.openBeside(id, null);
      if (!workspace.ok) return workspace;
      this.#begin(workspace.value);
      if (id !== PRACTICE) void this.#readKey(workspace.value);
      return ok(null);
    });
  }

  /** The person gave a key: whatever is kept is older. */
  stopReadingKey(): void {
    this.#keyReading.stop();
    this.#tellKeystore();
  }

  /** Work goes on meanwhile. */
  async #readKey(open: OpenWorkspace): Promise<void> {
    const key = await this.#keyReading.read(open.workspace.id, () => {
      this.#events.tellStatus();
      this.#tellKeystore();
    });
    if (this.#open !== open) return;
    if (key !== null) open.useKey(key);
    this.#events.tellStatus();
    this.#tellKeystore();
  }

  get #isKeystoreOpening(): boolean {
    return this.#keyReading.connection?.is === 'not-tried' || this.options.host.secrets.kind === 'opening';
  }

  /** For a window that was told that the keystore was opening. */
  #tellKeystore(): void {
    if (!this.#toldOpening || this.#isKeystoreOpening) return;
    this.#toldOpening = false;
    this.#events.publish({ is: 'opened' });
  }

  /** The one way to open, close or replace a workspace: one after the other, whoever asks. */
  switching<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    return this.#switching(async () => (this.#ended === null ? work() : failed(this.#ended)));
  }

  /** Aborted when the app ends: nothing is waited for any longer. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** Opens a workspace without showing it: `take` does, or the caller closes it. Only within `switching`. */
  async openBeside(id: string, key: string | null): Promise<Result<OpenWorkspace>> {
    const { place, clock, random, timeScale, settings, host, salesbinderOrigin, isOurs } = this.options;
    const origin = id === PRACTICE ? ok('') : originOf(id, salesbinderOrigin ?? undefined);
    if (!origin.ok) return origin;
    const { stayOffline } = settings.now;
    return openWorkspace({
      ...{ id, place, clock, random, timeScale, stayOffline, key },
      origin: origin.value,
      ...{ fetch: host.fetch, isOurs },
      limits: this.options.limits ?? LIMITS,
    });
  }

  /** Puts a workspace in the place of the one that is open; only within `switching`. Nothing unsent is touched: its outbox stays where it is. */
  async take(next: OpenWorkspace): Promise<Result<null>> {
    const { settings } = this.options;
    const { id } = next.workspace;
    const kept = await settings.change(({ workspaces }) => {
      const known = workspaces.some((workspace) => workspace.id === id);
      return { workspace: id, workspaces: known ? workspaces : [...workspaces, { id }] };
    });
    if (!kept.ok) {
      await next.close();
      return kept;
    }
    if (this.#open !== null)
      await this.leaving.textKept(this.ending, () => this.#events.publish({ is: 'leaving' }));
    await this.#closeWorkspace();
    this.#begin(next);
    this.#events.publish({ is: 'opened' });
    return kept;
  }

  /**
   * For good. A connect that is under way is given up first.
   *
   * @returns whether nothing was under way any more
   */
  close(): Promise<boolean> {
    this.#end({ what: 'bad-call', detail: 'closing' });
    return this.#switching(() => this.#closeWorkspace());
  }

  /** The data folder is another's for good, or can't be used until null is told. */
  folderTrouble(problem: Extract<Problem, { what: 'storage' }> | null): void {
    if (problem?.reason === 'taken') {
      void this.#abandon(problem);
      return;
    }
    this.#folderTrouble = problem;
    this.#events.tellStatus();
    if (problem === null) this.#open?.sync.hasten();
  }

  /** The data folder is no longer ours: whatever would be written now could destroy what another process writes. */
  async #abandon(problem: Problem): Promise<void> {
    this.#end(problem);
    await this.#switching(async () => {
      const { status } = this;
      if (this.#open === null || status === null) return this.#closeWorkspace();
      const connection = { is: 'held', problem, until: null, trying: false } as const;
      const left = { ...status, connection, throughAt: null };
      this.#left = { workspace: this.#open.workspace, status: left };
      // First it is no longer open: whoever asks on this event hears the same.
      const closing = this.#closeWorkspace();
      this.#events.publish({ is: 'status', status: left });
      return closing;
    });
  }

  #end(problem: Problem): void {
    // Who lost the folder hears that, also while the app is closing.
    if (this.#ended?.what !== 'storage') this.#ended = problem;
    this.#ending.abort();
  }

  async #closeWorkspace(): Promise<boolean> {
    const before = this.#open;
    this.#open = null;
    this.#keyReading.stop();
    this.#events.unfollow();
    return (await before?.close()) ?? true;
  }

  /** Runs with the open workspace; without one the window asked too early, or the data folder is gone. */
  async within<T>(work: (open: OpenWorkspace) => Promise<Result<T>>): Promise<Result<T>> {
    if (this.#open !== null) return work(this.#open);
    return failed(this.#ended ?? { what: 'bad-call', detail: 'no-workspace' });
  }

  connected(checked: Connected['checked']): Result<Connected> {
    const workspace = this.#open?.workspace;
    return workspace === undefined
      ? failed({ what: 'bad-call', detail: 'no-workspace' })
      : ok({ workspace, checked });
  }

  #begin(open: OpenWorkspace): void {
    this.#open = open;
    const { host, clock } = this.options;
    this.#events.follow(open, startAlerts(open.accounts, host, clock));
  }
}

function desktopOf({ desktop }: CurrentWorkspaceOptions['host'], tray: boolean): Opened['desktop'] {
  if (desktop === undefined) return null;
  return { tray, openAtLogin: desktop.opensAtLogin(), update: desktop.update };
}

const PLATFORMS: ReadonlyMap<string, Opened['platform']> = new Map([
  ['darwin', 'mac'],
  ['win32', 'windows'],
]);
