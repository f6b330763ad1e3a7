import { serveGallery } from './gallery-server.ts';

/** `npm run gallery`: every part and every screen of the window over a fake host, each state by a link. */
const { address } = await serveGallery(5174).catch(() => serveGallery());
console.log(`The gallery is at ${address} (Ctrl+C ends it)`);
