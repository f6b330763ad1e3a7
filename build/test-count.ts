/** The result of a vitest run. `why`: a line for each failure, with the first line of its message. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly why: readonly string[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly Test[];
}

interface Test {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages?: readonly string[];
}

/**
 * Counts tests from vitest's JSON report. Whatever goes wrong outside a test counts as failed too, so that a crash is
 * never "0 failed": no report, a file that could not be loaded, a run without a test, an exit code without a failure.
 * A skipped test counts as failed: tests are mended or removed, never skipped.
 *
 * @param report the JSON reporter's file, null when vitest wrote none
 * @param code vitest's exit code, null when it was killed
 */
export function counted(report: string | null, code: number | null): Counts {
  const files = report === null ? null : filesOf(report);
  if (files === null) return { passed: 0, failed: 1, why: [`vitest wrote no report (exit code ${code}).`] };
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failures = tests.filter(isFailed);
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const unloaded = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed));
  const known = failures.length + skipped.length + unloaded.length;
  const silent = known === 0 && (code !== 0 || passed === 0);
  return {
    passed,
    failed: known + (silent ? 1 : 0),
    why: [
      ...failures.map(({ fullName, failureMessages }) => `${fullName}: ${firstLine(failureMessages?.[0])}`),
      ...skipped.map(({ fullName }) => `Did not run (skipped, or its process died): ${fullName}`),
      ...unloaded.map(({ name }) => `Failed outside its tests: ${name}`),
      ...(silent ? [`vitest ended with exit code ${code} and ${passed} tests passed, none failed.`] : []),
    ],
  };
}

function isFailed({ status }: Test): boolean {
  return status === 'failed';
}

/** Cut at 300 characters: what a page's whole text holds is told in full further down. */
function firstLine(message = 'no message'): string {
  return (message.split('\n')[0] ?? '').slice(0, 300);
}

function filesOf(report: string): readonly TestFile[] | null {
  try {
    const parsed = JSON.parse(report) as { readonly testResults?: readonly TestFile[] };
    return parsed.testResults ?? null;
  } catch {
    return null;
  }
}
