/**
 * `npm test`: every check there is, on a machine that has only Node and npm. `npm test -- unit lint` runs those parts
 * and what they need. The last line is always `N passed, N failed`: a test counts as one, any other step as one.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopInUnusableFolder } from './folder-name.ts';
import { PARTS, planned } from './test-plan.ts';
import { runStep } from './test-step.ts';
import type { Outcome } from './test-step.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !PARTS.includes(part));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". The parts: ${PARTS.join(', ')}.`);
  process.exit(2);
}

stopInUnusableFolder(fileURLToPath(new URL('..', import.meta.url)));
const scratch = await mkdtemp(join(tmpdir(), 'fieldbinder-test-'));
const outcomes: Outcome[] = [];
try {
  // One after the other: the build, then checks and tests side by side, and alone the real Electron.
  for (const phase of planned(asked)) outcomes.push(...(await runPhase(phase)));
} finally {
  await rm(scratch, { recursive: true, force: true });
}
report(outcomes);

async function runPhase(steps: ReturnType<typeof planned>[number]): Promise<readonly Outcome[]> {
  const queue = [...steps];
  const done: Outcome[] = [];
  const lane = async (): Promise<void> => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const outcome = await runStep(step, scratch);
      done.push(outcome);
      console.log([lineOf(outcome), ...outcome.told.map((line) => `         ${line}`)].join('\n'));
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
  return done;
}

function lineOf({ name, seconds, passed, failed, note }: Outcome): string {
  const verdict = failed > 0 ? 'FAILED' : 'ok';
  const counts = passed + failed > 1 ? `${passed} passed, ${failed} failed` : '';
  return `${verdict.padEnd(7)}${name.padEnd(16)}${seconds.toFixed(1).padStart(6)} s  ${note || counts}`.trimEnd();
}

function report(all: readonly Outcome[]): void {
  for (const { name, output } of all.filter(({ failed }) => failed > 0)) {
    console.log(`\n──── ${name} ────\n${output.trim()}`);
  }
  const passed = all.reduce((sum, one) => sum + one.passed, 0);
  const failed = all.reduce((sum, one) => sum + one.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
