/** Tests that typed text is used by Enter, and is not thrown away without a word. */
import { englishText } from '../../shared/problems/english-text.ts';
import { violationsOf } from './axe.ts';
import { type Engine, expect, test } from './test.ts';

async function send(engine: Engine, text: string, tags: string[] = []): Promise<void> {
  const sent = await engine.ask((client) =>
    client.messages.send({
      to: ['+37255505500'],
      chain: { steps: [{ channel: 'sms', text }] },
      requestKey: `typed-${text}`,
      tags,
    }),
  );
  if (!sent.ok) throw new Error(englishText(sent.problem).message);
}

test('Enter adds the typed tag to a message, and keeps a tag that it has', async ({ deck, engine }) => {
  const { page, messages, message } = deck;
  await send(engine, 'Hello', ['order 2026']);
  await messages.row('Hello').click();
  await expect(message.number).toBeVisible();
  await page.keyboard.press('t');
  const editor = page.getByRole('dialog', { name: 'Tags' });
  await expect(editor.getByRole('combobox')).toBeFocused();
  await expect(editor.getByRole('option', { name: 'order 2026' })).toBeVisible();
  for (const typed of ['naistepäev', 'order', 'ORDER 2026']) {
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await expect(editor.getByRole('combobox')).toHaveValue('');
  }
  await expect(message.tags.getByRole('listitem')).toHaveText(['naistepäev', 'order', 'order 2026']);
  await page.keyboard.type('left');
  await message.number.click();
  await expect(editor).toBeHidden();
  await expect(message.tags).toContainText('left');
});

test('Enter adds the typed tag to several messages', async ({ deck, engine }) => {
  const { page, messages } = deck;
  for (const text of ['One', 'Two']) await send(engine, text);
  for (const text of ['One', 'Two']) await messages.row(text).click({ modifiers: ['ControlOrMeta'] });
  await messages.chosen.getByRole('button', { name: 'Tag' }).click();
  await expect(page.getByRole('dialog', { name: 'Tags' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type('vip');
  await page.keyboard.press('Enter');
  await expect(messages.row('vip')).toHaveCount(2);
});

test('Enter opens the typed filter, and filters by the typed value', async ({ deck, engine }) => {
  const { page, messages } = deck;
  await send(engine, 'Hello', ['vip']);
  await send(engine, 'Other');
  await expect(messages.row('Hello')).toBeVisible();
  for (const [field, value] of [
    ['Tag', 'vip'],
    ['Channel', 'sm'],
    ['Country', 'esto'],
  ] as const) {
    await page.keyboard.press('f');
    await expect(messages.editor('Filter by…').getByRole('combobox')).toBeFocused();
    await page.keyboard.type(field.toLowerCase());
    await page.keyboard.press('Enter');
    const editor = messages.editor(field);
    await expect(editor.getByRole('option').first()).toBeVisible();
    await expect(editor.getByRole('combobox')).toBeFocused();
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
    await expect(messages.chip(field)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(editor).toBeHidden();
  }
  await expect(messages.row('Hello')).toBeVisible();
  await expect(messages.row('Other')).toBeHidden();
});

test('a day without a time in the filter is the whole day, and an unfinished time is reported', async ({
  deck,
  engine,
}) => {
  const { page, messages } = deck;
  await send(engine, 'Hello');
  await expect(messages.row('Hello')).toBeVisible();
  const today = await page.evaluate(() => {
    const two = (value: number) => String(value).padStart(2, '0');
    const now = new Date();
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  });
  const time = await messages.filterBy('Time');
  await time.getByLabel('From', { exact: true }).fill(today);
  await time.getByLabel('To', { exact: true }).fill(today);
  await page.keyboard.press('Enter');
  await expect(time).toBeHidden();
  await expect(messages.chip('Time')).toContainText('Today');
  await messages.loaded();
  await expect(messages.row('Hello')).toBeVisible();

  await messages.chip('Time').getByRole('button').first().click();
  await expect(time.getByLabel('From', { exact: true })).toHaveValue(today);
  await expect(time.getByLabel('To', { exact: true })).toHaveValue(today);
  await time.getByLabel('From', { exact: true }).fill('');
  await time.getByLabel('From: time').fill('10:00');
  await time.getByRole('button', { name: 'Show' }).click();
  await expect(time.getByLabel('From', { exact: true })).toHaveAccessibleDescription(/Enter a date/);
  await time.getByLabel('From: time').fill('');
  await time.getByLabel('From', { exact: true }).focus();
  await page.keyboard.type('11');
  await time.getByRole('button', { name: 'Show' }).click();
  await expect(time.getByLabel('From', { exact: true })).toHaveAccessibleDescription(/Enter a date/);
});

test('a tag and a note that are typed when their editor is closed are kept', async ({ deck, engine }) => {
  const { page, messages, message, compose } = deck;
  await send(engine, 'Hello');
  await messages.row('Hello').click();
  await message.pane.getByRole('button', { name: 'Add a note' }).click();
  await expect(message.note).toBeFocused();
  await page.keyboard.type('Called on Friday.');
  await page.keyboard.press('Escape');
  await expect(message.pane.getByRole('button', { name: 'Edit the note' })).toContainText(
    'Called on Friday.',
  );
  await deck.newMessage();
  await page.getByRole('button', { name: 'More', exact: true }).last().click();
  const tags = page.getByRole('combobox', { name: 'Tags' });
  await tags.fill('may fair');
  await page.keyboard.press('Escape');
  await expect(tags).toBeHidden();
  await page.getByRole('button', { name: /^More/ }).last().click();
  await expect(page.getByText('may fair')).toBeVisible();
  await tags.fill('x'.repeat(51));
  await expect(tags).toHaveValue('x'.repeat(51));
  await page.keyboard.press('Enter');
  await expect(tags).toHaveAccessibleDescription(/50 characters/);
  await page.keyboard.press('Escape');
  await compose.to.fill('55');
  await compose.text.focus();
  await expect(page.getByRole('button', { name: 'Remove 55' })).toBeVisible();
  await compose.to.fill('Mari');
  await compose.text.focus();
  await expect(compose.to).toHaveValue('Mari');
});

test('a time of sending that is typed is used by a click beside its editor', async ({ deck }) => {
  const { page, compose } = deck;
  await deck.newMessage();
  await compose.write({ to: '+372 5550 5500', sms: 'Hello' });
  const at = new Date(Date.now() + 20 * 3_600_000);
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  const editor = page.getByRole('dialog');
  const field = page.getByLabel('Send at');
  const beside = () => page.mouse.click(320, 24);
  await compose.when.click();
  await expect(field).toBeFocused();
  await beside();
  await expect(editor).toBeHidden();
  await expect(compose.send).toHaveText(/^Send/);
  await compose.when.click();
  await field.fill(local);
  await beside();
  await expect(editor).toBeHidden();
  await expect(compose.send).toHaveText(/^Schedule/);
  await compose.when.click();
  await field.fill('2020-01-01T10:00');
  await beside();
  await expect(page.getByText('This time is in the past.')).toBeVisible();
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Enter a date and a time.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(editor).toBeHidden();
  await expect(compose.send).toHaveText(/^Schedule/);
});

test('a cost and a day that are typed are used by a click beside their editor', async ({ deck, engine }) => {
  const { page, messages } = deck;
  await send(engine, 'Hello');
  const beside = () => page.mouse.click(320, 24);
  for (const [name, fill] of [
    ['Cost', () => page.getByRole('textbox', { name: 'At least' }).fill('0.01')],
    ['Time', () => page.getByLabel('From', { exact: true }).fill('2026-11-20')],
  ] as const) {
    await page.keyboard.press('f');
    await messages.editor('Filter by…').getByRole('option', { name }).click();
    await fill();
    await beside();
    await expect(messages.editor(name)).toBeHidden();
    await expect(messages.chip(name)).toBeVisible();
  }
  await messages.chip('Cost').getByRole('button').first().click();
  await page.getByRole('textbox', { name: 'At least' }).fill('much');
  await beside();
  await expect(messages.editor('Cost')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(messages.editor('Cost')).toBeHidden();
});

test('in Estonian, dates and times are typed, shown and picked in the Estonian format', async ({
  deck,
  engine,
}) => {
  const { page, compose, messages } = deck;
  await send(engine, 'Hello');
  await deck.newMessage();
  await compose.write({ to: '+372 5550 5500', sms: 'Hello' });
  await deck.speak('et');
  const when = page.getByRole('button', { name: 'Kohe' });
  const field = page.getByRole('textbox', { name: 'Saatmise aeg' });
  const calendar = page.getByRole('dialog').getByRole('button', { name: 'Kalender' });
  await when.click();
  const year = new Date().getFullYear() + 1;
  await field.fill(`4.3.${year} 9.05`);
  await page.keyboard.press('Tab');
  await expect(field).toHaveValue(`04.03.${year} 09:05`);
  await expect(calendar).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(`märts ${year}`)).toBeVisible();
  expect(await violationsOf(page, 'calendar')).toEqual([]);
  await page.getByRole('button', { name: /^5 märts/ }).click();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(`05.03.${year} 09:05`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: /9:05/ }).click();
  await expect(field).toHaveValue(`05.03.${year} 09:05`);
  await deck.speak('en');
  await expect(page.getByLabel('Send at')).toHaveValue(`${year}-03-05 09:05`);
  await page.keyboard.press('Escape');
  await deck.go('Messages');
  const time = await messages.filterBy('Time');
  await time.getByLabel('From', { exact: true }).fill('24.11.2026');
  await time.getByLabel('From: time').fill('9.30');
  await page.keyboard.press('Enter');
  await expect(time).toBeHidden();
  await messages.chip('Time').getByRole('button').first().click();
  await expect(time.getByLabel('From', { exact: true })).toHaveValue('2026-11-24');
  await expect(time.getByLabel('From: time')).toHaveValue('09:30');
});

test('a limit that is not a number is named at its field, stays typed, and changes nothing', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Sending');
  const limits = () => engine.ask(async (client) => (await client.settings.get()).beforeSending);
  for (const [label, wrong, right] of [
    ['Ask when there are at least this many recipients', 'Enter a whole number from 2 to 10,000.', '12'],
    ['Ask when the cost is at least this many euros', 'Enter an amount, such as 10; 0 always asks.', '7.50'],
  ] as const) {
    const field = page.getByRole('textbox', { name: label });
    const before = await limits();
    await field.fill('');
    await field.blur();
    await expect(page.getByText(wrong)).toBeVisible();
    await expect(field).toHaveValue('');
    await expect(field).toHaveAccessibleDescription(wrong);
    expect(await limits()).toEqual(before);
    await field.fill(right);
    await field.blur();
    await expect(page.getByText(wrong)).toBeHidden();
    await expect.poll(limits).not.toEqual(before);
  }
  expect(await limits()).toMatchObject({ manyPeople: 12, highCost: '7.50' });
});
