import { describe, expect, it } from 'vitest';
import { edgeOfLocal, localOfEdge } from '../../../renderer/features/messages/filters/time-edges.ts';

describe('an end of the period of a filter', () => {
  it.each([
    [{ day: '2026-11-24', time: '' }, '2026-11-24T00:00', '2026-11-25T00:00'],
    [{ day: '2026-12-31', time: '' }, '2026-12-31T00:00', '2027-01-01T00:00'],
    [{ day: '2028-02-28', time: '' }, '2028-02-28T00:00', '2028-02-29T00:00'],
    [{ day: '2026-11-24', time: '09:30' }, '2026-11-24T09:30', '2026-11-24T09:30'],
    [{ day: '', time: '' }, null, null],
  ])('of %j is its first or last moment, and is shown again as typed', (edge, begin, end) => {
    expect(localOfEdge(edge, false)).toBe(begin);
    expect(localOfEdge(edge, true)).toBe(end);
    expect(edgeOfLocal(begin, false)).toEqual(edge);
    expect(edgeOfLocal(end, true)).toEqual(edge);
  });

  it('needs a day for its time', () => {
    expect(localOfEdge({ day: '', time: '09:30' }, false)).toBe('wrong');
    expect(localOfEdge({ day: '2026-02-31x', time: '' }, true)).toBe('wrong');
  });
});
