import { fileURLToPath } from 'node:url';
import { stopInUnusableFolder } from './folder-name.ts';
import { serveGallery } from './gallery-server.ts';

/** `npm run gallery`: every part and every screen of the window over a fake host, each state by a link. */
stopInUnusableFolder(fileURLToPath(new URL('..', import.meta.url)));
const { address } = await serveGallery(5174).catch(() => serveGallery());
console.log(`The gallery is at ${address} (Ctrl+C ends it)`);
