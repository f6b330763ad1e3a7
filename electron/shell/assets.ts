import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One of the window's files, with everything that goes out with it. */
export interface Asset {
  readonly body: Buffer;
  readonly type: string;
  /** Named after its content, so that it may be kept for good. */
  readonly hashed: boolean;
}

/**
 * The window's files by the path they are asked for under (`/`, `/assets/index-Ab12.js`).
 * Read once: a request only ever looks a string up in this table, so no path can lead out of the folder.
 */
export type Assets = ReadonlyMap<string, Asset>;

/** @param folder the built window, absolute. Throws when it has not been built. */
export function readAssets(folder: string): Assets {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length).replaceAll('\\', '/').replace(/^\/*/, '/');
    const type = TYPES[extname(entry.name)];
    if (type === undefined) throw new Error(`No content type is known for ${path}`);
    assets.set(path, { body: readFileSync(file), type, hashed: path.startsWith('/assets/') });
  }
  const page = assets.get('/index.html');
  if (page === undefined) throw new Error(`The window is not built: no index.html in ${folder}`);
  return assets.set('/', page);
}

export function cacheControl(asset: Asset): string {
  return asset.hashed ? 'public, max-age=31536000, immutable' : 'no-store';
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
