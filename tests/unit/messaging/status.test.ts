import { describe, expect, it } from 'vitest';
import {
  errMeaning,
  isFailed,
  isKnownStatus,
  isReached,
  isRealError,
  statusInfo,
} from '../../../shared/messaging/status.ts';
import { knownStatuses } from '../../../shared/messaging/types.ts';

describe('a status of Messente', () => {
  it.each([
    ['ACK', 'progress', 'Accepted'],
    ['ACCEPTD', 'progress', 'Queued by operator'],
    ['DELIVRD', 'reached', 'Delivered'],
    ['SEEN', 'reached', 'Seen'],
    ['UNDELIV', 'failed', 'Undelivered'],
    ['FAILED', 'failed', 'Failed'],
    ['REJECTD', 'failed', 'Rejected'],
    ['EXPIRED', 'failed', 'Expired'],
    ['NACK', 'failed', 'Refused'],
    ['DELETED', 'failed', 'Deleted'],
    ['UNKNOWN', 'unknown', 'Unknown'],
  ])('%s is %s and has the label "%s"', (status, kind, label) => {
    expect(statusInfo(status)).toMatchObject({ class: kind, label });
    expect(isReached(status)).toBe(kind === 'reached');
    expect(isFailed(status)).toBe(kind === 'failed');
  });

  it('has a unique label and an explanation', () => {
    expect(new Set(knownStatuses.map((status) => statusInfo(status).label)).size).toBe(knownStatuses.length);
    for (const status of knownStatuses) expect(statusInfo(status).meaning).toMatch(/\.$/);
  });

  it('advances from the queue to the handset to being seen', () => {
    const way = [null, 'BUFFERED', 'ACCEPTD', 'ACK', 'UNKNOWN', 'FAILED', 'DELIVRD', 'SEEN'];
    const ranks = way.map((status) => statusInfo(status).rank);
    expect(ranks).toEqual([...ranks].sort((left, right) => left - right));
    expect(new Set(ranks).size).toBe(way.length);
  });

  it.each(['BUFFERED', 'delivrd', '', 'constructor', '__proto__', 'toString'])(
    'that is unknown to this version is shown as received and is not final: "%s"',
    (status) => {
      expect(isKnownStatus(status)).toBe(false);
      expect(statusInfo(status)).toMatchObject({ class: 'progress', label: status });
    },
  );
});

describe('an error number of Messente', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 999])('%i is explained', (err) => {
    expect(errMeaning(err)).not.toMatch(/^Error \d/);
  });

  it('that is not documented is shown as its number', () => {
    expect(errMeaning(77)).toBe('Error 77');
    expect(errMeaning(null)).toBe('Not processed yet');
  });

  it('is not an error if it is 0, missing, or only means "seen"', () => {
    expect([null, 0, 10, 1, 999].map(isRealError)).toEqual([false, false, false, true, true]);
  });
});
