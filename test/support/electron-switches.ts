import type { ShellOptions } from './shell.ts';

/** As a person has it; as root Chromium shows no window in a sandbox. Playwright's driver takes it away unless told. */
export const chromiumSandbox = process.getuid?.() !== 0;

/** For a real Electron, unpacked or packed. */
export function electronSwitches({ folder, timeScale = 20 }: ShellOptions): readonly string[] {
  return [
    `--user-data-dir=${folder}`,
    `--time-scale=${String(timeScale)}`,
    ...(chromiumSandbox ? [] : ['--no-sandbox']),
  ];
}

export function electronEnv({ salesbinder }: ShellOptions): Record<string, string> {
  const env = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return {
    ...(Object.fromEntries(env) as Record<string, string>),
    FIELDBINDER_SALESBINDER_ORIGIN: salesbinder ?? '',
  };
}
