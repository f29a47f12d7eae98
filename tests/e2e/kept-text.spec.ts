/** Tests that typed text which was not used yet is kept when its popover is closed or its screen is left. */
import { DraftsMenus } from './pages/drafts-menus.ts';
import { SandboxScreen } from './pages/sandbox-screen.ts';
import { expect, test } from './test.ts';

test('a typed template name is kept by a click beside and by another screen', async ({ deck, engine }) => {
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  const name = page.getByRole('textbox', { name: 'Name of the template' });
  const save = page.getByRole('button', { name: 'Save this message as a template…' });
  await deck.newMessage();
  await compose.text.fill('Your order waits');
  await menus.templates.click();
  await save.click();
  await name.fill('Order waits');
  await page.mouse.click(320, 24);
  await expect(name).toBeHidden();
  await menus.templates.click();
  await expect(name).toHaveValue('Order waits');
  await page.keyboard.press('Tab');
  await page.mouse.click(320, 24);
  await deck.go('Settings');
  await deck.newMessage();
  await menus.templates.click();
  await expect(name).toHaveValue('Order waits');
  await name.press('Enter');
  await expect(page.getByRole('button', { name: 'Use “Order waits”' })).toBeVisible();

  await page.getByRole('button', { name: 'More: Order waits' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await name.fill('Pickup');
  await page.mouse.click(320, 24);
  await expect(name).toBeHidden();
  await menus.templates.click();
  await expect(name).toHaveValue('Pickup');
  await name.press('Escape');
  await expect(name).toBeHidden();
  await menus.templates.click();
  await expect(name).toHaveValue('Pickup');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await save.click();
  await expect(name).toHaveValue('');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'More: Order waits' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await expect(name).toHaveValue('Order waits');
  await name.fill('Pickup');
  await name.press('Enter');
  await expect
    .poll(async () => (await engine.ask((client) => client.compose.templates.list())).map((one) => one.name))
    .toEqual(['Pickup']);
});

test('text in a form of Settings is kept when another section or screen is opened', async ({ deck }) => {
  const { page, settings } = deck;
  const numbers = page.getByRole('textbox', { name: 'Number, or a list of numbers' });
  const reason = page.getByRole('textbox', { name: 'Reason' });
  const number = page.getByRole('textbox', { name: 'Number', exact: true });
  await deck.go('Settings');
  await settings.open('Privacy');
  await numbers.fill('+372 5550 1411\n+372 5550 1412');
  await reason.fill('asked by phone');
  await number.fill('+372 5550 1413');
  await settings.open('Appearance');
  await settings.open('Privacy');
  await expect(numbers).toHaveValue('+372 5550 1411\n+372 5550 1412');
  await expect(number).toHaveValue('+372 5550 1413');
  await deck.go('Messages');
  await deck.go('Settings');
  await settings.open('Privacy');
  await expect(reason).toHaveValue('asked by phone');
  await settings.button('Add').click();
  await expect(page.getByText('asked by phone')).toHaveCount(2);
  await expect(numbers).toHaveValue('');
  await settings.open('Appearance');
  await settings.open('Privacy');
  await expect(numbers).toHaveValue('');
  await expect(reason).toHaveValue('');

  await settings.open('Delivery reports');
  await page.getByRole('radio', { name: /^At your own address/ }).check();
  const address = page.getByRole('textbox', { name: 'Your public address' });
  await address.fill('https://callbacks.example.com');
  await settings.open('Appearance');
  await settings.open('Delivery reports');
  await page.getByRole('radio', { name: /^At your own address/ }).check();
  await expect(address).toHaveValue('https://callbacks.example.com');
});

test('text in a form of the sandbox is kept when another part is opened', async ({ deck }) => {
  const { page } = deck;
  const sandbox = new SandboxScreen(page);
  const main = page.getByRole('main');
  const text = main.getByRole('textbox', { name: 'Text' });
  await sandbox.open('Replies');
  await text.first().fill('Yes, please');
  await text.last().fill('Is the shop open?');
  await sandbox.open('Weather');
  const price = main.getByRole('textbox', { name: 'EUR a part' });
  await price.fill('0.12');
  await sandbox.open('Scenarios');
  await main.getByRole('textbox', { name: 'Name', exact: true }).fill('Slow day');
  await sandbox.open('Replies');
  await expect(text.first()).toHaveValue('Yes, please');
  await expect(text.last()).toHaveValue('Is the shop open?');
  await sandbox.open('Weather');
  await expect(price).toHaveValue('0.12');
  await sandbox.open('Scenarios');
  await expect(main.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Slow day');
});

test('a setting that is saved when its field is left is saved by Ctrl+N too', async ({ deck, engine }) => {
  const { page, settings, compose } = deck;
  await deck.go('Settings');
  await settings.open('Delivery reports');
  const budget = page.getByRole('textbox', { name: 'Status requests per hour' });
  await budget.fill('1234');
  await page.keyboard.press('ControlOrMeta+n');
  await expect(compose.heading).toBeVisible();
  await expect
    .poll(async () => (await engine.ask((client) => client.settings.get())).reconcileBudget)
    .toBe(1234);
});

test('the name of a template can be deleted and typed again after its menu was closed', async ({ deck }) => {
  const { page, compose } = deck;
  const menus = new DraftsMenus(page);
  const name = page.getByRole('textbox', { name: 'Name of the template' });
  const reopen = async () => {
    await page.keyboard.press('Escape');
    await expect(name).toBeHidden();
    await menus.templates.click();
  };
  await deck.newMessage();
  await compose.text.fill('Your order waits');
  await menus.templates.click();
  await page.getByRole('button', { name: 'Save this message as a template…' }).click();
  await name.fill('Order waits');
  await reopen();
  await expect(name).toHaveValue('Order waits');
  await name.fill('');
  await expect(name).toBeFocused();
  await page.keyboard.type('Pickup');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Use “Pickup”' })).toBeVisible();
  await expect(name).toBeHidden();

  await page.getByRole('button', { name: 'More: Pickup' }).click();
  await page.getByRole('menuitem', { name: 'Rename…' }).click();
  await name.fill('Pickups');
  await reopen();
  await expect(name).toHaveValue('Pickups');
  await name.press('End');
  await name.press('Backspace');
  await expect(name).toBeFocused();
  await page.keyboard.type(' today');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Use “Pickup today”' })).toBeVisible();
});

test('a choice that was not saved is not shown as the stored one', async ({ deck, engine }) => {
  const { page, settings } = deck;
  const forever = page.getByRole('radio', { name: 'Until you erase them' });
  const remove = page.getByRole('radio', { name: /^Delete whole messages/ });
  const days = page.getByRole('textbox', { name: 'Number of days' });
  await deck.go('Settings');
  await settings.open('Privacy');
  await expect(forever).toBeChecked();
  await remove.check();
  await days.fill('30');
  await settings.open('Appearance');
  await settings.open('Privacy');
  await expect(forever).toBeChecked();
  await remove.check();
  await expect(days).toHaveValue('30');
  await settings.button('Save').click();
  await expect(deck.notice('Saved')).toBeVisible();
  await settings.open('Appearance');
  await settings.open('Privacy');
  await expect(remove).toBeChecked();
  await expect(days).toHaveValue('30');
  expect((await engine.ask((client) => client.settings.get())).retention).toEqual({
    kind: 'delete',
    days: 30,
  });

  const stored = page.getByRole('radio', { name: /^Request them/ });
  await settings.open('Delivery reports');
  await expect(stored).toBeChecked();
  await page.getByRole('radio', { name: /^At your own address/ }).check();
  await settings.open('Appearance');
  await settings.open('Delivery reports');
  await expect(stored).toBeChecked();
});

test('Escape restores the time limit of a step before it leaves the message', async ({ deck }) => {
  const { page, compose } = deck;
  await deck.newMessage();
  await compose.write({ to: '+372 5550 5500', viber: 'One', viberWait: '10 min', sms: 'Two' });
  const wait = compose.wait('Viber');
  await expect(wait).toHaveValue('10 min');
  await wait.fill('3');
  await page.keyboard.press('Escape');
  await expect(wait).toHaveValue('10 min');
  await expect(compose.heading).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(compose.heading).toBeHidden();
  await deck.newMessage();
  await expect(wait).toHaveValue('10 min');
});

test('Escape restores a setting that is saved when its field is left', async ({ deck, engine }) => {
  const { page, settings } = deck;
  const stored = await engine.ask((client) => client.settings.get());
  await deck.go('Settings');
  for (const [section, names] of [
    [
      'Sending',
      ['Ask when there are at least this many recipients', 'Ask when the cost is at least this many euros'],
    ],
    ['Delivery reports', ['Status requests per hour']],
  ] as const) {
    await settings.open(section);
    for (const name of names) {
      const field = page.getByRole('textbox', { name });
      const before = await field.inputValue();
      await field.fill('77');
      await page.keyboard.press('Escape');
      await expect(field).toHaveValue(before);
      await field.blur();
    }
  }
  await settings.open('Sending');
  const quiet = page.getByRole('checkbox', { name: 'Ask before sending in quiet hours' });
  await quiet.check();
  const from = page.getByLabel('From', { exact: true });
  await expect(from).toBeEnabled();
  const before = await from.inputValue();
  await from.fill('03:04');
  await page.keyboard.press('Escape');
  await expect(from).toHaveValue(before);
  await from.blur();
  // Saved after everything above, so a setting that is wrongly saved is stored by then.
  await page.getByRole('checkbox', { name: 'Ask before sending the same text' }).click();
  await expect
    .poll(async () => (await engine.ask((client) => client.settings.get())).beforeSending.sameText)
    .toBe(!stored.beforeSending.sameText);
  const { reconcileBudget, beforeSending } = await engine.ask((client) => client.settings.get());
  expect(reconcileBudget).toBe(stored.reconcileBudget);
  expect(beforeSending).toEqual({
    ...stored.beforeSending,
    sameText: !stored.beforeSending.sameText,
    quietHours: { ...stored.beforeSending.quietHours, on: true },
  });
});

test('an erased number is removed from typed text that was not used yet', async ({ deck }) => {
  const { page, settings } = deck;
  const numbers = page.getByRole('textbox', { name: 'Number, or a list of numbers' });
  const reason = page.getByRole('textbox', { name: 'Reason' });
  const region = page.getByRole('region', { name: 'About a person' });
  const erase = async (number: string) => {
    await region.getByLabel('Number').fill(number);
    await settings.button('Show what is stored').click();
    await region.getByRole('button', { name: 'Erase permanently' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Erase permanently' }).click();
    await expect(region).toContainText(`Everything about ${number} was erased`);
  };
  await deck.go('Settings');
  await settings.open('Privacy');
  await numbers.fill('5550 1411\n+372 5550 1412');
  await reason.fill('(+372) 55501411');
  await erase('+372 5550 1411');
  await expect(numbers).toHaveValue('+372 5550 1412');
  await expect(reason).toHaveValue('');
  await erase('+372 5550 1412');
  await expect(numbers).toHaveValue('');
  await settings.open('Appearance');
  await settings.open('Privacy');
  await expect(numbers).toHaveValue('');
});
