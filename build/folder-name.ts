/**
 * Why Fieldbinder can't be built where it is, in one line; null where it can. Vite takes what follows these signs in a
 * path for a part of an address.
 */
export function folderTrouble(root: string): string | null {
  const sign = /[#?]/.exec(root)?.[0];
  if (sign === undefined) return null;
  return `Fieldbinder can’t be built in a folder with “${sign}” in its path: rename or move it (${root}).`;
}

/** Ends the process with that line, where there is one. */
export function stopInUnusableFolder(root: string): void {
  const trouble = folderTrouble(root);
  if (trouble === null) return;
  console.error(trouble);
  process.exit(1);
}
