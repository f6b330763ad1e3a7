import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import { bridgeOver } from '../shared/contract/create-api.ts';
import type { HostEvent } from '../shared/contract/contract.ts';
import type { Result } from '../shared/problem.ts';
import { CALL, EVENT, ONLINE } from './shell/ipc-channels.ts';

/** `window.api`: the contract's calls and nothing else; no channel name can be chosen from the page. */
const api = bridgeOver({
  invoke: (name, input, workspace) =>
    ipcRenderer.invoke(CALL, name, input, workspace) as Promise<Result<unknown>>,
  subscribe: (listener) => {
    // The page gets the event alone, never Electron's own, which carries a sender.
    const pass = (_event: IpcRendererEvent, event: HostEvent) => listener(event);
    ipcRenderer.on(EVENT, pass);
    return () => void ipcRenderer.off(EVENT, pass);
  },
});

contextBridge.exposeInMainWorld('api', api);
addEventListener('online', () => ipcRenderer.send(ONLINE));

// A preload lives in the page, and this folder's compiler settings know no page.
declare function addEventListener(type: 'online', listener: () => void): void;
