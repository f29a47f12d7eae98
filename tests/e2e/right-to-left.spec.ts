/** Tests that a right-to-left text is shown in its direction everywhere, in a left-to-right window. */
import type { Locator } from '@playwright/test';
import { StepForm } from './pages/step-form.ts';
import { expect, test } from './test.ts';

const text = 'مرحبا، طلبك جاهز: 1042';
const name = 'عميل مهم';

const runs = (place: Locator) => place.evaluate((element) => getComputedStyle(element).direction);
async function isRightToLeft(place: Locator): Promise<void> {
  await expect(place).toBeVisible();
  expect(await runs(place)).toBe('rtl');
}

test('an Arabic message is written, previewed, listed and read from right to left', async ({
  deck,
  engine,
}) => {
  const { compose, messages, message, page } = deck;
  await deck.newMessage();
  await compose.write({ to: '+372 5550 5500', sms: text });
  await isRightToLeft(compose.text);
  const preview = page.getByRole('region', { name: 'Preview' }).filter({ visible: true });
  await isRightToLeft(preview.locator('p').filter({ hasText: text }));
  // A filled field of a form has the direction of its text; an empty field has the window's direction.
  await compose.add('Viber');
  const form = new StepForm(page, 'Viber');
  await form.chooseKind('Text and a button');
  const button = form.field('Button text');
  expect(await runs(button)).toBe('ltr');
  await button.fill(name);
  await isRightToLeft(button);
  await isRightToLeft(preview.getByText(name));
  await compose.removeStep('Viber');

  await compose.send.click();
  await expect(message.outcome).toHaveText('Delivered');
  const row = messages.row('+372 5550 5500');
  await isRightToLeft(row.getByText(text));
  expect(await runs(row)).toBe('ltr');
  await isRightToLeft(message.pane.getByText(text).first());

  await page.keyboard.press('m');
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.fill(text);
  await isRightToLeft(note);
  await page.keyboard.press('Control+Enter');
  await isRightToLeft(message.pane.getByRole('button', { name: 'Edit the note' }).getByText(text));

  await engine.ask(async (client) => {
    const [one] = (await client.messages.list({})).rows;
    await client.messages.tag({ ids: [one?.id ?? ''], add: [name], remove: [] });
    await client.compose.templates.save({ name, chain: { steps: [{ channel: 'sms', text }] } });
  });
  await isRightToLeft(message.pane.getByRole('list', { name: 'Tags' }).getByText(name));
  await isRightToLeft(row.getByText(name));
  await deck.newMessage();
  await page.getByRole('button', { name: 'Templates' }).click();
  const template = page.getByRole('button', { name: `Use “${name}”` });
  await isRightToLeft(template.getByText(name));
  await isRightToLeft(template.getByText(text));
});
