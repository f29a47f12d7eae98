/** The page's own scheme. `omnideck://` is for links from outside, and never a page. */
export const pageScheme = 'omnideck-app';
const pageHost = 'window';
const pageAddress = `${pageScheme}://${pageHost}/`;

export type OwnPage = {
  /** What the window loads. */
  readonly address: string;
  /** Whether an address is of the page's own origin. */
  owns(url: string): boolean;
  /** Whether the page may fetch it at all. */
  mayFetch(url: string): boolean;
};

/**
 * @param developmentUrl where a development server serves the page with live reload; null: it comes from the build.
 * The page then speaks over its port all the same (?link=port).
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
      // Development tools are the browser's own; data and blob addresses hold what they are, and reach nobody.
      if (['devtools:', 'data:', 'blob:'].includes(parsed.protocol)) return true;
      return server !== null && parsed.protocol === 'ws:' && parsed.host === server.host;
    },
  };
}
