import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { constants, runInThisContext } from 'node:vm';
import { electronStandIn } from './electron-stand-in.ts';
import type { StandIn, StandInOptions } from './electron-stand-in.ts';
import { plantElectron } from './update-feed.ts';

/**
 * Runs the TRUE built main process in this very process, its `electron` being the stand-in.
 *
 * @param out the built `out/`
 */
export async function launchDesktop(out: string, options: StandInOptions): Promise<StandIn> {
  const standIn = electronStandIn(options);
  launches += 1;
  stage().set(String(launches), standIn.module);
  hookElectron(Object.keys(standIn.module), atOnce(join(out, 'host', 'desktop.js')));
  // The updater in the bundle is CommonJS, and requires it.
  plantElectron(standIn.module);
  // A module runs once for each address: a new one for each launch.
  await nativeImport(`${pathToFileURL(join(out, 'host', 'desktop.js')).href}?launch=${launches}`);
  return standIn;
}

let launches = 0;
let hooked = false;

/** Where the modules that the hook makes up find their stand-in. */
function stage(): Map<string, unknown> {
  const key = Symbol.for('fieldbinder.electron-stand-ins');
  const found: unknown = Reflect.get(globalThis, key);
  if (found instanceof Map) return found as Map<string, unknown>;
  const made = new Map<string, unknown>();
  Reflect.set(globalThis, key, made);
  return made;
}

/**
 * The modules that the bundle imports as it starts: one set for all launches, as one process has it. What it loads
 * later (the updater) keeps state of its own, so that each launch gets it anew.
 */
function atOnce(bundle: string): readonly string[] {
  return [...readFileSync(bundle, 'utf8').matchAll(/from\s*"(\.\/[^"]+)"/g)].flatMap(
    ([, file]) => file ?? [],
  );
}

/** From now on `import … from 'electron'` in this process means the stand-in of that launch. */
function hookElectron(names: readonly string[], shared: readonly string[]): void {
  if (hooked) return;
  hooked = true;
  const hook = `const names = ${JSON.stringify(names)};
const shared = ${JSON.stringify(shared)};
export async function resolve(specifier, context, next) {
  const parent = context.parentURL ?? '';
  const launch = parent.startsWith('file:') ? new URL(parent).searchParams.get('launch') : null;
  if (launch === null) return next(specifier, context);
  if (specifier.startsWith('./')) {
    if (shared.includes(specifier)) return next(specifier, context);
    const found = await next(specifier, context);
    return { ...found, url: found.url + '?launch=' + launch };
  }
  if (specifier !== 'electron') return next(specifier, context);
  const source = 'const e = globalThis[Symbol.for("fieldbinder.electron-stand-ins")].get("' + launch + '");' +
    names.map((name) => 'export const ' + name + ' = e.' + name + ';').join('');
  return { url: 'data:text/javascript,' + encodeURIComponent(source), shortCircuit: true };
}`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

/** Node's own import: the test runner would take the bundle apart and run it its own way. */
const nativeImport = runInThisContext('(url) => import(url)', {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
}) as (url: string) => Promise<unknown>;
