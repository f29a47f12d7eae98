import type { Session, WebContents } from 'electron';
import type { OwnPage } from './own-page.ts';

/**
 * Keeps every web contents on our page, whoever created it: navigation elsewhere, new windows, frames with
 * addresses and <webview> are denied. External links are passed to `ask`.
 * @param ask called with an external address
 */
export function guardContents(contents: WebContents, page: OwnPage, ask: (url: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (page.owns(event.url)) return;
    event.preventDefault();
    ask(event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!page.owns(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    ask(url);
    return { action: 'deny' };
  });
}

/**
 * Denies the page every permission except writing text to the clipboard after a click, which the page's copy
 * buttons need. Blocks all requests outside the page's own scheme, even those that the CSP would allow.
 */
export function guardSession(session: Session, page: OwnPage): void {
  const grants = (permission: string, url: string): boolean =>
    permission === 'clipboard-sanitized-write' && page.owns(url);
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(grants(permission, details.requestingUrl ?? '')),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => grants(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !page.mayFetch(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}
