import { join } from 'node:path';
import { app, BrowserWindow, Notification, shell } from 'electron';
import type { DesktopHost, Host } from '../host.ts';
import { mayOpenOutside } from '../shell/links.ts';
import { desktopFetch } from './fetch.ts';
import { desktopSecrets } from './secrets.ts';

export interface HostParts {
  /** A notification was clicked: the record that it is about, or (null) the window. */
  show(localId: string | null): void;
  /** Called with how many records need a person. */
  badge(count: number): void;
  readonly desktop: DesktopHost;
}

/** Electron's services for the app. Only once the app is ready. */
export function desktopHost(folder: string, { badge, desktop, show }: HostParts): Host {
  /** Held on to: one that nobody holds is collected, and then hears no click. */
  let last: Notification | null = null;
  return {
    kind: 'electron',
    version: app.getVersion(),
    secrets: desktopSecrets(join(folder, 'keys.json')),
    fetch: desktopFetch(),
    notify: ({ title, body, localId }) => {
      // A notification about what is on screen anyway would only be in the way.
      if (!Notification.isSupported() || BrowserWindow.getFocusedWindow() !== null) return;
      last = new Notification({ title, body });
      last.on('click', () => show(localId));
      last.show();
    },
    badge,
    openLink,
    desktop,
  };
}

/** In the person's own browser, mail or phone program; no other scheme gets there. */
export function openLink(url: string): void {
  if (mayOpenOutside(url)) shell.openExternal(url).catch(() => undefined);
}
