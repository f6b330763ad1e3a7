/** The three channels between preload and main process. */
export const CALL = 'call';
export const EVENT = 'event';
/** The window's computer came back onto a network. */
export const ONLINE = 'online';
