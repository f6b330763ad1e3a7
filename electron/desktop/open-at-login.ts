import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { LoginItemSettings } from 'electron';
import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';
import { installedProgram } from './installed-program.ts';

/** The system keeps this, not we: a person may change it there at any time. */
export function opensAtLogin(): boolean {
  if (process.platform === 'linux') return existsSync(autostart());
  return willOpen(app.getLoginItemSettings({ path: installedProgram() }), process.platform);
}

/** On Windows `openAtLogin` stays true when the Task Manager has switched the entry off. */
export function willOpen(
  found: Pick<LoginItemSettings, 'openAtLogin' | 'executableWillLaunchAtLogin'>,
  platform: NodeJS.Platform,
): boolean {
  return platform === 'win32' ? found.executableWillLaunchAtLogin : found.openAtLogin;
}

export function setOpenAtLogin(on: boolean): Result<null> {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: on, path: installedProgram() });
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
  const quoted = `"${installedProgram().replaceAll(/["`$\\]/g, '\\$&')}"`;
  return `[Desktop Entry]\nType=Application\nName=Fieldbinder\nExec=${quoted}\nTerminal=false\n`;
}
