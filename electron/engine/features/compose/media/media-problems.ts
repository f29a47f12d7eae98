/** Why a link shows nothing, in words. The link itself is in none of them: it may hold what only its reader may know. */
import { type Problem, problem } from '../../../../../shared/messaging/problem.ts';
import { typeName } from './file-type.ts';

const checkLink = 'Check the link: the person’s phone would find no more than this.';

const at = (code: string, sentence: string, mend: string): Problem => problem(code, sentence, mend, 'url');

export const mediaProblems = {
  badLink: () =>
    at(
      'media-link-invalid',
      'This is no link that can be fetched.',
      'Write an address that begins with https:// or http:// and has no user name in it.',
    ),
  notPublic: () =>
    at(
      'media-not-public',
      'The link leads to this machine or into a private network, so it is not fetched.',
      'Use an address that is reachable from the internet: Messente and the phones must reach it too.',
    ),
  notFound: (host: string) =>
    at(
      'media-host-unknown',
      `There is no ${host}, or its name can’t be looked up now.`,
      'Check the link, and the network.',
    ),
  unreachable: (host: string, code: string) =>
    at(
      'media-unreachable',
      `${host} could not be reached (${code}).`,
      'Try again; if it stays, check the link.',
    ),
  cut: (host: string) =>
    at(
      'media-cut',
      `${host} broke off before everything had come.`,
      'Try again; if it stays, check the link.',
    ),
  certificate: (host: string) =>
    at(
      'media-certificate',
      `The certificate of ${host} can’t be trusted.`,
      'Use another address: Messente and the phones would most likely refuse it as well.',
    ),
  tooSlow: (seconds: number) =>
    at(
      'media-too-slow',
      `It did not come within ${seconds} seconds.`,
      'Try again; if it stays, use another address.',
    ),
  tooManyRedirects: (most: number) =>
    at(
      'media-redirects',
      `The link is passed on more than ${most} times.`,
      'Use the address that it ends at.',
    ),
  status: (status: number) => at('media-status', `The server answered ${status}.`, checkLink),
  empty: () => at('media-empty', 'The file is empty.', checkLink),
  compressed: (encoding: string) =>
    at(
      'media-compressed',
      `The server packs the file (${encoding}) although it was asked not to, so it is not opened.`,
      'Use an address that gives the file as it is.',
    ),
  tooLarge: (megabytes: number) =>
    at(
      'media-too-large',
      `The picture is larger than ${megabytes} MB, so it is not shown.`,
      'It can be sent all the same; phones may refuse it.',
    ),
  tooManyPoints: (width: number, height: number) =>
    at(
      'media-too-many-points',
      `The picture is ${width} × ${height} points, too many to show here.`,
      'Use a smaller one; phones may refuse it as well.',
    ),
  broken: (type: string) =>
    at('media-broken', `The file begins as ${typeName(type)}, and goes on as something else.`, checkLink),
  lies: (says: string, type: string) =>
    at('media-lies', `It says ${says}, is ${typeName(type)}.`, 'Use the address of the file itself.'),
  page: () =>
    at(
      'media-is-page',
      'The link leads to a web page, not to a file.',
      'Use the address of the file itself.',
    ),
  svg: () =>
    at(
      'media-is-svg',
      'It is an SVG, which is not shown here and which no channel takes.',
      'Use a PNG or a JPEG.',
    ),
} as const;
