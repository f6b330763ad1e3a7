import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, expectTypeOf, test } from 'vitest';
import * as amount from '../../../../shared/words/en/amount.ts';
import * as field from '../../../../shared/words/en/field.ts';
import * as guidance from '../../../../shared/words/en/guidance.ts';
import * as history from '../../../../shared/words/en/history.ts';
import * as likeness from '../../../../shared/words/en/likeness.ts';
import * as list from '../../../../shared/words/en/list.ts';
import * as mirror from '../../../../shared/words/en/mirror.ts';
import * as names from '../../../../shared/words/en/names.ts';
import * as next from '../../../../shared/words/en/next.ts';
import * as notice from '../../../../shared/words/en/notice.ts';
import * as notify from '../../../../shared/words/en/notify.ts';
import * as problem from '../../../../shared/words/en/problem.ts';
import * as selection from '../../../../shared/words/en/selection.ts';
import * as shell from '../../../../shared/words/en/shell.ts';
import * as startFailure from '../../../../shared/words/en/start-failure.ts';
import * as status from '../../../../shared/words/en/status.ts';
import * as terminal from '../../../../shared/words/en/terminal.ts';
import * as time from '../../../../shared/words/en/time.ts';
import * as window from '../../../../shared/words/en/window.ts';
import type { Sentences, Words } from '../../../../shared/words/words.ts';

/** A language as a whole: a module that `Words` does not name, or one that is missing here, does not compile. */
const english: Words = {
  amount,
  field,
  guidance,
  history,
  likeness,
  list,
  mirror,
  names,
  next,
  notice,
  notify,
  problem,
  selection,
  shell,
  'start-failure': startFailure,
  status,
  terminal,
  time,
  window,
};

const folder = fileURLToPath(new URL('../../../../shared/words', import.meta.url));

test('every language has exactly the modules that the type of all sentences names', () => {
  const languages = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(languages.map(({ name }) => name)).toContain('en');
  for (const { name } of languages) {
    const modules = readdirSync(`${folder}/${name}`).map((file) => file.replace(/\.ts$/, ''));
    expect(modules.sort(), name).toEqual(Object.keys(english).sort());
  }
});

test('another language may say anything, but must say everything', () => {
  type Said = Sentences<{ readonly save: 'Save'; readonly left: (count: number) => string }>;
  expectTypeOf({ save: 'Sichern', left: (count: number) => `${count} übrig` }).toExtend<Said>();
  expectTypeOf({ save: 'Sichern' }).not.toExtend<Said>();
  expectTypeOf({ save: 'Sichern', left: () => 7 }).not.toExtend<Said>();
});
