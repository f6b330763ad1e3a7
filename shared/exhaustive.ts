/** The last line of every switch over a union: a new member that nobody handles is a compile error here. */
export function assertNever(value: never): never {
  throw new Error(`Not handled: ${JSON.stringify(value)}`);
}
