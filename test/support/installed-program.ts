import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/** Fieldbinder as an AppImage leaves it on a computer: one file that updates take the place of, and where they come from. */
export interface InstalledProgram {
  /** The file in the program's place now. */
  readonly content: Buffer;
  remove(): void;
}

/** @param feed an origin */
export function installProgram(feed: string, content: Buffer): InstalledProgram {
  const folder = mkdtempSync(join(tmpdir(), 'installed-'));
  const [program, resources] = [join(folder, 'Fieldbinder.AppImage'), join(folder, 'resources')];
  mkdirSync(resources);
  writeFileSync(program, content);
  writeFileSync(
    join(resources, 'app-update.yml'),
    `provider: generic\nurl: ${feed}\nupdaterCacheDirName: fieldbinder\n`,
  );
  vi.stubEnv('APPIMAGE', program);
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  Reflect.set(process, 'resourcesPath', resources);
  return {
    get content() {
      return readFileSync(program);
    },
    remove() {
      vi.unstubAllEnvs();
      Reflect.deleteProperty(process, 'resourcesPath');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
