/**
 * Readonly all the way down, and an optional member told apart from a missing one: a schema's type and a domain
 * type then differ only where they really differ.
 */
type Plain<T> = T extends object
  ? {
      readonly [K in keyof T]-?: object extends Pick<T, K> ? { readonly optional: Plain<T[K]> } : Plain<T[K]>;
    }
  : T;

/**
 * True only if a schema's output (`Read`) and the domain's type are the same, so that neither can grow a member
 * that the other lacks. Used as `true satisfies SameType<…>`.
 */
export type SameType<Read, Domain> = [Plain<Read>, Plain<Domain>] extends [Plain<Domain>, Plain<Read>]
  ? true
  : false;
