import { describe, expect, it } from 'vitest';
import { counted } from '../../../build/test-count.ts';
import { PARTS, planned } from '../../../build/test-plan.ts';

describe('counting a vitest run', () => {
  it('counts each test', () => {
    const report = reportOf(file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed'));
    expect(counted(report, 1)).toEqual({ passed: 3, failed: 1, why: ['test 1: Error: it broke'] });
  });

  it.each([
    ['no report was written', null, 1],
    ['the report is cut short', '{"testResults": [', 0],
    ['the report is something else', '{}', 0],
    ['the run ended badly though each test passed', reportOf(file('passed', 'passed')), 1],
    ['the run was killed after its tests', reportOf(file('passed', 'passed')), null],
    ['no test ran at all', reportOf(), 0],
    ['a file could not be loaded', reportOf(file('failed'), file('passed', 'passed')), 1],
    ['a hook failed after its tests passed', reportOf(file('failed', 'passed')), 1],
    ['a test was skipped', reportOf(file('passed', 'passed', 'skipped')), 0],
    ['a test is still to be written', reportOf(file('passed', 'passed', 'todo')), 0],
  ])('counts as one failure, and says why: %s', (_what, report, code) => {
    const { failed, why } = counted(report, code);
    expect(failed).toBe(1);
    expect(why).toHaveLength(1);
  });
});

describe('the parts of the test command', () => {
  it('are all run when none is named, each step once', () => {
    const names = stepNames([]);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(
      expect.arrayContaining(['format', 'lint', 'types shared', 'unused', 'build', 'unit', 'e2e']),
    );
    expect(names.length).toBeGreaterThanOrEqual(PARTS.length);
  });

  it('run alone when named', () => {
    expect(stepNames(['unit'])).toEqual(['unit']);
  });

  it('bring what they need, before them', () => {
    expect(stepNames(['e2e'])).toEqual(['chromium', 'build', 'e2e']);
    expect(stepNames(['e2e', 'integration', 'build'])).toEqual(['chromium', 'build', 'e2e', 'integration']);
  });
});

function stepNames(asked: readonly string[]): readonly string[] {
  return planned(asked)
    .flat()
    .map(({ name }) => name);
}

function reportOf(...files: readonly object[]): string {
  return JSON.stringify({ testResults: files });
}

function file(status: string, ...tests: readonly string[]): object {
  const assertionResults = tests.map((one, index) => ({
    status: one,
    fullName: `test ${index}`,
    failureMessages: one === 'failed' ? ['Error: it broke\n    at a line of code'] : [],
  }));
  return { name: `${status}.test.ts`, status, assertionResults };
}
