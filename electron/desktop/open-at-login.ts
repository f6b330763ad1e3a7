import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';

/** The system keeps this, not we: a person may change it there at any time. */
export function opensAtLogin(): boolean {
  return process.platform === 'linux' ? existsSync(autostart()) : app.getLoginItemSettings().openAtLogin;
}

export function setOpenAtLogin(on: boolean): Result<null> {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on });
    return ok(null);
  }
  try {
    if (on) {
      mkdirSync(dirname(autostart()), { recursive: true });
      writeFileSync(autostart(), entry());
    } else rmSync(autostart(), { force: true });
    return ok(null);
  } catch {
    return failed({ what: 'storage', reason: 'io', detail: 'autostart' });
  }
}

/** https://specifications.freedesktop.org/autostart-spec/latest/: Electron has nothing of its own for Linux. */
function autostart(): string {
  return join(app.getPath('appData'), 'autostart', 'fieldbinder.desktop');
}

function entry(): string {
  // An AppImage runs from a mount that is gone at the next start.
  const program = process.env['APPIMAGE'] ?? process.execPath;
  const quoted = `"${program.replaceAll(/["`$\\]/g, '\\$&')}"`;
  return `[Desktop Entry]\nType=Application\nName=Fieldbinder\nExec=${quoted}\nTerminal=false\n`;
}
