/**
 * Tests that the engine stops and returns while the page stays open: the page shows it, reconnects, and is
 * correct afterwards.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { type Engine, expect, test } from './test.ts';

test.use({ start: { sandbox: true, messages: 40 } });

/** Intercepts the connection between the page and its engine, so that a test can cut it. */
async function lineOf(page: Page) {
  let isCut = false;
  const hangUps = new Set<() => void>();
  await page.routeWebSocket(/\/contract$/, (socket) => {
    if (isCut) {
      void socket.close();
      return;
    }
    socket.connectToServer();
    hangUps.add(() => void socket.close());
  });
  return {
    cut() {
      isCut = true;
      for (const hangUp of hangUps) hangUp();
      hangUps.clear();
    },
    mend() {
      isCut = false;
    },
  };
}

const sendElsewhere = (engine: Engine, text: string) =>
  engine.ask((client) =>
    client.messages.send({
      to: ['+37255507700'],
      chain: { steps: [{ channel: 'sms', text }] },
      requestKey: `elsewhere ${text}`,
    }),
  );

test('a lost connection is shown, keeps the screen, and recovers with the changes since then', async ({
  deck,
  engine,
}) => {
  const line = await lineOf(deck.page);
  await deck.page.reload();
  await deck.ready();
  await expect(deck.messages.tab('All')).toHaveText('All40');
  await deck.messages.rows.first().click();
  await expect(deck.message.number).toBeVisible();
  await expect(deck.lost).toBeHidden();

  line.cut();
  await expect(deck.lost).toBeVisible();
  await expect(deck.lost).toContainText('trying again');
  // The status bar no longer claims that everything works.
  await expect(deck.bar.bar).toContainText('Nothing is being sent or received now');
  await expect(deck.bar.bar).not.toContainText('Delivery reports reach this computer');
  await expect(deck.messages.rows.first()).toBeVisible();
  await expect(deck.message.number).toBeVisible();
  await sendElsewhere(engine, 'Sent while the page was away');

  line.mend();
  await expect(deck.lost).toBeHidden();
  await expect(deck.bar.bar).toContainText('Delivery reports reach this computer');
  await expect(deck.messages.tab('All')).toHaveText('All41');
  await expect(deck.messages.row('Sent while the page was away')).toContainText('Delivered');
  await expect(deck.message.number).toBeVisible();
});

test('a message written while the connection is lost is kept, and sent after it recovers', async ({
  deck,
}) => {
  const line = await lineOf(deck.page);
  await deck.page.reload();
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 7700', sms: 'Half a thought' });
  line.cut();
  await expect(deck.lost).toBeVisible();
  await deck.compose.send.click();
  // The questions before sending could not be answered; this is shown, and nothing is sent automatically.
  const dialog = deck.page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText('engine isn’t reachable');
  await deck.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  line.mend();
  await expect(deck.lost).toBeHidden();
  await expect(deck.compose.text).toHaveValue('Half a thought');
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  await expect(deck.messages.tab('All')).toHaveText('All41');
});

test('after a restart of the engine the browser UI explains how to reopen it', async ({ deck, engine }) => {
  const { headless } = engine;
  if (headless === null) throw new Error('this is about the page');
  await deck.messages.rows.first().click();
  await expect(deck.message.number).toBeVisible();
  await headless.kill();
  await expect(deck.lost).toBeVisible();
  await expect(deck.messages.rows.first()).toBeVisible();

  await headless.start();
  // The engine that issued the page's cookie has ended, so the user must reopen the page.
  await expect(deck.shutOut).toBeVisible();
  await expect(deck.message.number).toBeVisible();
  await sendElsewhere(engine, 'Sent after the restart');
  const other = await deck.page.context().newPage();
  await other.goto(headless.firstUrl());

  await expect(deck.shutOut).toBeHidden();
  await expect(deck.lost).toBeHidden();
  await expect(deck.messages.tab('All')).toHaveText('All41');
  await expect(deck.messages.row('Sent after the restart')).toContainText('Delivered');
});

test('shows a message that another command sent, without a reload', async ({ deck, engine }) => {
  await engine.ask((client) =>
    client.messages.send({
      to: ['+37255507710'],
      chain: {
        steps: [
          { channel: 'viber', text: 'From the command line', ttlSeconds: 60 },
          { channel: 'sms', text: 'From the command line' },
        ],
      },
      requestKey: 'from-a-command-1',
    }),
  );
  const row = deck.messages.row('From the command line');
  await expect(row).toBeVisible();
  await expect(row.getByRole('img', { name: 'Viber failed, SMS reached' })).toBeVisible();
});

test('a fault of the console is shown at the top until it is fixed', async ({ deck, engine }) => {
  // Another program has locked the database.
  const other = new Database(join(engine.folder, 'omnideck.db'));
  other.exec('BEGIN IMMEDIATE');
  const trouble = deck.page.getByRole('alert').filter({ hasText: 'has locked' });
  try {
    const refused = await engine.ask((client) => client.settings.set({ dailyBackups: false }));
    expect(refused.ok).toBe(false);
    await expect(trouble).toContainText('Another program has locked Omnideck’s database.');
    await expect(trouble).toContainText('Close the program that has it open');
    await expect(deck.bar.bar).not.toContainText('Delivery reports reach this computer');
  } finally {
    other.exec('ROLLBACK');
    other.close();
  }
  await engine.ask((client) => client.settings.set({ dailyBackups: true }));
  await expect(trouble).toBeHidden();
});
