/** Tests that notices and long lists of recipients leave the main buttons and the help visible. */
import type { Locator, Page } from '@playwright/test';
import type { Deck } from './pages/deck.ts';
import { DraftsMenus } from './pages/drafts-menus.ts';
import { expect, test } from './test.ts';

async function overlaps(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = await Promise.all([one.boundingBox(), other.boundingBox()]);
  if (a === null || b === null) throw new Error('one of the two is not visible');
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Stops the page's clock less than the time of a notice later, so that the machine's speed does not matter. */
async function pauseClock(page: Page): Promise<void> {
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1500);
}

/** Sends a message while the page's clock can be moved, stops the clock, and points at the notice of the sending. */
async function pointAtNotice(deck: Deck): Promise<Locator> {
  const { page } = deck;
  await page.clock.install();
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 1400', sms: 'First' });
  await page.keyboard.press('Control+Enter');
  const sent = deck.notice('On its way');
  await expect(sent).toBeVisible();
  await pauseClock(page);
  await sent.hover();
  return sent;
}

const sizes = [
  { width: 1360, height: 860 },
  { width: 900, height: 600 },
];

for (const viewport of sizes) {
  test.describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test('a notice covers neither Send nor the buttons for selected messages', async ({ deck }) => {
      const { page, compose, messages } = deck;
      await deck.newMessage();
      await compose.write({ to: '+372 5550 1400', sms: 'Tere' });
      await compose.send.click();
      const sent = deck.notice('On its way');
      await expect(sent).toBeVisible();
      // The pointer stays where Send was, which keeps the notice if the pointer is on it.
      await expect(compose.heading).toBeHidden();
      await page.keyboard.press('n');
      await expect(compose.send).toBeVisible();
      if (await sent.isVisible()) expect.soft(await overlaps(sent, compose.send)).toBe(false);
      await page.keyboard.press('Escape');

      await messages.row('Tere').click({ modifiers: ['ControlOrMeta'] });
      await page.keyboard.press('t');
      await expect(page.getByRole('dialog', { name: 'Tags' }).getByRole('combobox')).toBeFocused();
      await page.keyboard.type('vip');
      await page.keyboard.press('Enter');
      const tagged = deck.notice('tagged vip');
      await expect(tagged).toBeVisible();
      await page.keyboard.press('Escape');
      for (const button of await messages.chosen.getByRole('button').all()) {
        expect(await overlaps(tagged, button)).toBe(false);
      }
      await page.keyboard.press('n');
      await expect(compose.send).toBeVisible();
      await expect(tagged).toBeVisible();
      expect(await overlaps(tagged, compose.send)).toBe(false);
    });

    test('the help, the count and the file button stay visible beside many recipients', async ({ deck }) => {
      const { page, compose } = deck;
      const menus = new DraftsMenus(page);
      await deck.newMessage();
      const people = Array.from(
        { length: 40 },
        (_, index) => `Mari ${String.fromCodePoint(65 + (index % 26))} +372 5550 14${10 + index}`,
      );
      await menus.paste(compose.to, people.join('\n'));
      await compose.text.fill('Tere, {Eesnimii}!');
      const shown = [
        page.getByRole('button', { name: 'Fill in' }),
        page.getByRole('textbox', { name: 'Replacement if there is no {Eesnimii}' }),
        page.getByRole('button', { name: 'Insert {name}' }),
        page.getByRole('button', { name: 'Import recipients from a file' }),
        page.getByText('40 people, all in Estonia'),
        compose.send,
      ];
      for (const one of shown) await expect(one).toBeInViewport({ ratio: 0.95 });
      await expect(compose.text).toBeInViewport({ ratio: 0.5 });
      await compose.to.focus();
      for (const one of shown) await expect(one).toBeInViewport({ ratio: 0.95 });
    });
  });
}

test('an Undo that was closed does not come back in another language', async ({ deck }) => {
  const { page, messages } = deck;
  await messages.narrow('Channel', 'SMS');
  await messages.saveView.click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Texts');
  await page.keyboard.press('Enter');
  const notice = page.getByRole('alert').filter({ hasText: 'Texts' });
  await expect(notice).toContainText('Undo');
  await deck.speak('et');
  await expect(notice).toContainText('Võta tagasi');
  await notice.getByRole('button').last().click();
  await expect(notice).toHaveCount(0);
  await deck.speak('en');
  await expect(messages.tab('All')).toBeVisible();
  await expect(notice).toHaveCount(0);
  await deck.inEstonian(async () => {
    await expect(page.getByRole('button', { name: /^Kõik/ }).first()).toBeVisible();
    await expect(notice).toHaveCount(0);
  });
});

test('Send is at the right end of its bar, in full, while sending is paused', async ({
  deck,
  engine,
  page,
}) => {
  await engine.ask((client) => client.outbox.pause());
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 1400', sms: 'Tere' });
  for (const { width, height } of sizes) {
    await page.setViewportSize({ width, height });
    for (const language of ['en', 'et'] as const) {
      await deck.speak(language);
      const send = page.getByRole('main').getByRole('button', { name: /^(Send|Saada)/ });
      await expect(send).toBeInViewport({ ratio: 1 });
      const box = await send.boundingBox();
      expect(width - (box?.x ?? 0) - (box?.width ?? 0)).toBeCloseTo(16, 0);
      // Notices begin 100 px above the bottom.
      expect(height - (box?.y ?? 0)).toBeLessThan(100);
    }
  }
});

test.describe('a notice', () => {
  test('closes under a pointer that was at rest when the notice appeared', async ({ deck }) => {
    const { page } = deck;
    await deck.newMessage();
    await deck.compose.write({ to: '+372 5550 1400', sms: 'First' });
    await page.keyboard.press('Control+Enter');
    const sent = deck.notice('On its way');
    await expect(sent).toBeVisible();
    const box = await sent.boundingBox();
    await expect(sent).toHaveCount(0);
    await page.mouse.move((box?.x ?? 0) + 40, (box?.y ?? 0) + 20);
    await page.keyboard.press('n');
    await expect(deck.compose.heading).toBeVisible();
    await deck.compose.write({ to: '+372 5550 1401', sms: 'Second' });
    await page.keyboard.press('Control+Enter');
    await expect(sent).toBeVisible();
    await expect(sent).toHaveCount(0);
  });

  test('stays while somebody points at it, and closes afterwards', async ({ deck }) => {
    const { page } = deck;
    const sent = await pointAtNotice(deck);
    await page.clock.fastForward(15_000);
    await expect(sent).toBeVisible();
    await page.mouse.move(300, 300);
    await page.clock.fastForward(5_000);
    await page.clock.resume();
    await expect(sent).toHaveCount(0);
  });

  test('closes if the pointer on it is not moved any more', async ({ deck }) => {
    const { page } = deck;
    const sent = await pointAtNotice(deck);
    await page.clock.fastForward(30_000);
    await page.clock.resume();
    await expect(sent).toHaveCount(0);
  });
});
