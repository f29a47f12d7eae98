import { describe, expect, it } from 'vitest';
import { fuses } from '../../../electron/desktop/fuses.ts';
import { createNotices } from '../../../electron/desktop/notices.ts';
import { openWork } from '../../../electron/desktop/quitting.ts';
import { safeStorageSealer } from '../../../electron/desktop/safe-storage.ts';
import type { Overview } from '../../../shared/contract/console.ts';
import type { MessageRow } from '../../../shared/contract/messages.ts';
import { inEnglish } from '../../helpers/english.ts';

function row(more: Partial<MessageRow>): MessageRow {
  return {
    id: 'one',
    seq: 1,
    accountId: 'a',
    to: '+37255555512',
    state: 'pending',
    steps: [],
    deliveredBy: null,
    deliveredTwice: false,
    preview: 'the text of the message',
    createdAt: 1000,
    sendAt: null,
    settledAt: null,
    running: null,
    cost: null,
    problem: null,
    tags: [],
    hasNote: false,
    heldUntil: null,
    recipientName: null,
    ...more,
  };
}

describe('a desktop notification', () => {
  it('is shown for what needs attention, and for delivered messages if that is switched on', () => {
    const failed = row({ id: 'f', state: 'failed', settledAt: 2000 });
    const delivered = row({ id: 'd', state: 'delivered', deliveredBy: 'viber', settledAt: 2000 });
    const rows = [failed, delivered, row({})];
    const titles = (wanted: 'all' | 'attention' | 'none') =>
      createNotices(1500)
        .take(rows, wanted)
        .map(({ title }) => title);
    expect(titles('all')).toEqual(['Reached by no channel', 'Delivered by Viber']);
    expect(titles('attention')).toEqual(['Reached by no channel']);
    expect(titles('none')).toEqual([]);
  });

  it('is shown once, however often the message changes', () => {
    const notices = createNotices(0);
    const failed = row({ state: 'failed', settledAt: 2000 });
    expect(notices.take([failed], 'all')).toHaveLength(1);
    expect(notices.take([{ ...failed, cost: '0.05' }], 'all')).toEqual([]);
    expect(
      notices.take([row({ state: 'delivered', deliveredBy: 'sms', settledAt: 3000 })], 'all'),
    ).toHaveLength(1);
  });

  it('is not shown for messages that were settled before the console was opened', () => {
    const notices = createNotices(5000);
    expect(notices.take([row({ state: 'failed', settledAt: 2000 })], 'all')).toEqual([]);
  });

  it('sums up many messages, and never contains the text of a message', () => {
    const rows = Array.from({ length: 12 }, (_, index) =>
      row({ id: `m${index}`, state: 'refused', settledAt: 2000 }),
    );
    const taken = createNotices(0).take(rows, 'attention');
    expect(taken).toEqual([{ title: 'Messages', body: '12 need attention', hash: '#/messages' }]);
    expect(JSON.stringify(createNotices(0).take(rows.slice(0, 2), 'all'))).not.toContain('the text');
  });
});

describe('the list of open messages when quitting', () => {
  const overview = (counts: object, outbox: object, pause: object | null = null): Overview =>
    ({
      counts: { all: 0, open: 0, attention: 0, scheduled: 0, byState: {}, ...counts },
      outbox: { queued: 0, inFlight: 0, ...outbox },
      pause,
    }) as unknown as Overview;

  it('is empty if every message is settled', () => {
    expect(openWork(overview({ attention: 3 }, {}))).toEqual([]);
  });

  it('distinguishes messages that are not sent, being sent and in progress', () => {
    const taken = openWork(overview({ open: 6, scheduled: 1 }, { queued: 2, inFlight: 1 }));
    expect(taken).toHaveLength(3);
    expect(taken[0]).toMatch(/^2 messages are not sent yet:/u);
    expect(taken[1]).toMatch(/^1 message is being sent/u);
    expect(taken[2]).toMatch(/^4 messages are under way/u);
  });
});

describe('encryption by safeStorage', () => {
  const storage = (backend: string, available = true) => ({
    isAsyncEncryptionAvailable: async () => available,
    getSelectedStorageBackend: () => backend as 'basic_text',
    encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
    decryptStringAsync: async (sealed: Buffer) => ({
      shouldReEncrypt: false,
      result: Buffer.from(sealed).reverse().toString(),
    }),
  });

  it('restores every byte', async () => {
    const sealer = await safeStorageSealer(storage('gnome_libsecret'), 'linux');
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const sealed = await sealer?.seal(bytes);
    expect(new Uint8Array((await sealer?.open(sealed ?? new Uint8Array())) ?? [])).toEqual(bytes);
  });

  const warningOf = async (backend: 'basic_text') =>
    (await safeStorageSealer(storage(backend), 'linux'))?.warning;

  it('warns of a fixed key only on Linux, and is null if safeStorage is not available', async () => {
    expect(inEnglish(await warningOf('basic_text'))?.message).toContain('same on every computer');
    expect((await safeStorageSealer(storage('gnome_libsecret'), 'linux'))?.warning).toBeNull();
    expect((await safeStorageSealer(storage('basic_text'), 'darwin'))?.warning).toBeNull();
    expect(await safeStorageSealer(storage('basic_text', false), 'linux')).toBeNull();
  });
});

describe('the fuses of Electron', () => {
  it('prevent running or loading other code in the name of the packaged app', () => {
    const on = Object.entries(fuses)
      .filter(([, fuse]) => fuse.on)
      .map(([name]) => name);
    expect(on).toEqual([
      'enableCookieEncryption',
      'enableEmbeddedAsarIntegrityValidation',
      'onlyLoadAppFromAsar',
    ]);
    expect(fuses.runAsNode.on).toBe(false);
  });
});
