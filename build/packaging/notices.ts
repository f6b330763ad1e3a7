import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/**
 * Vite plugin: writes `NOTICES.txt` into the build's folder, with the licence of every package that really is in a
 * bundle (from the bundles' own lists of modules). A package without a licence text fails the build.
 */
export function notices(out: string): Plugin {
  const bundled = new Map<string, Bundled>();
  return {
    name: 'fieldbinder:notices',
    // One list over all three bundles: without this each would begin an empty one.
    sharedDuringBuild: true,
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue;
        for (const id of Object.keys(part.modules)) {
          const folder = packageFolder(id);
          if (folder !== null && !bundled.has(folder)) bundled.set(folder, readPackage(folder));
        }
      }
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, 'NOTICES.txt'), noticesText([...bundled.values()]));
    },
  };
}

/** The innermost package of a path; null for the app's own modules. */
export function packageFolder(id: string): string | null {
  const path = id.replaceAll('\\', '/');
  const at = path.lastIndexOf('/node_modules/');
  if (at === -1) return null;
  const [scope = '', name = ''] = path.slice(at + '/node_modules/'.length).split('/');
  const start = path.startsWith('\0') ? 1 : 0;
  return `${path.slice(start, at)}/node_modules/${scope.startsWith('@') ? `${scope}/${name}` : scope}`;
}

function readPackage(folder: string): Bundled {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { name, version, license } = manifest;
  if (typeof name !== 'string' || typeof version !== 'string' || typeof license !== 'string') {
    throw new Error(`No name, version or licence in ${folder}/package.json`);
  }
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  const text =
    file === undefined ? TEXTS[license]?.(authorOf(manifest)) : readFileSync(join(folder, file), 'utf8');
  if (text === undefined) throw new Error(`${name} is bundled and has no licence text (${license})`);
  return { name, version, licence: license, text: text.trim() };
}

function authorOf({ author, contributors }: Record<string, unknown>): string {
  const [first] = [author, ...(Array.isArray(contributors) ? (contributors as unknown[]) : [])].filter(
    Boolean,
  );
  if (typeof first === 'string') return first.replace(/\s*[<(].*/, '');
  const name: unknown = typeof first === 'object' && first !== null && 'name' in first ? first.name : '';
  return typeof name === 'string' ? name : '';
}

/** For packages that name a licence and ship no file of it: the licence's own words. */
const TEXTS: Readonly<Record<string, (author: string) => string>> = {
  MIT: (author) => `Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
};

function noticesText(packages: readonly Bundled[]): string {
  const sorted = packages.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const parts = sorted.map(
    ({ name, version, licence, text }) => `${name} ${version} (${licence})\n\n${text}`,
  );
  const head =
    'Fieldbinder contains the following software. Electron and Chromium bring their own notices beside it.';
  return `${[head, ...parts].join(`\n\n${'='.repeat(80)}\n\n`)}\n`;
}
