/** `--paper` of the window's own style sheet: what is seen of a window before its page has painted. */
export const PAPER = { light: '#f3f1eb', dark: '#121615' } as const;
