/**
 * The page's side of the desktop shell without a browser: a window that can receive messages and runs the
 * real preload script. The renderer's real transport opens its link on it.
 */
import { EventEmitter } from 'node:events';

export type StandInPage = Window & { readonly posted: unknown[] };

/** Creates the page. @param origin the page's origin */
export function standInPage(origin = 'omnideck-app://window'): StandInPage {
  const events = new EventEmitter();
  const posted: unknown[] = [];
  const page = {
    origin,
    location: { hash: '', protocol: `${new URL(origin).protocol}`, host: 'window', search: '' },
    posted,
    addEventListener: (type: string, listener: (event: unknown) => void) => events.on(type, listener),
    removeEventListener: (type: string, listener: (event: unknown) => void) => events.off(type, listener),
    postMessage(data: unknown, targetOrigin: string, transfer: unknown[] = []) {
      if (targetOrigin !== origin) return;
      posted.push(data);
      setImmediate(() => events.emit('message', { source: page, origin, data, ports: transfer }));
    },
    /** Receives a message as if another window or a frame had posted it. */
    receive: (event: unknown) => events.emit('message', event),
  };
  return page as unknown as StandInPage;
}
