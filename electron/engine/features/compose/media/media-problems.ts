/**
 * The problems of links that cannot be shown. They never contain the link itself, which may be confidential.
 */

import { term } from '../../../../../shared/messaging/problem.ts';
import { composeProblem } from '../../../../../shared/problems/compose.ts';
import { typeName } from './file-type.ts';

export const mediaProblems = {
  badLink: () => composeProblem('media-link-invalid', {}, 'url'),
  notPublic: () => composeProblem('media-not-public', {}, 'url'),
  notFound: (host: string) => composeProblem('media-host-unknown', { host }, 'url'),
  unreachable: (host: string, code: string) => composeProblem('media-unreachable', { host, code }, 'url'),
  cut: (host: string) => composeProblem('media-cut', { host }, 'url'),
  certificate: (host: string) => composeProblem('media-certificate', { host }, 'url'),
  tooSlow: (seconds: number) => composeProblem('media-too-slow', { seconds }, 'url'),
  tooManyRedirects: (most: number) => composeProblem('media-redirects', { most }, 'url'),
  status: (status: number) => composeProblem('media-status', { status }, 'url'),
  empty: () => composeProblem('media-empty', {}, 'url'),
  compressed: (encoding: string) => composeProblem('media-compressed', { encoding }, 'url'),
  tooLarge: (megabytes: number) => composeProblem('media-too-large', { megabytes }, 'url'),
  tooManyPoints: (width: number, height: number) =>
    composeProblem('media-too-many-points', { width, height }, 'url'),
  broken: (type: string) => composeProblem('media-broken', { type: term(typeName(type)) }, 'url'),
  lies: (declared: string, type: string) =>
    composeProblem('media-lies', { declared, type: term(typeName(type)) }, 'url'),
  page: () => composeProblem('media-is-page', {}, 'url'),
  svg: () => composeProblem('media-is-svg', {}, 'url'),
} as const;
