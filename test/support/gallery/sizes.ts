/** The widths that the window is designed for and looked at in. Pixels. */
export const WIDTHS = [1280, 1024, 720, 360] as const;
export const THEMES = ['light', 'dark'] as const;
