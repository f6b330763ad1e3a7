/** The heading of a section, pixels; it stands above the section's first row, as a part of that. */
export const HEADING_HEIGHT = 30;

/** The list in two sections: so many rows that were entered here come first, the downloaded ones after them. */
export interface Sections {
  readonly entered: number;
  readonly count: number;
}

/** Which section begins with this row; null: none. A list of a single section has no heading. */
export function sectionAt(index: number, sections: Sections | null): 'entered' | 'downloaded' | null {
  if (sections === null || sections.entered === 0 || sections.entered === sections.count) return null;
  if (index === 0) return 'entered';
  return index === sections.entered ? 'downloaded' : null;
}

/** Where a row begins, with its heading if it has one. Pixels from the top of the list. */
export function topOf(index: number, rowHeight: number, sections: Sections | null): number {
  const first = sectionAt(0, sections) === null || index === 0 ? 0 : HEADING_HEIGHT;
  const second = sectionAt(0, sections) === null || index <= (sections?.entered ?? 0) ? 0 : HEADING_HEIGHT;
  return index * rowHeight + first + second;
}

/** A row's height with its heading, pixels. */
export function heightOf(index: number, rowHeight: number, sections: Sections | null): number {
  return rowHeight + (sectionAt(index, sections) === null ? 0 : HEADING_HEIGHT);
}
