import type { WireField } from './fields.ts';
import type { SomeValues } from './site.ts';

/**
 * What an older MySQL keeps without a word: a value's first characters, as many as its column has room for, and of a
 * text with an emoji what stands before it. E-mail addresses come back in small letters.
 */
export function keptLess(values: SomeValues): SomeValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, keptOf(name as WireField, value)]),
  );
}

function keptOf(name: WireField, value: string): string {
  const [stored = ''] = value.split(/[\u{10000}-\u{10ffff}]/u);
  const cut = stored.slice(0, name === 'name' ? 100 : 255).trimEnd();
  return name === 'office_email' ? cut.toLowerCase() : cut;
}
