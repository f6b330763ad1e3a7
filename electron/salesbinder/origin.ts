import { failed, ok } from '../../shared/problem.ts';
import type { Result } from '../../shared/problem.ts';

/** Where a workspace's SalesBinder is. The API key goes to this one origin and nowhere else. */

const SUBDOMAIN = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const ADDRESS = new RegExp(
  `^(?:(${SUBDOMAIN})|(?:https://)?(${SUBDOMAIN})\\.salesbinder\\.com(?:[/?#].*)?)$`,
  's',
);

/**
 * These name no one site: `www` is SalesBinder's own, `app` serves every site by its key, and two keys would
 * then share one workspace; `practice` is our own word for the workspace that isn't SalesBinder's.
 */
const NOT_A_SITE: ReadonlySet<string> = new Set(['www', 'app', 'practice']);

/** The subdomain of a site, from what a person types or pastes: `acme`, `acme.salesbinder.com`, or a page's address there. */
export function parseAddress(text: string): Result<string> {
  const found = ADDRESS.exec(text.trim().toLowerCase());
  const subdomain = found?.[1] ?? found?.[2];
  if (subdomain === undefined || NOT_A_SITE.has(subdomain)) {
    return failed({ what: 'bad-address', typed: text.trim().slice(0, 200) });
  }
  return ok(subdomain);
}

/**
 * The origin for a subdomain as parseAddress returns it. The override (FIELDBINDER_SALESBINDER_ORIGIN, for
 * tests and trials) holds only on this computer's own loopback; any other is refused, not ignored.
 */
export function originOf(subdomain: string, override?: string): Result<string> {
  if (override === undefined || override === '') return ok(`https://${subdomain}.salesbinder.com`);
  const origin = override.replace(/\/$/, '');
  return isLoopbackOrigin(origin)
    ? ok(origin)
    : failed({ what: 'bad-address', typed: override.slice(0, 200) });
}

/** Whether the key may go there at all: https, or plain http that never leaves this computer. */
export function mayCarryKey(origin: string): boolean {
  return isLoopbackOrigin(origin) || (isOrigin(origin) && origin.startsWith('https://'));
}

function isLoopbackOrigin(origin: string): boolean {
  if (!isOrigin(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return protocol === 'http:' && (/^(localhost|127(\.\d{1,3}){3})$/.test(hostname) || hostname === '[::1]');
}

/** An origin and nothing more: no path, no user, in the form that URLs are compared in. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
