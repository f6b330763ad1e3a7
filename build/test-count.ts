/** What a vitest run amounts to. `why`: what its own output may not say. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly why: readonly string[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
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
  const failed = tests.filter(({ status }) => status === 'failed').length;
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const unloaded = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed));
  const known = failed + skipped.length + unloaded.length;
  const silent = known === 0 && (code !== 0 || passed === 0);
  return {
    passed,
    failed: known + (silent ? 1 : 0),
    why: [
      ...skipped.map(({ fullName }) => `Did not run (skipped, or its process died): ${fullName}`),
      ...unloaded.map(({ name }) => `Failed outside its tests: ${name}`),
      ...(silent ? [`vitest ended with exit code ${code} and ${passed} tests passed, none failed.`] : []),
    ],
  };
}

function isFailed({ status }: { readonly status: string }): boolean {
  return status === 'failed';
}

function filesOf(report: string): readonly TestFile[] | null {
  try {
    const parsed = JSON.parse(report) as { readonly testResults?: readonly TestFile[] };
    return parsed.testResults ?? null;
  } catch {
    return null;
  }
}
