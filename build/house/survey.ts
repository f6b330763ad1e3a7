import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AS_SCRIPT } from '../walls.js';

const HOUSE = ['shared', 'electron', 'renderer', 'test', 'build'];
const build = fileURLToPath(new URL('..', import.meta.url));
const cruiser = join(build, '../node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** One import between two files, as paths from the top; an import of a library is none. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Nothing of it runs. */
  readonly isType: boolean;
}

/** One broken rule. `to` is as it was resolved; for a circle, `cycle` is the way round. */
export interface Breach {
  readonly rule: string;
  readonly advice: string;
  readonly from: string;
  readonly to: string;
  readonly cycle: readonly string[];
}

export interface Survey {
  readonly files: readonly string[];
  readonly arrows: readonly Arrow[];
  readonly breaches: readonly Breach[];
}

/** The part of dependency-cruiser's JSON that is read here. */
interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly {
      readonly resolved: string;
      readonly dependencyTypes: readonly string[];
    }[];
  }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
      readonly comment?: string;
      readonly cycle?: readonly { readonly name: string }[];
    }[];
    readonly ruleSetUsed: {
      readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
    };
  };
}

/**
 * Reads the import lines of a whole house and holds them against the walls.
 *
 * dependency-cruiser compiles components, which loses what they import for its types. So it reads a copy in which each
 * component is the script within it; libraries are not in the copy and are known by their names.
 *
 * @param top the folder with shared/, electron/ …
 * @throws Error where dependency-cruiser itself fails
 */
export async function survey(top: string): Promise<Survey> {
  const copy = await mkdtemp(join(tmpdir(), 'fieldbinder-house-'));
  try {
    for (const room of HOUSE) await copyScripts(join(top, room), join(copy, room));
    await cp(join(top, 'package.json'), join(copy, 'package.json'));
    return surveyOf(await cruise(copy));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function copyScripts(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true }).catch(() => [])) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    // The benchmark's peers, once it has run: installed, and no part of the house.
    if (entry.isDirectory() && entry.name !== 'node_modules') await copyScripts(source, target);
    else if (entry.name.endsWith('.svelte')) await writeFile(`${target}${AS_SCRIPT}`, await scriptOf(source));
    else if (/\.[jt]s$/.test(entry.name)) await cp(source, target);
    // Files that are only named: a style sheet, a picture, a package of its own.
    else if (entry.isFile()) await writeFile(target, entry.name.endsWith('.json') ? '{}' : '');
  }
}

async function scriptOf(component: string): Promise<string> {
  const scripts = (await readFile(component, 'utf8')).matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g);
  return [...scripts].map(([, script]) => script).join('\n');
}

function cruise(copy: string): Promise<Cruise> {
  const config = ['--config', join(build, 'dependency-cruiser.config.js')];
  const args = [cruiser, ...config, '--output-type', 'json', ...HOUSE];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: copy, maxBuffer: 1e9 }, (error, stdout, stderr) => {
      // It ends with an error code where it found breaches, too.
      if (stdout.startsWith('{')) resolve(JSON.parse(stdout) as Cruise);
      else reject(new Error(`dependency-cruiser failed: ${stderr || stdout}`, { cause: error }));
    });
  });
}

function surveyOf({ modules, summary }: Cruise): Survey {
  const files = modules.map(({ source }) => source).filter(isInside);
  const arrows = modules.flatMap(({ source, dependencies }) =>
    dependencies
      .filter(({ resolved }) => isInside(resolved))
      .map(({ resolved, dependencyTypes }) => ({
        from: nameOf(source),
        to: nameOf(resolved),
        isType: dependencyTypes.includes('type-only'),
      })),
  );
  const advice = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  const breaches = summary.violations.map(({ from, to, rule, cycle = [] }) => ({
    rule: rule.name,
    advice: advice.get(rule.name) ?? '',
    from: nameOf(from),
    to: nameOf(to),
    cycle: cycle.map(({ name }) => nameOf(name)),
  }));
  return { files: files.map(nameOf), arrows, breaches };
}

function isInside(path: string): boolean {
  return HOUSE.includes(path.split('/')[0] ?? '');
}

function nameOf(path: string): string {
  return path.endsWith(AS_SCRIPT) ? path.slice(0, -AS_SCRIPT.length) : path;
}
