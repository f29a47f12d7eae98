/** The page's own scheme. `omnideck://` is only for links from outside and never shows a page. */
export const pageScheme = 'omnideck-app';
const pageHost = 'window';
const pageAddress = `${pageScheme}://${pageHost}/`;

export type OwnPage = {
  /** The address that the window loads. */
  readonly address: string;
  /** Returns whether an address has the page's own origin. */
  owns(url: string): boolean;
  /** Returns whether the page may request an address at all. */
  mayFetch(url: string): boolean;
};

/**
 * Returns the rules about the page's addresses.
 *
 * @param developmentUrl where a development server serves the page with live reload; null means the build. In
 * both cases the page uses the port (?link=port).
 */
export function ownPage(developmentUrl: string | null): OwnPage {
  const server = developmentUrl === null ? null : URL.parse(developmentUrl);
  const owns = (url: string): boolean => {
    const parsed = URL.parse(url);
    if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
    if (server !== null) return parsed.origin === server.origin;
    return parsed.protocol === `${pageScheme}:` && parsed.host === pageHost;
  };
  return {
    address: server === null ? pageAddress : new URL('?link=port', server).href,
    owns,
    mayFetch(url) {
      if (owns(url)) return true;
      const parsed = URL.parse(url);
      if (parsed === null) return false;
      // devtools: belongs to the browser; data: and blob: addresses contain their data and reach no server.
      if (['devtools:', 'data:', 'blob:'].includes(parsed.protocol)) return true;
      return server !== null && parsed.protocol === 'ws:' && parsed.host === server.host;
    },
  };
}
