/**
 * Makes the pictures of the README and the guide from the real window with a real engine: a seeded history, a
 * running chain, a forged report. `npm run pictures` writes docs/pictures/*.png.
 */

import { createHmac } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect as baseExpect, chromium, type Page } from '@playwright/test';
import { englishText } from '../../shared/problems/english-text.ts';
import { browserOptions } from '../helpers/e2e-browser.ts';
import { type HeadlessConsole, makeFolder, seedFolder, startHeadless } from '../helpers/e2e-console.ts';
import { Deck } from './pages/deck.ts';

const expect = baseExpect.configure({ timeout: 60_000 });
const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures');
const largest = 250_000;
const themes = ['light', 'dark'] as const;

/**
 * Returns a time zone in which it is currently the middle of the afternoon, so that there are always messages
 * of today.
 */
function afternoonZone(now: Date): string {
  const ahead = (((15 - now.getUTCHours() + 36) % 24) - 12 + 24) % 24;
  const hours = ahead > 12 ? ahead - 24 : ahead;
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

async function openDeck(browser: Browser, console_: HeadlessConsole, theme: 'light' | 'dark'): Promise<Deck> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 860 },
    colorScheme: theme,
    locale: 'en-GB',
    timezoneId: afternoonZone(new Date()),
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const opened = await console_.ask((client) => client.page.open());
  if (!opened.ok || opened.value.url === null) throw new Error('the page could not be opened');
  await page.goto(opened.value.url);
  const deck = new Deck(page);
  await deck.ready();
  return deck;
}

async function take(page: Page, name: string): Promise<void> {
  // Move the pointer away, which would highlight a row, and wait until temporary notifications are gone.
  await page.mouse.move(0, 0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(path);
  console.log(`${name}.png  ${Math.round(size / 1000)} KB`);
  if (size > largest) throw new Error(`${name}.png is too large: ${size} bytes`);
}

const chain = (viberSeconds: number) => ({
  steps: [
    {
      channel: 'viber' as const,
      text: 'Your parcel is at the Telliskivi locker. Open the door with code 4471.',
      sender: 'Northwind',
      ttlSeconds: viberSeconds,
    },
    {
      channel: 'sms' as const,
      text: 'Your parcel is at the Telliskivi locker. Door code 4471, until Fri 18:00.',
      sender: 'NORTHWIND',
    },
  ],
});

async function send(engine: HeadlessConsole, to: string, viberSeconds: number): Promise<string> {
  const sent = await engine.ask((client) =>
    client.messages.send({ to: [to], chain: chain(viberSeconds), requestKey: `picture-${to}` }),
  );
  if (!sent.ok) throw new Error(englishText(sent.problem).message);
  return sent.value.messages[0]?.id ?? '';
}

/** Waits until the engine reports a state of the message. */
async function until(engine: HeadlessConsole, id: string, state: string): Promise<void> {
  await expect
    .poll(() =>
      engine.ask(async (client) => {
        const detail = await client.messages.get({ id });
        return detail.ok ? detail.value.state : null;
      }),
    )
    .toBe(state);
}

/**
 * Sends a forged report of a failure, as somebody would who knows the callback address but not the password.
 */
async function forge(engine: HeadlessConsole, id: string): Promise<void> {
  const detail = await engine.ask((client) => client.messages.get({ id }));
  if (!detail.ok || detail.value.callbackUrl === null) throw new Error('it has no callback address');
  const [step] = detail.value.steps;
  const body = JSON.stringify({
    status: 'FAILED',
    sender: 'Northwind',
    err: 999,
    message_id: step?.messageId,
    to: detail.value.to,
    channel: step?.channel,
    error: 'Temporary delivery failure',
    omnimessage_id: detail.value.omnimessageId,
    timestamp: new Date().toISOString().replace('Z', '000'),
  });
  await fetch(detail.value.callbackUrl, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-messente-signature': createHmac('sha256', 'a guess').update(body).digest('hex'),
    },
  });
}

async function welcomePictures(browser: Browser): Promise<void> {
  const data = await makeFolder({});
  const engine = await startHeadless(data.path);
  // The text about passwords depends on the key store; look for it first, so that every picture shows the
  // same.
  await engine.ask((client) => client.secrets.ready());
  for (const theme of themes) {
    const deck = await openDeck(browser, engine, theme);
    await expect(deck.welcome.heading).toBeVisible();
    await take(deck.page, `welcome-${theme}`);
    await deck.page.context().close();
  }
  await engine.stop();
  await data.remove();
}

async function composePicture(deck: Deck, theme: string): Promise<void> {
  const { compose, page } = deck;
  await deck.newMessage();
  await compose.to.fill('+372 5550 1411, +372 5550 1400, +371 2155 5001');
  await compose.to.press('Enter');
  await compose.sender.fill('NORTHWIND');
  await compose.text.fill(
    'Your parcel is at the Telliskivi locker – door code 4471. It waits for you there until Friday, 18:00.',
  );
  await compose.add('Viber');
  await compose.sender.fill('Northwind');
  await compose.text.fill('Your parcel is at the Telliskivi locker. Open the door with code 4471.');
  await compose.text.press('Alt+ArrowUp');
  await compose.choose('SMS');
  await expect(page.getByRole('status').filter({ hasText: 'doubles the number of SMS parts' })).toBeVisible();
  await take(page, `compose-${theme}`);
}

async function historyPictures(browser: Browser): Promise<void> {
  const data = await makeFolder({});
  await seedFolder(data.path, 400, 7);
  const engine = await startHeadless(data.path, { sandbox: true });
  const fallen = await send(engine, '+37255501411', 5);
  await until(engine, fallen, 'delivered');
  await forge(engine, fallen);
  for (const theme of themes) {
    // Send a new message each time, so that the picture shows it in the middle of its wait.
    const running = await send(engine, theme === 'light' ? '+37255502211' : '+37255503311', 120);
    const deck = await openDeck(browser, engine, theme);
    const { page } = deck;
    await deck.messages.row('+372 5550 1411').click();
    await expect(deck.message.outcome).toHaveText('Delivered by SMS');
    await take(page, `messages-${theme}`);

    await until(engine, running, 'pending');
    await deck.messages.row(theme === 'light' ? '+372 5550 2211' : '+372 5550 3311').click();
    await expect(deck.message.step('Viber')).toContainText('left');
    await expect(deck.message.step('Viber')).toContainText(/0:1\d of/);
    await take(page, `running-${theme}`);

    await composePicture(deck, theme);

    await deck.go('Delivery reports');
    await deck.reports.row('Invalid signature').click();
    await expect(deck.reports.headline).toHaveText('Invalid signature, so not applied');
    await take(page, `reports-${theme}`);

    await deck.go('Settings');
    await deck.settings.open('Delivery reports');
    await take(page, `settings-${theme}`);
    await page.context().close();
  }
  await engine.stop();
  await data.remove();
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(await browserOptions());
try {
  await welcomePictures(browser);
  await historyPictures(browser);
} finally {
  await browser.close();
}
