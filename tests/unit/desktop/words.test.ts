import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { menuTemplate } from '../../../electron/desktop/menu.ts';
import { createNotices } from '../../../electron/desktop/notices.ts';
import { english, estonian, shellWords } from '../../../electron/desktop/words.ts';
import type { MessageRow } from '../../../shared/contract/messages.ts';
import { channels } from '../../../shared/messaging/types.ts';

function labels(items: readonly MenuItemConstructorOptions[]): string[] {
  return items.flatMap((item) => [
    ...(item.label === undefined ? [] : [item.label]),
    ...(Array.isArray(item.submenu) ? labels(item.submenu) : []),
  ]);
}

function all(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
}

const actions = { show: () => undefined, openExternal: () => undefined };

describe('texts of the desktop shell', () => {
  test.each(['linux', 'darwin', 'win32'] as const)('the menu on %s is completely in Estonian', (platform) => {
    const menu = menuTemplate({ platform, isDevelopment: true }, actions, estonian.menu);
    const left = new Set<string>(Object.values(english.menu));
    expect(labels(menu).filter((label) => left.has(label))).toEqual([]);
    // Electron would label a role in English unless we give it a label.
    const unnamed = all(menu).filter(
      (item) => item.role && item.label === undefined && item.visible !== false,
    );
    expect(unnamed).toEqual([]);
  });

  test('all usual zoom keys work', () => {
    const menu = all(menuTemplate({ platform: 'linux', isDevelopment: false }, actions, english.menu));
    const keys = (role: string) => menu.filter((item) => item.role === role).map((item) => item.accelerator);
    expect(keys('zoomIn')).toEqual([undefined, 'CmdOrCtrl+=', 'CmdOrCtrl+numadd']);
    expect(keys('zoomOut')).toEqual([undefined, 'CmdOrCtrl+numsub']);
    expect(keys('resetZoom')).toEqual([undefined, 'CmdOrCtrl+num0']);
  });

  test('a notification is in the chosen language and contains no English', () => {
    const problem = { code: 'x', field: null, message: 'Messente had a failure.', hint: 'Wait.' };
    const row: MessageRow = {
      id: 'one',
      seq: 1,
      accountId: 'a',
      to: '+37255555512',
      state: 'failed',
      steps: [],
      deliveredBy: null,
      deliveredTwice: false,
      preview: '',
      createdAt: 1000,
      sendAt: null,
      settledAt: 2000,
      running: null,
      cost: null,
      problem,
      tags: [],
      hasNote: false,
      heldUntil: null,
      recipientName: null,
    };
    const [notice] = createNotices(1500).take([row], 'all', estonian.notices);
    expect(notice).toEqual({
      title: 'Ei jõudnud kohale üheski kanalis',
      body: '+372 5555 5512',
      hash: '#/messages/one',
    });
    expect(createNotices(1500).take([row], 'all', english.notices)[0]?.body).toContain(
      'Messente had a failure.',
    );
  });

  test('numbers and channels are part of the text in both languages', () => {
    expect([1, 2].map(english.tray.attention)).toEqual(['1 needs attention', '2 need attention']);
    expect([1, 2].map(estonian.tray.attention)).toEqual(['1 vajab tähelepanu', '2 vajab tähelepanu']);
    expect(english.tray.toSend(3)).toBe('3 to be sent');
    expect(estonian.notices.reached(3)).toBe('3 kohal');
    expect(channels.map(english.notices.delivered)).toEqual([
      'Delivered by SMS',
      'Delivered by Viber',
      'Delivered by WhatsApp',
      'Delivered by RCS',
      'Delivered by Telegram',
    ]);
    expect(channels.map(estonian.notices.seen)).toEqual([
      'Nähtud SMS-is',
      'Nähtud Viberis',
      'Nähtud WhatsAppis',
      'Nähtud RCS-is',
      'Nähtud Telegramis',
    ]);
    expect([english.notices.delivered(null), estonian.notices.seen(null)]).toEqual(['Delivered', 'Nähtud']);
  });

  test('the system’s language is used if no language was chosen', () => {
    expect(shellWords('system', ['et-EE', 'en-US'])).toBe(estonian);
    expect(shellWords('system', ['fi-FI'])).toBe(english);
    expect(shellWords('en', ['et'])).toBe(english);
  });
});
