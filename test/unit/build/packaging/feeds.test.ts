import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishFeeds } from '../../../../build/packaging/feeds.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feeds-'));
  writeFileSync(join(folder, 'Fieldbinder-setup.exe'), 'the installer');
  const sha512 = createHash('sha512').update('the installer').digest('base64');
  writeFileSync(
    join(folder, 'latest.yml'),
    dump({ version: '1.1.0', files: [{ url: 'Fieldbinder-setup.exe', sha512 }], releaseNotes: 'Faster.' }),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const feed = () => load(readFileSync(join(folder, 'latest.yml'), 'utf8'));

describe('the update feeds of a release', () => {
  it('are offered to everybody unless a part is named', () => {
    expect(finishFeeds(folder, undefined)).toEqual([]);
    expect(finishFeeds(folder, '')).toEqual([]);
    expect(feed()).not.toHaveProperty('stagingPercentage');
  });

  it('carry the staged rollout, and keep everything else', () => {
    expect(finishFeeds(folder, '25')).toEqual([]);
    expect(feed()).toMatchObject({ version: '1.1.0', stagingPercentage: 25, releaseNotes: 'Faster.' });
  });

  it.each(['0', '101', '-5', '2.5', 'some'])('are refused with a rollout of %s', (rollout) => {
    expect(finishFeeds(folder, rollout)).toEqual([`${rollout} is no percentage`]);
  });

  it('are refused when they name a file that is not there, or another one', () => {
    writeFileSync(join(folder, 'Fieldbinder-setup.exe'), 'another installer');
    expect(finishFeeds(folder, '')).toEqual(['latest.yml names another Fieldbinder-setup.exe']);
    rmSync(join(folder, 'Fieldbinder-setup.exe'));
    expect(finishFeeds(folder, '')).toEqual(['latest.yml names Fieldbinder-setup.exe, which is not there']);
  });
});
