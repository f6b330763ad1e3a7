import { libraries, rooms } from '../walls.js';

/** The walls as they stand in build/README.md: what each room may import, the highest floor first, then libraries. */
export function wallsText(): string {
  const product = rooms.filter(({ at }) => !/^(?:test|build)\//.test(at));
  const width = Math.max(...product.map(({ at }) => at.length));
  const lines = product.toReversed().map(({ at, may, types = [] }) => {
    const named = types.map((place) => `types of ${place}`);
    return `${at.padEnd(width)}  ${[...may, ...named].join(', ') || 'nothing'}`;
  });
  const outside = libraries.map(({ name, at, not = [] }) => {
    const excepted = not.map((place) => `, not ${place}`).join('');
    return `${name.padEnd(width)}  only in ${at.join(', ')}${excepted}`;
  });
  return ['```', ...lines, '', ...outside, '```'].join('\n');
}
