/** Tests that nothing of the window is cut, covered or out of line. */
import type { Locator, Page } from '@playwright/test';
import { englishText } from '../../shared/problems/english-text.ts';
import { type Engine, expect, test } from './test.ts';

test.use({ start: { sandbox: true, messages: 60 } });

const large = { width: 1360, height: 860 };
const small = { width: 900, height: 600 };
const sizes = [large, small];

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not visible');
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

/** Returns the first time at 07:00 UTC that is at least 20 hours away. */
function someMorning(): number {
  const at = new Date(Date.now() + 20 * 3_600_000);
  at.setUTCHours(31, 0, 0, 0);
  return at.getTime();
}

async function send(engine: Engine, to: string, text: string, timeToSend?: number): Promise<void> {
  const sent = await engine.ask((client) =>
    client.messages.send({
      to: [to],
      chain: { steps: [{ channel: 'sms', text }], ...(timeToSend === undefined ? {} : { timeToSend }) },
      requestKey: `looks-${text}`,
    }),
  );
  if (!sent.ok) throw new Error(englishText(sent.problem).message);
}

async function saveView(engine: Engine, page: Page, name: string): Promise<void> {
  const saved = await engine.ask((client) =>
    client.messages.views.save({ name, filter: { channels: ['sms'] } }),
  );
  if (!saved.ok) throw new Error(englishText(saved.problem).message);
  await page.reload();
}

/** Returns whether the text of an element is cut at any side. */
function isCut(locator: Locator): Promise<boolean> {
  return locator.evaluate((own) => own.scrollWidth > own.clientWidth || own.scrollHeight > own.clientHeight);
}

test('the times of a scheduled chain fit into its pane, one line for each step and its cost', async ({
  deck,
}) => {
  const { page, compose } = deck;
  await deck.newMessage();
  await compose.write({ to: '+372 5550 1400', sms: 'Tere' });
  await compose.add('Viber');
  await compose.text.fill('Tere');
  await compose.when.click();
  // Before the editor is open, Escape leaves the screen.
  await expect(page.getByLabel('Send at')).toBeFocused();
  await page.keyboard.press('Escape');
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const language of ['en', 'et'] as const) {
      await deck.speak(language);
      const pane = await boxOf(page.getByRole('main').getByRole('table').locator('xpath=../..'));
      for (const row of await page.getByRole('main').getByRole('table').getByRole('row').all()) {
        const cell = await boxOf(row.getByRole('cell').last());
        expect(cell.right).toBeLessThanOrEqual(pane.right);
        expect(cell.height, 'two lines and the space around them').toBeLessThan(50);
      }
    }
  }
});

test('the bar of a scheduled message has at most two lines in a small window', async ({ deck }) => {
  const { page, compose } = deck;
  await page.setViewportSize(small);
  await deck.newMessage();
  await compose.write({ to: '+372 5550 1400', sms: 'Tere' });
  await compose.add('Viber');
  await compose.text.fill('Tere');
  await compose.when.click();
  const at = new Date(Date.now() + 40 * 3_600_000);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  await page.getByLabel('Send at').fill(local);
  await page.getByLabel('Send at').press('Enter');
  await expect(compose.send).toHaveText(/^Schedule/);
  for (const language of ['en', 'et'] as const) {
    await deck.speak(language);
    const bar = page.getByRole('main').locator('footer > div').last();
    const whole = await boxOf(bar);
    for (const button of await bar.getByRole('button').all()) {
      const box = await boxOf(button);
      expect(box.height, 'one line of text').toBeLessThanOrEqual(32);
      expect(box.right).toBeLessThanOrEqual(whole.right);
      expect(box.bottom).toBeLessThanOrEqual(whole.bottom);
    }
    expect(whole.height).toBeLessThan(100);
  }
});

test('the editor of the time leaves its field visible', async ({ deck }) => {
  const { page, compose } = deck;
  await deck.newMessage();
  await compose.write({ to: '+372 5550 1400', sms: 'Tere' });
  for (const size of sizes) {
    await page.setViewportSize(size);
    await compose.when.click();
    const editor = await boxOf(page.getByRole('dialog'));
    const field = await boxOf(page.getByRole('main').getByText('When', { exact: true }));
    expect(editor.bottom).toBeLessThanOrEqual(field.y);
    expect(editor.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('a chosen view is the only one that is pressed, and its tab leaves it', async ({ deck, engine }) => {
  const { page, messages } = deck;
  await saveView(engine, page, 'Naistepäev 2026');
  await expect(messages.tab('All')).toHaveAttribute('aria-pressed', 'true');
  await messages.savedView('Naistepäev 2026').click();
  await expect(messages.savedView('Naistepäev 2026')).toHaveAttribute('aria-pressed', 'true');
  await expect(messages.tab('All')).toHaveAttribute('aria-pressed', 'false');
  await messages.tab('All').click();
  await expect(messages.tab('All')).toHaveAttribute('aria-pressed', 'true');
  await expect(messages.filters).toBeHidden();
});

test('all lists and views can be reached by keyboard where they do not fit', async ({
  deck,
  engine,
  page,
}) => {
  const { messages } = deck;
  await page.setViewportSize(small);
  await saveView(engine, page, 'A view with a name that is much too long for its tab');
  const all = page.getByRole('button', { name: 'All lists and views' });
  await expect(all).toBeInViewport({ ratio: 1 });
  await all.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem')).toHaveCount(5);
  await menu.getByRole('menuitem', { name: /^A view with/ }).press('Enter');
  const view = messages.savedView('A view with a name that is much too long for its tab');
  await expect(view).toHaveAttribute('aria-pressed', 'true');
  await expect(view).toBeInViewport({ ratio: 0.95 });
  expect(await view.locator('span').evaluate((own) => getComputedStyle(own).textOverflow)).toBe('ellipsis');
  await expect(view).toHaveAttribute('title', /much too long/);
  await all.press('Enter');
  await menu.getByRole('menuitem', { name: /^Scheduled/ }).press('Enter');
  await expect(messages.tab('Scheduled')).toHaveAttribute('aria-pressed', 'true');
  await expect(messages.tab('Scheduled')).toBeInViewport({ ratio: 0.95 });
});

test('the list of another tab shows only its own days', async ({ deck, engine }) => {
  const { messages } = deck;
  await send(engine, '+372 5550 1400', 'Later', someMorning());
  await send(engine, '+372 5550 1401', 'Now');
  await expect(messages.row('Now')).toBeVisible();
  await messages.show('Scheduled');
  await expect(messages.row('Later')).toBeVisible();
  await expect(messages.row('Now')).toBeHidden();
  await expect(messages.list).not.toContainText('Today');
});

test('a long number does not touch the channel, and the text has room', async ({ deck, engine }) => {
  const { messages } = deck;
  await send(engine, '+4915192592637', 'Your parcel is at the Telliskivi locker.');
  const row = messages.row('Telliskivi locker').first();
  await expect(row).toBeVisible();
  const [number, channel] = await Promise.all([
    row.getByText('+49 1519 2592637').evaluate((own) => {
      const range = document.createRange();
      range.selectNodeContents(own);
      return range.getBoundingClientRect().right;
    }),
    boxOf(row.getByText('SMS', { exact: true })),
  ]);
  expect(channel.x - number).toBeGreaterThanOrEqual(12);
  const text = await boxOf(row.getByText(/Telliskivi/).locator('xpath=..'));
  expect(text.width).toBeGreaterThanOrEqual(180);
});

test('the time of a scheduled message is shown in full, with the recipient’s time', async ({
  deck,
  engine,
  page,
}) => {
  const { messages, message } = deck;
  await send(engine, '+14155550100', 'Later', someMorning());
  await messages.show('Scheduled');
  await messages.row('Later').click();
  for (const size of sizes) {
    await page.setViewportSize(size);
    const sent = message.pane.getByText(/^Sends/);
    await expect(sent).toBeVisible();
    expect(await isCut(sent)).toBe(false);
    await deck.inEstonian(async () => {
      expect(await isCut(page.getByText(/^Läheb välja/).first())).toBe(false);
    });
  }
});

test('the tabs of delivery reports are as high as those of messages', async ({ deck }) => {
  const { page, messages } = deck;
  const mine = await boxOf(messages.tab('All'));
  const ruleOf = (list: Locator) => list.evaluate((own) => own.getBoundingClientRect().top);
  const rule = await ruleOf(messages.list);
  await deck.go('Delivery reports');
  const list = page.getByRole('listbox');
  await expect(list).toBeVisible();
  const tab = page.getByRole('main').getByRole('button', { name: 'All', exact: true });
  expect((await boxOf(tab)).y).toBe(mine.y);
  expect(await ruleOf(list)).toBe(rule);
});
