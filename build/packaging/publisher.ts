import manifest from '../../package.json' with { type: 'json' };
import type { PackagingEnv } from './packaging-env.ts';

/** Who stands behind a package, and where they are found. Debian's format insists on both addresses. */
export interface Publisher {
  readonly name: string;
  /** `Name <address>` */
  readonly maintainer: string;
  /** https address. */
  readonly homepage: string;
  /** Those of the two that are nobody's, because nothing was set. */
  readonly standIns: readonly ('FIELDBINDER_MAINTAINER' | 'FIELDBINDER_HOMEPAGE')[];
}

/** The name is package.json's author; the addresses come with a release (FIELDBINDER_MAINTAINER, FIELDBINDER_HOMEPAGE). */
export function publisher(env: PackagingEnv): Publisher {
  const name: string = manifest.author;
  const maintainer = env['FIELDBINDER_MAINTAINER'] || null;
  const homepage = env['FIELDBINDER_HOMEPAGE'] || null;
  return {
    name,
    maintainer: maintainer ?? `${name} <nobody@fieldbinder.invalid>`,
    homepage: homepage ?? 'https://fieldbinder.invalid/',
    standIns: [
      ...(maintainer === null ? (['FIELDBINDER_MAINTAINER'] as const) : []),
      ...(homepage === null ? (['FIELDBINDER_HOMEPAGE'] as const) : []),
    ],
  };
}
