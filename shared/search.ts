/** Folds text for finding: case, accents and runs of space don't matter. */
export function fold(text: string): string {
  return plain(text).toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Most texts have no accents, and there may be a hundred thousand of them. */
function plain(text: string): string {
  return ASCII.test(text) ? text : text.normalize('NFD').replace(/\p{Mn}/gu, '');
}

const ASCII = /^[\0-\x7f]*$/;
