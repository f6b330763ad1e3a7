import { app } from 'electron';
import type { Session, WebContents } from 'electron';
import { mayOpen } from '../shell/links.ts';
import { isOurPage } from './app-scheme.ts';

/** Electron's security checklist, 5 and 11 to 15: nothing the page does leads anywhere but to the page itself. */
export function denyLeaving(openLink: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, openLink));
}

function confine(contents: WebContents, openLink: (url: string) => void): void {
  contents.on('will-frame-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpen(url)) openLink(url);
    return { action: 'deny' };
  });
}

/** The page needs no permission at all; asked or merely looked up, the answer is no. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}
