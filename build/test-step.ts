import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.ts';
import { counted } from './test-count.ts';
import type { Chromium, Step, Suite, Tool } from './test-plan.ts';

/**
 * How a step went. `note`: what its line says beyond the counts. `told`: what failed in it, and what its tests counted
 * (test/support/tell.ts). `output`: all it printed, shown when it failed.
 */
export interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  readonly note: string;
  readonly told: readonly string[];
  readonly output: string;
}

type Verdict = Pick<Outcome, 'passed' | 'failed' | 'note' | 'output'> & Partial<Pick<Outcome, 'told'>>;

interface Ended {
  /** 0 when it went well; null when it was stopped by a signal or never started. */
  readonly code: number | null;
  readonly output: string;
}

const top = fileURLToPath(new URL('..', import.meta.url));
/** Far beyond what any step takes: a step that hangs becomes a failure with its output instead of a lost run. */
const LIMIT_MS = 40 * 60_000;

/** @param scratch a folder for logs and reports that the caller removes */
export async function runStep(step: Step, scratch: string): Promise<Outcome> {
  const startedAt = Date.now();
  const verdict = await verdictOf(step, scratch);
  return { name: step.name, seconds: (Date.now() - startedAt) / 1000, told: [], ...verdict };
}

function verdictOf(step: Step, scratch: string): Promise<Verdict> {
  switch (step.kind) {
    case 'tool':
      return runTool(step, scratch);
    case 'suite':
      return runSuite(step, scratch);
    case 'chromium':
      return provideChromium(step);
  }
}

async function runTool({ name, program, args }: Tool, scratch: string): Promise<Verdict> {
  const { code, output } = await run(program, args, join(scratch, `${name}.log`));
  return code === 0 ? ok(output) : notOk(output);
}

async function runSuite({ name, files }: Suite, scratch: string): Promise<Verdict> {
  if (files === 0) return { passed: 0, failed: 0, note: 'has no test file yet', output: '' };
  const report = join(scratch, `${name}.json`);
  const args = ['run', '--config', 'build/vitest.config.ts', '--project', name, '--allowOnly=false'];
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { code, output } = await run(
    'vitest/vitest.mjs',
    [...args, ...reporters],
    join(scratch, `${name}.log`),
  );
  const json = await readFile(report, 'utf8').catch(() => null);
  const { why, ...counts } = counted(json, code);
  const told = [...output.matchAll(/^# (.+)$/gm)].map(([, line = '']) => line);
  // First and short, beside the step's own line: a log that is cut at its end still names what failed.
  return { ...counts, note: '', told: [...why, ...told], output };
}

/** The tests' processes inherit CHROME_PATH. */
async function provideChromium(_step: Chromium): Promise<Verdict> {
  try {
    const path = await findChromium();
    process.env['CHROME_PATH'] = path;
    return { ...ok(''), note: path };
  } catch (error) {
    return notOk(error instanceof Error ? error.message : String(error));
  }
}

/** Output goes to a file, not through a pipe: a grandchild that outlives its parent can't keep us waiting. */
async function run(program: string, args: readonly string[], log: string): Promise<Ended> {
  const file = openSync(log, 'w');
  const child = spawn(process.execPath, [join(top, 'node_modules', program), ...args], {
    cwd: top,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', file, file],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  closeSync(file);
  const ending =
    code === null ? `\nStopped by a signal (or over ${LIMIT_MS / 60_000} minutes), or could not start.` : '';
  return { code, output: (await readFile(log, 'utf8')) + ending };
}

function ok(output: string): Verdict {
  return { passed: 1, failed: 0, note: '', output };
}

function notOk(output: string): Verdict {
  return { passed: 0, failed: 1, note: '', output };
}
