import type { AccountView } from '../../shared/contract/account-view.ts';
import type { Api, HostEvent, Input } from '../../shared/contract/contract.ts';
import type { Notice, Opened } from '../../shared/contract/session.ts';
import type { AppStatus, Workspace } from '../../shared/contract/status.ts';
import type { MenuCommand, OnDesktop } from '../../shared/contract/desktop.ts';
import type { Problem } from '../../shared/problem.ts';
import { accountsNeedYouWords, connectionName } from '../../shared/words/en/status.ts';
import { Announcer } from './announcer.svelte.ts';
import { KeptLayout } from '../list/kept-layout.svelte.ts';
import { LoadedRows } from '../list/rows.svelte.ts';
import type { Changed } from '../list/rows.svelte.ts';

type ChangeListener = (changed: Changed, shown: AccountView | null) => void;

export type Phase = 'starting' | 'failed' | 'first-run' | 'desk' | 'superseded' | 'host-lost';

/** The unsaved text of this window: what is typed, by its field's name, and how it is written to the disk. */
export interface UnsavedText {
  readonly typed: Typed;
  /** What of it is in no draft: it would be gone with the desk. */
  readonly unkept: readonly Unkept[];
  keep(): Promise<void>;
}

export type Typed = readonly { readonly name: string; readonly text: string }[];

interface Unkept {
  readonly typed: Typed;
  readonly unkept: boolean;
  /** To be followed by `keep`, which else has nothing to do. */
  keepAgain(): void;
  keep(): Promise<void>;
}

/** Typed in a workspace that is no longer the open one, and in no draft there. */
export interface LeftText extends Unkept {
  readonly workspace: Workspace;
}

/** A request from outside the window: a link that was followed, a line of a native menu. */
export type OutsideRequest = { readonly show: string } | { readonly command: MenuCommand };

/** This window's connection to the host: the open workspace, its status, and the list. */
export class Session {
  /** The calls, made in the workspace that is open. */
  #api: Api;
  readonly rows: LoadedRows;
  readonly layout: KeptLayout;
  readonly announcer = new Announcer();
  #opened = $state.raw<Opened | null>(null);
  #status = $state.raw<AppStatus | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #away = $state<'superseded' | 'host-lost' | null>(null);
  #listeners = new Set<ChangeListener>();
  #leaving = $state(false);
  #arrived = false;
  #saidConnection: string | null = null;
  #onRequest: ((request: OutsideRequest) => void) | null = null;
  #requests: OutsideRequest[] = [];
  #unsaved = $state.raw<UnsavedText | null>(null);
  #left = $state.raw<readonly LeftText[]>([]);

  constructor(api: Api) {
    this.#api = api;
    this.rows = new LoadedRows({
      rows: (since) => this.#api.rows(since),
      moreRows: (next) => this.#api.moreRows(next),
    });
    this.layout = new KeptLayout(() => this.#api, this.rows);
  }

  get api(): Api {
    return this.#api;
  }
  /** Another workspace is about to open: nothing typed now would be meant for this one. */
  get leaving(): boolean {
    return this.#leaving;
  }
  get phase(): Phase {
    if (this.#away !== null) return this.#away;
    if (this.#opened === null) return this.#problem === null ? 'starting' : 'failed';
    return this.#opened.workspace === null ? 'first-run' : 'desk';
  }
  get opened(): Opened | null {
    return this.#opened;
  }
  get status(): AppStatus | null {
    return this.#status;
  }
  get problem(): Problem | null {
    return this.#problem;
  }
  get notices(): readonly Notice[] {
    return this.#opened?.notices ?? [];
  }
  get faults(): Input<'setPracticeFaults'> | null {
    return this.#opened?.practiceFaults ?? null;
  }

  /** The desk came up because a person chose it just now: Practice, Connect, another site. */
  get arrived(): boolean {
    return this.#arrived;
  }

  /** Returns how to stop. */
  start(): () => void {
    const unsubscribe = this.api.subscribe((event) => this.#hear(event));
    void this.#open('load');
    return () => {
      unsubscribe();
      this.announcer.stop();
    };
  }

  /** Tells which records changed, and hands over the open one where it came along. Returns how to stop. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears requests from outside the window, also those that came before there was a desk. Returns how to stop. */
  onRequest(listener: (request: OutsideRequest) => void): () => void {
    this.#onRequest = listener;
    for (const request of this.#requests.splice(0)) listener(request);
    return () => (this.#onRequest = null);
  }

  /** Sets the text to keep when this window is about to close, and to show once another took over. Returns how to unset it. */
  holdText(unsaved: UnsavedText): () => void {
    this.#unsaved = unsaved;
    return () => (this.#unsaved = this.#unsaved === unsaved ? null : this.#unsaved);
  }

  /** Kept in drafts as soon as their workspaces are open again. */
  get left(): readonly LeftText[] {
    return this.#left;
  }

  discardLeft(left: LeftText): void {
    this.#left = this.#left.filter((one) => one !== left);
  }

  /** The text that is typed in this window and not saved. */
  get typed(): UnsavedText['typed'] {
    return this.#unsaved?.typed ?? [];
  }

  async setOnDesktop(name: 'tray' | 'openAtLogin', on: boolean): Promise<void> {
    const answer = await (name === 'tray' ? this.api.setTray({ on }) : this.api.setOpenAtLogin({ on }));
    if (answer.ok) this.#patchDesktop({ [name]: on });
  }

  async dismissNotice(id: string): Promise<void> {
    this.#patch({ notices: this.notices.filter((notice) => notice.id !== id) });
    await this.api.dismissNotice({ id });
  }

  async setSingleKeys(on: boolean): Promise<void> {
    const answer = await this.api.setSingleKeys({ on });
    if (answer.ok) this.#patch({ singleKeys: on });
  }

  async setFaults(faults: Input<'setPracticeFaults'>): Promise<void> {
    this.#patch({ practiceFaults: faults });
    await this.api.setPracticeFaults(faults);
  }

  /** @param rows what to do about the list: all of it anew, or only what was missed */
  async #open(rows: 'load' | 'resume'): Promise<void> {
    const answer = await this.api.open(null);
    if (!answer.ok) {
      this.#problem = answer.problem;
      return;
    }
    const before = this.#opened;
    const elsewhere = before?.workspace?.id !== answer.value.workspace?.id;
    this.#arrived = before !== null && elsewhere;
    // With another workspace its desk comes, and the one that is here goes.
    if (elsewhere && before?.workspace != null) this.#putAside(before.workspace);
    this.#api = this.#api.within(answer.value.workspace?.id ?? null);
    this.#leaving = false;
    this.#opened = answer.value;
    this.#status = answer.value.status;
    if (answer.value.workspace !== null) {
      if (elsewhere) this.layout.begin(answer.value.layout);
      await this.rows[elsewhere ? 'load' : rows]();
      void this.#keepLeft(answer.value.workspace);
    }
    this.#tell('all');
  }

  /** What could not be kept where it was typed, as when another window opened another workspace meanwhile. */
  #putAside(workspace: Workspace): void {
    const unkept = (this.#unsaved?.unkept ?? []).map((text) => ({
      workspace,
      typed: text.typed,
      get unkept() {
        return text.unkept;
      },
      keepAgain: () => text.keepAgain(),
      keep: () => text.keep(),
    }));
    this.#left = [...this.#left, ...unkept];
  }

  async #keepLeft({ id }: Workspace): Promise<void> {
    for (const left of this.#left.filter(({ workspace }) => workspace.id === id)) {
      left.keepAgain();
      await left.keep();
      if (!left.unkept) this.discardLeft(left);
    }
  }

  #hear(event: HostEvent): void {
    switch (event.is) {
      case 'rows':
        void this.#apply(event);
        return;
      case 'status':
        this.#announce(event.status);
        this.#status = event.status;
        return;
      case 'show':
        this.#request({ show: event.localId });
        return;
      case 'chosen':
        this.#request({ command: event.command });
        return;
      case 'update':
        this.#patchDesktop({ update: event.update });
        return;
      case 'closing':
        void Promise.resolve(this.#unsaved?.keep()).finally(() => this.api.readyToClose(null));
        return;
      case 'leaving':
        this.#leaving = true;
        void Promise.resolve(this.#unsaved?.keep()).finally(() => this.api.readyToLeave(null));
        return;
      case 'superseded':
        // The last moment for it: the host waits for what is asked for here and now.
        void this.#unsaved?.keep();
        this.#away = event.is;
        return;
      case 'host-lost':
        this.#away = event.is;
        return;
      case 'host-back':
        this.#away = null;
        void this.#open('resume');
        return;
      case 'opened':
        void this.#open('load');
    }
  }

  async #apply({ page, shown }: Extract<HostEvent, { is: 'rows' }>): Promise<void> {
    const changed = await this.rows.apply(page);
    if (changed === 'all' || changed.size > 0 || shown !== null) this.#tell(changed, shown);
  }

  #tell(changed: Changed, shown: AccountView | null = null): void {
    for (const listener of this.#listeners) listener(changed, shown);
  }

  #announce(status: AppStatus): void {
    const before = this.#status;
    if (before === null) return;
    this.#saidConnection ??= connectionName(before.connection, before.workspace);
    // A try that has not ended is no news.
    const connection = connectionName(status.connection, status.workspace);
    const trying = status.connection.is === 'held' && status.connection.trying;
    if (!trying && connection !== this.#saidConnection) {
      this.#saidConnection = connection;
      this.announcer.say('connection', connection);
    }
    const { needsYou } = status.counts;
    if (needsYou > before.counts.needsYou) {
      this.announcer.say('needs-you', accountsNeedYouWords(needsYou));
    }
  }

  #request(request: OutsideRequest): void {
    if (this.#onRequest !== null) this.#onRequest(request);
    else this.#requests.push(request);
  }

  #patchDesktop(change: Partial<OnDesktop>): void {
    const desktop = this.#opened?.desktop ?? null;
    if (desktop !== null) this.#patch({ desktop: { ...desktop, ...change } });
  }

  #patch(change: Partial<Opened>): void {
    if (this.#opened !== null) this.#opened = { ...this.#opened, ...change };
  }
}
