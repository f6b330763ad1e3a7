import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programOf } from './checks.ts';
import type { PackedApp } from './checks.ts';
import type { Row } from './checked-app.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** With a real Electron: starts the packed app and runs the end-to-end tests on it. */
export async function runPacked(release: string, real: boolean): Promise<readonly Row[]> {
  if (!real) {
    return [
      {
        what: 'end to end, packed',
        verdict: 'left',
        note: 'needs Electron’s program (ELECTRON_OVERRIDE_DIST_PATH)',
      },
    ];
  }
  const program = packedProgram(release);
  const code = await run({ FIELDBINDER_PACKED: program });
  return [
    code === 0
      ? { what: 'end to end, packed', verdict: 'checked', note: program }
      : { what: 'end to end, packed', verdict: 'WRONG', note: `the end-to-end tests failed on ${program}` },
  ];
}

function packedProgram(release: string): string {
  const here: Readonly<Record<string, readonly [PackedApp['platform'], string]>> = {
    win32: ['windows', 'win-unpacked'],
    darwin: ['mac', 'mac'],
  };
  const [platform, folder] = here[process.platform] ?? (['linux', 'linux-unpacked'] as const);
  const program = programOf({ platform, folder: join(release, folder), version: '' });
  return platform === 'mac' ? join(program, 'Contents', 'MacOS', 'Fieldbinder') : program;
}

/** Its own part of the test command, so that these are counted as all tests are. */
function run(env: Readonly<Record<string, string>>): Promise<number | null> {
  const args = ['--import', 'tsx', 'build/test.ts', 'e2e-packed'];
  const child = spawn(process.execPath, args, {
    cwd: top,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(null));
    child.on('exit', resolve);
  });
}
