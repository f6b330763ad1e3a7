import type { Page } from 'playwright-core';

/**
 * The sentences (three words or more) that more than one visible element says, in small letters. Not counted: a status,
 * which is a name and stands in each row that has it; what people typed, which is marked by its own direction; and the
 * words of a control, which are the same wherever the control is.
 */
export function saidTwice(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const by = new Map<string, Set<Element>>();
    // What lies behind a dialog is not read meanwhile.
    const dialog = document.querySelector('dialog:modal');
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const element = text.parentElement;
      if (
        element === null ||
        !isSeen(element) ||
        element.closest('.mark, button, [role="row"], [dir="auto"], bdi, script, style') !== null ||
        (dialog !== null && !dialog.contains(element))
      )
        continue;
      const block = element.closest('p, li, h1, h2, h3, td, label, legend, div, section') ?? element;
      for (const sentence of (text.textContent ?? '').split(/[.!?…·]\s*/)) {
        const words = sentence.toLowerCase().replace(/\s+/g, ' ').trim();
        if (words.split(' ').length < 3) continue;
        const said = by.get(words) ?? new Set();
        by.set(words, said.add(block));
      }
    }
    return [...by].filter(([, elements]) => elements.size > 1).map(([words]) => words);

    function isSeen(element: Element): boolean {
      const { width, height } = element.getBoundingClientRect();
      const hidden = element.closest('.unseen, [aria-live="polite"], .folded') !== null;
      return (
        !hidden &&
        width > 1 &&
        height > 1 &&
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      );
    }
  });
}
