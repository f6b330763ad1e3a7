import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const top = new URL('../../../', import.meta.url);

function readme(room: string): string {
  return readFileSync(new URL(`${room}/README.md`, top), 'utf8');
}

/** The files that are named in code spans: by their path, or by their name alone within the room. */
function filesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([\w./-]+\.(?:ts|svelte|md))`/g)].map(([, file = '']) => file);
}

function missing(room: string, files: readonly string[]): readonly string[] {
  const places = [top, new URL(`${room}/`, top), new URL(`${room}/send/`, top)];
  return files.filter((file) => !places.some((place) => existsSync(new URL(file, place))));
}

describe.each(['electron/sync', 'shared/outbox'])('the README of %s', (room) => {
  it('names only files that are there', () => {
    const files = filesIn(readme(room));
    expect(files.length).toBeGreaterThan(5);
    expect(missing(room, files)).toEqual([]);
  });

  it('begins with its vocabulary', () => {
    const [first] = [...readme(room).matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(first).toBe('Vocabulary');
  });
});

describe('the walk of one saved draft', () => {
  const [, walk = ''] = readme('electron/sync').split('## The walk of one saved draft');
  const [there = '', back = ''] = walk.split('And back:');

  it.each([
    ['to the wire', there],
    ['and back', back],
  ])('goes %s through at most twenty files, each by its whole path', (_, way) => {
    const steps = [...way.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file);
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.length).toBeLessThanOrEqual(20);
    expect(steps.filter((file) => !existsSync(new URL(file, top)))).toEqual([]);
  });
});
