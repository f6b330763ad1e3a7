/** The installers' id of this app; on Windows its shortcuts carry it, and a window or notification must match them. */
export const APP_ID = 'net.fieldbinder.app';
