import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';

interface Feed {
  readonly version: string;
  readonly files: readonly { readonly url: string; readonly sha512: string }[];
  readonly stagingPercentage?: number;
}

/**
 * Finishes the feeds that electron-builder wrote: checks that each names files that are there with that very hash, and
 * puts a staged rollout in. To stop one, publish the feed again with a lower percentage; to take it back, a newer version.
 *
 * @param release the folder of the packages, absolute
 * @param rollout percent of installations that are offered it, 1 to 100; '' or undefined means all
 * @returns what is wrong, in words; empty when nothing is
 */
export function finishFeeds(release: string, rollout: string | undefined): readonly string[] {
  const percent = rollout ? Number(rollout) : 100;
  if (!Number.isInteger(percent) || percent < 1 || percent > 100)
    return [`${rollout ?? ''} is no percentage`];
  const names = readdirSync(release).filter((name) => /^latest.*\.yml$/.test(name));
  return names.flatMap((name) => {
    const path = join(release, name);
    const feed = load(readFileSync(path, 'utf8')) as Feed;
    writeFileSync(path, dump({ ...feed, ...(percent < 100 && { stagingPercentage: percent }) }));
    return feed.files.flatMap(({ url, sha512 }) => {
      const file = join(release, url);
      if (!existsSync(file)) return [`${name} names ${url}, which is not there`];
      const hash = createHash('sha512').update(readFileSync(file)).digest('base64');
      return hash === sha512 ? [] : [`${name} names another ${url}`];
    });
  });
}
