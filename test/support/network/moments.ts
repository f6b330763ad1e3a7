/** The phases of a create on its way, as the other end of the cable sees them. */
export const MOMENTS = ['connected', 'head', 'body', 'saved', 'answering', 'answered'] as const;
export type Moment = (typeof MOMENTS)[number];
