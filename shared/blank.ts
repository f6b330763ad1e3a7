/** Nothing in it can be seen: spaces, control and format characters, and letters that are drawn as nothing. */
export function isBlank(text: string): boolean {
  return !SEEN.test(text);
}

const SEEN =
  /[^\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufffc\u{1d159}]/u;
