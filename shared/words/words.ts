import type * as amount from './en/amount.ts';
import type * as field from './en/field.ts';
import type * as guidance from './en/guidance.ts';
import type * as history from './en/history.ts';
import type * as likeness from './en/likeness.ts';
import type * as list from './en/list.ts';
import type * as mirror from './en/mirror.ts';
import type * as names from './en/names.ts';
import type * as next from './en/next.ts';
import type * as notice from './en/notice.ts';
import type * as notify from './en/notify.ts';
import type * as problem from './en/problem.ts';
import type * as selection from './en/selection.ts';
import type * as shell from './en/shell.ts';
import type * as startFailure from './en/start-failure.ts';
import type * as status from './en/status.ts';
import type * as terminal from './en/terminal.ts';
import type * as time from './en/time.ts';
import type * as window from './en/window.ts';

/**
 * Every sentence that a person reads, by module. English is the measure: a language is a folder beside `en/` with a
 * module of each of these names, and the compiler names the sentence that is missing in it.
 */
export interface Words {
  readonly amount: Sentences<typeof amount>;
  readonly field: Sentences<typeof field>;
  readonly guidance: Sentences<typeof guidance>;
  readonly history: Sentences<typeof history>;
  readonly likeness: Sentences<typeof likeness>;
  readonly list: Sentences<typeof list>;
  readonly mirror: Sentences<typeof mirror>;
  readonly names: Sentences<typeof names>;
  readonly next: Sentences<typeof next>;
  readonly notice: Sentences<typeof notice>;
  readonly notify: Sentences<typeof notify>;
  readonly problem: Sentences<typeof problem>;
  readonly selection: Sentences<typeof selection>;
  readonly shell: Sentences<typeof shell>;
  readonly 'start-failure': Sentences<typeof startFailure>;
  readonly status: Sentences<typeof status>;
  readonly terminal: Sentences<typeof terminal>;
  readonly time: Sentences<typeof time>;
  readonly window: Sentences<typeof window>;
}

/** The same names and parameters, with any text in place of the English one. */
export type Sentences<T> = T extends string
  ? string
  : T extends (...args: infer Parameters) => infer Said
    ? (...args: Parameters) => Sentences<Said>
    : { readonly [Name in keyof T]: Sentences<T[Name]> };
