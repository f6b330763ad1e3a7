import { canNotarize } from './config.ts';
import type { PackagingEnv } from './packaging-env.ts';
import { publisher } from './publisher.ts';

/** One line for each thing that a release sets: whether it will be so, and if not, what is missing. */
export function signingLines(env: PackagingEnv): readonly string[] {
  const has = (...names: readonly string[]): boolean => names.every((name) => Boolean(env[name]));
  const windows = has('AZURE_SIGNING_ENDPOINT', 'AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET')
    ? 'by Azure Trusted Signing'
    : has('WIN_CSC_LINK') || has('CSC_LINK')
      ? 'with the certificate given'
      : 'NO: neither AZURE_SIGNING_ENDPOINT (with AZURE_TENANT_ID, …) nor WIN_CSC_LINK is set';
  const mac = has('CSC_LINK') || has('CSC_NAME') ? 'with the certificate given' : 'NO: CSC_LINK is not set';
  const notary = canNotarize(env)
    ? 'yes'
    : 'NO: neither APPLE_API_KEY (with _ID and _ISSUER) nor APPLE_ID (with password and team) is set';
  const updates =
    env['FIELDBINDER_FEED'] || 'NO: FIELDBINDER_FEED is not set, the packages will not look for updates';
  return [
    `Signing for Windows: ${windows}`,
    `Signing for macOS: ${mac}`,
    `Notarising for macOS: ${notary}`,
    `Update feed: ${updates}`,
    `Maintainer, as the deb names it: ${namedBy(env)}`,
  ];
}

function namedBy(env: PackagingEnv): string {
  const { maintainer, homepage, standIns } = publisher(env);
  return standIns.length === 0
    ? `${maintainer}, ${homepage}`
    : `NO: ${standIns.join(' and ')} not set, so the package names an address that is nobody’s`;
}
