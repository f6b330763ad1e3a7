import { app } from 'electron';
import { installedProgram } from './installed-program.ts';
import { recordIn, recordOf } from '../shell/deep-link.ts';

/**
 * Links of the form `fieldbinder://record/<local id>`. macOS hands them over as an event, also before the app is ready;
 * the others start the program with them, or tell the one that runs. Before the app is ready.
 *
 * @param show a record asked for; null: only the window
 */
export function hearLinks(show: (localId: string | null) => void): void {
  // The installers register the scheme; this is for where nobody did (a zip, an AppImage).
  if (app.isPackaged) app.setAsDefaultProtocolClient('fieldbinder', installedProgram());
  app.on('open-url', (event, url) => {
    event.preventDefault();
    show(recordOf(url));
  });
  app.on('second-instance', (_event, args) => show(recordIn(args)));
}
