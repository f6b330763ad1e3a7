import { protocol } from 'electron';
import type { Session } from 'electron';
import { cacheControl } from '../shell/assets.ts';
import type { Assets } from '../shell/assets.ts';
import { securityHeaders } from '../shell/security-headers.ts';

/** Where the window's page lives: an origin of its own, so that it needs no rights over files. */
export const PAGE = 'app://fieldbinder/';

/** Before the app is ready, or never. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** Answers `app://` from the table of the window's files, and from nothing else. */
export function serveAppScheme(session: Session, assets: Assets): void {
  session.protocol.handle('app', (request) => answerFile(request, assets));
}

function answerFile(request: Request, assets: Assets): Response {
  const url = new URL(request.url);
  const asset = url.host === 'fieldbinder' && request.method === 'GET' ? assets.get(url.pathname) : undefined;
  if (asset === undefined) return new Response(null, { status: 404, headers: securityHeaders() });
  const headers = { 'Content-Type': asset.type, 'Cache-Control': cacheControl(asset) };
  return new Response(new Uint8Array(asset.body), { headers: { ...securityHeaders(), ...headers } });
}

/** Whether an address is our page; a fragment or a query makes no difference. */
export function isOurPage(address: string): boolean {
  return address === PAGE || address.startsWith(`${PAGE}#`) || address.startsWith(`${PAGE}?`);
}
