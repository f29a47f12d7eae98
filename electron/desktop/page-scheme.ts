import { randomBytes } from 'node:crypto';
import type { CustomScheme } from 'electron';
import {
  bareContentSecurityPolicy,
  cacheHeader,
  contentSecurityPolicy,
  protectiveHeaders,
} from '../engine/window-files/content-policy.ts';
import type { PageFiles } from '../engine/window-files/window-files.ts';
import { type OwnPage, pageScheme } from './own-page.ts';

/**
 * The privileges of the scheme, registered before the app is ready: its own origin (standard), trusted like
 * https (secure). Not granted: bypassing the CSP, service workers, extensions, or requests from other origins
 * (corsEnabled).
 */
export const schemePrivileges: CustomScheme = {
  scheme: pageScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Answers requests under the page's own scheme from the build in memory. Every answer has a CSP. */
export function answerScheme(
  files: PageFiles,
  page: OwnPage,
  random: (size: number) => Uint8Array = randomBytes,
): (request: Request) => Response {
  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only to be looked at.');
    if (!page.owns(request.url)) return plain(404, 'There is nothing at this address.');
    const path = pathOf(request.url);
    if (path === '/' || path === '/index.html') {
      const nonce = Buffer.from(random(18)).toString('base64');
      return answer(200, files.index(nonce), {
        'content-security-policy': contentSecurityPolicy(nonce, []),
        'content-type': 'text/html; charset=utf-8',
        'cache-control': cacheHeader(false),
      });
    }
    const file = files.file(path);
    if (file === null) return plain(404, 'There is no such file.');
    return answer(200, file.body, {
      'content-security-policy': bareContentSecurityPolicy,
      'content-type': file.type,
      'cache-control': cacheHeader(file.immutable),
    });
  };
}

/**
 * Returns the path exactly as written. It is not normalised: only the exact name of a file finds that file.
 */
function pathOf(url: string): string {
  return /^[^:]+:\/\/[^/?#]*([^?#]*)/u.exec(url)?.[1] ?? '';
}

function plain(status: number, message: string): Response {
  return answer(status, `${message}\n`, {
    'content-security-policy': bareContentSecurityPolicy,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': cacheHeader(false),
  });
}

function answer(
  status: number,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body, { status, headers: { ...protectiveHeaders, ...headers } });
}
