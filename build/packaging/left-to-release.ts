import { canNotarize } from './config.ts';
import type { PackagingEnv } from './packaging-env.ts';
import type { Row } from './checked-app.ts';

/** The targets that `npm run package -- --release` builds on the release workflow's machines, and why it isn't built here. */
export function leftToRelease(env: PackagingEnv): readonly Row[] {
  const left = (what: string, note: string): Row => ({ what, verdict: 'left', note });
  return [
    left('windows nsis, portable', 'electron-builder downloads NSIS for them; x64 and arm64'),
    left('windows signature', 'needs a certificate, and Windows or Azure’s service'),
    left('mac dmg, universal', 'need macOS’s own hdiutil and lipo'),
    left('mac signature', 'needs macOS’s codesign and a Developer ID'),
    ...(canNotarize(env) ? [] : [left('mac notary', 'needs Apple’s service and its credentials')]),
    left('linux AppImage, deb', 'electron-builder downloads the runtime and fpm for them; x64 and arm64'),
    left('latest*.yml', 'the feeds are written with the installers they name'),
  ];
}
