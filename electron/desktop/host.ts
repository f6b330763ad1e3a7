import { join } from 'node:path';
import { app, BrowserWindow, Notification, shell } from 'electron';
import type { DesktopHost, Host } from '../host.ts';
import { mayOpen } from '../shell/links.ts';
import { desktopFetch } from './fetch.ts';
import { desktopSecrets } from './secrets.ts';

export interface HostParts {
  /** Called with how many records need a person. */
  badge(count: number): void;
  readonly desktop: DesktopHost;
}

/** What the app gets from Electron. Only once the app is ready. */
export async function desktopHost(folder: string, { badge, desktop }: HostParts): Promise<Host> {
  return {
    kind: 'electron',
    version: app.getVersion(),
    secrets: await desktopSecrets(join(folder, 'keys.json')),
    fetch: desktopFetch(),
    notify: (title, body) => {
      // A notification about what is on screen anyway would only be in the way.
      if (Notification.isSupported() && BrowserWindow.getFocusedWindow() === null) {
        new Notification({ title, body }).show();
      }
    },
    badge,
    openLink,
    desktop,
  };
}

/** In the person's own browser; nothing but pages of the allow-list gets there. */
export function openLink(url: string): void {
  if (mayOpen(url)) shell.openExternal(url).catch(() => undefined);
}
