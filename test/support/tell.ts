/** A line of counts that `npm test` shows beside the suite (build/test-step.ts), whatever the reporter. */
export function tell(line: string): void {
  console.log(`# ${line}`);
}
