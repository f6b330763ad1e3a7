import { apiOver, bridgeOver } from '../shared/contract/create-api.ts';
import type { Bridge } from '../shared/contract/create-api.ts';
import type { Api } from '../shared/contract/contract.ts';
import { keepToken, socketTransport, takeToken } from './transport.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload; not there in browser mode. */
    readonly api?: Bridge;
  }
}

/** The host, however it is reached. Everything in the window takes an `Api` and never asks which one. */
export const api: Api = apiOver(
  window.api ??
    bridgeOver(
      socketTransport({
        url: `ws://${location.host}/`,
        token: takeToken(location, history, sessionStorage),
        keepToken: (token) => keepToken(sessionStorage, token),
        windowId: crypto.randomUUID(),
      }),
    ),
);
