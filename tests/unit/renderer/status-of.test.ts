import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pipsOf } from '../../../renderer/features/messages/pips-of.ts';
import {
  channelsShown,
  messageShown,
  shareOf,
  statusShown,
  stepShown,
} from '../../../renderer/features/messages/status-of.ts';
import { formatsOf } from '../../../renderer/lib/format.ts';
import { en } from '../../../renderer/lib/words/en.ts';
import { messageStates } from '../../../shared/messaging/types.ts';
import { row, step } from './rows.ts';

const format = formatsOf(en);
const now = new Date(2026, 10, 24, 12, 0).getTime();
const minute = 60_000;
const message = (facts: Parameters<typeof row>[0]) => messageShown(row(facts), now, en, format);
const running = (endsIn: number | null) => ({
  channel: 'viber' as const,
  startedAt: now - minute,
  endsAt: endsIn === null ? null : now + endsIn,
});
const chain = [
  { channel: 'viber', state: 'pending' },
  { channel: 'sms', state: 'waiting' },
] as const;

describe('a message in the list', () => {
  it('is the time at which it is sent, for a message that is held in quiet hours', () => {
    const heldUntil = new Date(2026, 10, 25, 8, 0).getTime();
    expect(message({ state: 'queued', heldUntil })).toMatchObject({
      kind: 'scheduled',
      word: 'Tomorrow, 08:00',
    });
    expect(message({ state: 'queued', heldUntil: null }).kind).toBe('not-sent');
  });

  it.each([
    [{ state: 'delivered' }, 'delivered', 'Delivered'],
    [{ state: 'seen' }, 'seen', 'Seen'],
    [{ state: 'delivered', deliveredTwice: true }, 'delivered-twice', 'Delivered twice'],
    [{ state: 'pending', steps: chain, running: running(38_000) }, 'waiting', '0:38 left'],
    [{ state: 'pending', steps: chain, running: running(-1) }, 'waiting', 'No news yet'],
    [{ state: 'pending', steps: chain, running: running(null) }, 'waiting', 'On its way'],
    [{ state: 'pending', steps: chain }, 'accepted', 'On its way'],
    [{ state: 'sending' }, 'accepted', 'Being sent'],
    [{ state: 'queued' }, 'not-sent', 'Not sent yet'],
    [{ state: 'cancelled' }, 'not-needed', 'Cancelled'],
    [{ state: 'refused' }, 'rejected', 'Refused'],
    [{ state: 'unknown' }, 'unknown', 'Unknown'],
    [{ state: 'pending', steps: [{ state: 'unknown', status: 'UNKNOWN' }] }, 'unknown', 'Unknown'],
    [{ state: 'failed', steps: [{}, {}] }, 'failed', 'All failed'],
    [{ state: 'failed', steps: [{ state: 'failed', status: 'EXPIRED' }] }, 'expired', 'Expired'],
    [{ state: 'failed', steps: [{ state: 'failed', status: 'REJECTD' }] }, 'rejected', 'Rejected'],
    [{ state: 'failed', steps: [{ state: 'failed', status: 'UNDELIV' }] }, 'failed', 'Undelivered'],
    [{ state: 'failed', steps: [{ state: 'failed', status: null }] }, 'failed', 'Failed'],
  ] as const)('%j is shown as %s, "%s"', (facts, kind, word) => {
    expect(message(facts as Parameters<typeof row>[0])).toMatchObject({ kind, word });
  });

  it('shows briefly when it will be sent', () => {
    const scheduled = (sendAt: number) => message({ state: 'scheduled', sendAt });
    expect(scheduled(now + 6 * 60 * minute)).toMatchObject({ kind: 'scheduled', word: 'Today, 18:00' });
    expect(scheduled(now + 24 * 60 * minute).word).toBe('Tomorrow, 12:00');
    expect(scheduled(new Date(2026, 11, 3, 9, 5).getTime()).word).toBe('3 Dec, 09:05');
  });

  it('shows the running step rather than an earlier step with an unknown outcome', () => {
    const steps = [
      { channel: 'viber', state: 'unknown' } as const,
      { channel: 'sms', state: 'pending' } as const,
    ];
    const sms = { channel: 'sms', startedAt: now, endsAt: now + minute } as const;
    expect(message({ state: 'pending', steps, running: sms })).toMatchObject({
      kind: 'waiting',
      word: '1:00 left',
    });
  });

  it('has a label for every state', () => {
    for (const state of messageStates) expect(message({ state }).word).not.toBe('');
  });
});

describe('a status of Messente', () => {
  it.each([
    ['ACCEPTD', 'accepted', 'Queued by operator'],
    ['ACK', 'accepted', 'Accepted'],
    ['DELIVRD', 'delivered', 'Delivered'],
    ['SEEN', 'seen', 'Seen'],
    ['EXPIRED', 'expired', 'Expired'],
    ['UNDELIV', 'failed', 'Undelivered'],
    ['FAILED', 'failed', 'Failed'],
    ['REJECTD', 'rejected', 'Rejected'],
    ['NACK', 'rejected', 'Refused'],
    ['DELETED', 'failed', 'Deleted'],
    ['UNKNOWN', 'unknown', 'Unknown'],
    ['BRANDNEW', 'accepted', 'BRANDNEW'],
    [null, 'accepted', 'On its way'],
  ] as const)('%s is shown as %s, "%s"', (status, kind, word) => {
    expect(statusShown(status, en)).toEqual({ kind, word, share: null });
  });
});

describe('a step of the timeline', () => {
  const shown = (facts: Parameters<typeof step>[0], within: Partial<Parameters<typeof stepShown>[1]> = {}) =>
    stepShown(step(facts), { runs: false, chain: 'pending', ...within }, now, en, format);
  const began = { startedAt: now - 2 * minute };

  it('shows its outcome and how long it took', () => {
    expect(shown({ state: 'delivered', at: now, ...began }).word).toBe('Delivered in 2 min 00 s');
    expect(shown({ state: 'seen', at: now, ...began })).toMatchObject({
      kind: 'seen',
      word: 'Seen after 2 min 00 s',
    });
    expect(shown({ state: 'delivered' }).word).toBe('Delivered');
    expect(shown({ state: 'failed', status: 'EXPIRED', waitSeconds: 60 }).word).toBe('Expired after 60 s');
    expect(shown({ state: 'failed', status: 'UNDELIV' })).toMatchObject({
      kind: 'failed',
      word: 'Undelivered',
    });
    expect(shown({ state: 'not-needed' })).toMatchObject({ kind: 'not-needed', word: 'Not needed' });
  });

  it('counts down while it runs', () => {
    const runs = { state: 'pending', startedAt: now - minute, endsAt: now + minute } as const;
    expect(shown(runs, { runs: true })).toEqual({ kind: 'waiting', word: '1:00 left', share: 0.5 });
  });

  it('shows why it was not tried, if that is known', () => {
    expect(shown({}, { chain: 'refused' }).word).toBe('Not tried');
    expect(shown({}, { chain: 'cancelled' }).word).toBe('Not tried');
    expect(shown({}, { chain: 'unknown' })).toMatchObject({ kind: 'unknown', word: 'Not known' });
    expect(shown({}).word).toBe('Waits its turn');
  });
});

describe('the dots of a chain', () => {
  const pips = (facts: Parameters<typeof row>[0]) => pipsOf(row(facts)).map(({ pip }) => pip);
  const three = [{ channel: 'viber' }, { channel: 'whatsapp' }, { channel: 'sms' }] as const;

  it('are filled for a channel that reached the person, hollow for a failed one, small for one that was not needed', () => {
    const steps = [
      { channel: 'viber', state: 'failed' },
      { channel: 'whatsapp', state: 'seen' },
      { channel: 'sms', state: 'not-needed' },
    ] as const;
    expect(pips({ steps })).toEqual(['failed', 'reached', 'untried']);
  });

  it('mark the running step', () => {
    expect(pips({ state: 'pending', steps: chain })).toEqual(['waiting', 'untried']);
    const sms = { channel: 'sms', startedAt: now, endsAt: null } as const;
    expect(pips({ state: 'pending', steps: three, running: sms })).toEqual(['untried', 'untried', 'waiting']);
  });

  it('begin with an amber ring if the answer was lost, and are hollow if all was refused', () => {
    expect(pips({ state: 'unknown', steps: three })).toEqual(['unknown', 'untried', 'untried']);
    expect(pips({ state: 'refused', steps: three })).toEqual(['refused', 'refused', 'refused']);
    expect(pips({ state: 'cancelled', steps: three })).toEqual(['untried', 'untried', 'untried']);
  });
});

describe('the channels named in the list', () => {
  const channels = (facts: Parameters<typeof row>[0]) => channelsShown(row(facts));
  it('are those that reached the person, or the running one, or the last that was tried', () => {
    const twice = [
      { channel: 'viber', state: 'delivered' },
      { channel: 'sms', state: 'delivered' },
    ] as const;
    expect(channels({ steps: twice, deliveredTwice: true, deliveredBy: 'sms' })).toEqual(['viber', 'sms']);
    expect(channels({ steps: twice, deliveredBy: 'sms' })).toEqual(['sms']);
    expect(channels({ steps: chain, running: running(1) })).toEqual(['viber']);
    const failed = [
      { channel: 'viber', state: 'failed' } as const,
      { channel: 'sms', state: 'failed' } as const,
    ];
    expect(channels({ steps: failed })).toEqual(['sms']);
    expect(channels({ steps: [{ channel: 'rcs' }, { channel: 'sms' }] })).toEqual(['rcs']);
  });
});

describe('the progress of a wait', () => {
  it('runs from nothing to complete and never back', () => {
    const times = fc.integer({ min: -1e6, max: 1e7 });
    fc.assert(
      fc.property(times, times, fc.nat(1e6), (one, other, length) => {
        const wait = { startedAt: 0, endsAt: length };
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const before = shareOf(wait, early) ?? -1;
        const after = shareOf(wait, late) ?? -1;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(1);
      }),
    );
    expect(shareOf({ startedAt: 0, endsAt: null }, 5)).toBeNull();
  });
});
