/** Readonly all the way down: a schema's type and a domain type then differ only where they really differ. */
export type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/**
 * True only if a schema's output (`Read`) and the domain's type are assignable to each other, so that neither
 * can grow a member that the other lacks. Used as `const checked: SameType<…> = true`.
 */
export type SameType<Read, Domain> = [Frozen<Read>, Frozen<Domain>] extends [Frozen<Domain>, Frozen<Read>]
  ? true
  : false;
