import { fold } from '../../shared/text/search.ts';

/** A stretch of a text; `found`: a search found it by that. */
export interface TextPart {
  readonly text: string;
  readonly found: boolean;
}

/** A text in stretches, those that one of the folded words was found in apart. */
export function markedParts(text: string, words: readonly string[]): readonly TextPart[] {
  if (words.length === 0 || text === '') return [{ text, found: false }];
  const letters = [...text];
  const { folded, from } = foldedLetters(letters);
  const found = letters.map(() => false);
  for (const word of words) {
    for (let at = folded.indexOf(word); word !== '' && at >= 0; at = folded.indexOf(word, at + 1)) {
      // With what folds to nothing in between, as an apostrophe does.
      found.fill(true, from[at], (from[at + word.length - 1] ?? 0) + 1);
    }
  }
  return letters.reduce<TextPart[]>((parts, letter, index) => {
    const last = parts.at(-1);
    const one = found[index] === true;
    if (last?.found === one) parts[parts.length - 1] = { text: last.text + letter, found: one };
    else parts.push({ text: letter, found: one });
    return parts;
  }, []);
}

/** The letters folded one by one, and for each folded one the place of the letter that it came from. */
function foldedLetters(letters: readonly string[]): {
  readonly folded: string;
  readonly from: readonly number[];
} {
  let folded = '';
  const from: number[] = [];
  letters.forEach((letter, index) => {
    const one = /\s/.test(letter) ? ' ' : fold(letter);
    folded += one;
    for (let at = 0; at < one.length; at += 1) from.push(index);
  });
  return { folded, from };
}
