/**
 * Connects the page with main, in a sandboxed preload script: passes a port to the page when the page
 * requests one, and navigates the page to one of its own addresses when main says so. It exposes nothing of
 * Electron. A port cannot cross contextBridge, so it is sent with postMessage.
 */
import { type IpcRendererEvent, ipcRenderer } from 'electron';
import { goTo, portHere, portWanted } from './channels.ts';

/**
 * The part of the browser's window object that is used here; the shells are compiled without the browser's
 * types.
 */
type Page = {
  readonly origin: string;
  readonly location: { hash: string };
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};
type PageMessage = { readonly source: unknown; readonly origin: string; readonly data: unknown };
declare const window: Page;

window.addEventListener('message', ({ source, origin, data }) => {
  if (source !== window || origin !== window.origin) return;
  if (typeof data !== 'object' || data === null || Reflect.get(data, 'type') !== portWanted) return;
  ipcRenderer.send(portWanted);
});

ipcRenderer.on(portHere, (event: IpcRendererEvent) => {
  window.postMessage({ type: portHere }, window.origin, event.ports);
});

ipcRenderer.on(goTo, (_event, hash: unknown) => {
  if (typeof hash === 'string' && hash.startsWith('#/')) window.location.hash = hash;
});
