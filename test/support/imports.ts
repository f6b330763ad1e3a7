import ts from 'typescript';

/** One import as it stands in a file. `to`: a file of the house, else null for a library or a builtin. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly to: string | null;
}

/** Paths from the top of the house, with `/`, to their text. */
export type House = ReadonlyMap<string, string>;

/**
 * Each import, re-export, dynamic import and `import()` type with a literal name, types included.
 * A relative import that names no file of the house stays with `to: null`.
 */
export function importsOf(house: House): readonly Import[] {
  return [...house].flatMap(([from, text]) =>
    scriptsOf(from, text)
      .flatMap((script) => ts.preProcessFile(script, true, true).importedFiles)
      .map(({ fileName }) => ({ from, specifier: fileName, to: resolve(from, fileName, house) })),
  );
}

/** Each cycle once, as the path that closes it: a.ts -> b.ts -> a.ts. */
export function cyclesOf(imports: readonly Import[]): readonly string[] {
  const next = grouped(imports, ({ from }) => from);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const met = path.indexOf(file);
    if (met >= 0) found.push([...path.slice(met), file].join(' -> '));
    if (met >= 0 || done.has(file)) return;
    for (const { to } of next.get(file) ?? []) if (to !== null) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return [...new Set(found)];
}

/** The library a specifier belongs to, `node` for `node:` ones; null for a relative one. */
export function libraryOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('/')) return null;
  if (specifier.startsWith('node:')) return 'node';
  const [scope = '', name = ''] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** Node 20 has no Map.groupBy. */
export function grouped(
  imports: readonly Import[],
  by: (one: Import) => string,
): ReadonlyMap<string, readonly Import[]> {
  const groups = new Map<string, Import[]>();
  for (const one of imports) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
}

function scriptsOf(path: string, text: string): readonly string[] {
  if (/\.[cm]?[jt]s$/.test(path)) return [text];
  if (!path.endsWith('.svelte')) return [];
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
}

function resolve(from: string, specifier: string, house: House): string | null {
  if (!specifier.startsWith('.')) return null;
  const path = new URL(specifier, `file:///${from}`).pathname.slice(1);
  return house.has(path) ? path : null;
}
