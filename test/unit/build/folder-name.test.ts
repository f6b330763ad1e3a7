import { expect, test } from 'vitest';
import { folderTrouble } from '../../../build/folder-name.ts';

test.each([
  '/home/rosa/#1 projects/fieldbinder/',
  '/home/rosa/what?/fieldbinder/',
  'C:\\C# code\\fieldbinder\\',
])('in %s it is said in one line what to do', (root) => {
  expect(folderTrouble(root)).toMatch(/^Fieldbinder can’t be built in a folder with “[#?]” in its path: .+$/);
});

test.each([
  '/home/rosa/fieldbinder/',
  '/home/rosa/50%20 off & more [1] {2} (3)/ünï/',
  'C:\\Users\\Rosa M\\fieldbinder\\',
])('%s is a folder like any other', (root) => {
  expect(folderTrouble(root)).toBeNull();
});
