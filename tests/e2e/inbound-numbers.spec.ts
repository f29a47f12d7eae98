/** Tests the numbers that people write to: their secrets, their addresses, and what the window says about them. */
import { addNumber, addShop, numberSecret, writeTo } from '../helpers/e2e-inbound.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';
import { expect, test } from './test.ts';

test('a number is added with its secret, which is not shown again, and its address can be copied', async ({
  deck,
  engine,
}) => {
  const { answers, page } = deck;
  await engine.ask((client) => client.settings.set({ tunnel: 'https://hooks.example.com' }));
  await addShop(engine.ask);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await deck.go('Answers');
  await answers.addNumber.click();
  const dialog = deck.dialog('Add a number that people write to');
  const field = dialog.getByLabel('Number', { exact: true });
  const secret = dialog.getByLabel('Shared secret');
  const submit = dialog.getByRole('button', { name: 'Add the number' });
  await dialog.getByRole('combobox', { name: 'Account' }).click();
  await page.getByRole('option', { name: 'Northwind' }).click();
  await submit.click();
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/Enter the number that people write to/);
  await expect(secret).toHaveAccessibleDescription(/Enter the shared secret/);
  await field.fill('+37 not a number');
  await secret.fill(numberSecret);
  await submit.click();
  await expect(field).toHaveAccessibleDescription(/not a number or a name/);
  await expect(secret).toHaveValue(numberSecret);
  await field.fill('1234');
  await submit.click();
  const added = deck.dialog('1234 was added');
  await expect(added).toContainText('One step is left');
  await added.getByRole('button', { name: 'Copy the address of 1234' }).click();
  const [number] = await engine.ask((client) => client.inbound.numbers());
  expect(number?.address).toMatch(/^https:\/\/hooks\.example\.com\/inbound\/[0-9a-f]{32}$/);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number?.address);
  await added.getByRole('button', { name: 'Done' }).click();
  await expect(answers.addNumber).toBeHidden();
  if (number === undefined) throw new Error('no number was added');
  await writeTo(engine.ask, number, { sender: '+37255501411', text: 'It verifies' });
  await expect(answers.row('It verifies')).toBeVisible();
  await answers.tab('Numbers').click();
  await expect(answers.number('1234')).toContainText(number.address ?? '');
  await expect(answers.number('1234')).toContainText('today at');
  expect(await page.content()).not.toContain(numberSecret);
});

test.describe('where the passwords are locked', () => {
  test.use({ start: { sandbox: true, passphrase: null } });

  test('storing a secret asks for the passphrase, as for an API password', async ({ deck, engine }) => {
    test.skip(engine.headless === null, 'Electron seals the passwords itself');
    const { answers, page } = deck;
    await addShop(engine.ask, testPassphrase);
    await engine.headless?.stop();
    await engine.headless?.start();
    await page.goto(engine.headless?.firstUrl() ?? '');
    await deck.ready();
    await deck.go('Answers');
    await answers.addNumber.click();
    const dialog = deck.dialog('Add a number that people write to');
    await dialog.getByRole('combobox', { name: 'Account' }).click();
    await page.getByRole('option', { name: 'Northwind' }).click();
    await dialog.getByLabel('Number', { exact: true }).fill('1234');
    await dialog.getByLabel('Shared secret').fill(numberSecret);
    const passphrase = dialog.getByLabel('Passphrase', { exact: true });
    await passphrase.fill('not this one');
    await dialog.getByRole('button', { name: 'Add the number' }).click();
    await expect(passphrase).toHaveAccessibleDescription(/The passphrase is wrong/);
    expect(await engine.ask((client) => client.inbound.numbers())).toEqual([]);
    await passphrase.fill(testPassphrase);
    await dialog.getByRole('button', { name: 'Add the number' }).click();
    await expect(deck.dialog('1234 was added')).toContainText('no fixed public address');
    expect(await engine.ask((client) => client.inbound.numbers())).toMatchObject([
      { number: '1234', secretSet: true },
    ]);
  });
});

test('an address that changed is a warning until the user confirms the new one', async ({ deck, engine }) => {
  const { answers, page } = deck;
  await engine.ask((client) => client.settings.set({ tunnel: 'https://old.example.com' }));
  await addNumber(engine.ask, '1234', await addShop(engine.ask));
  await deck.go('Answers');
  await answers.tab('Numbers').click();
  const number = answers.number('1234');
  await expect(number).toContainText('https://old.example.com/inbound/');
  await expect(number.getByRole('status')).toHaveCount(0);
  await engine.ask((client) => client.settings.set({ tunnel: 'https://hooks.example.com' }));
  await expect(number.getByRole('status')).toContainText(
    'Messente still sends messages to 1234 to https://old.example.com/inbound/',
  );
  await expect(number).toContainText('https://hooks.example.com/inbound/');
  const trouble = page.getByRole('alert').filter({ hasText: 'Messente still sends' });
  await expect(trouble).toBeVisible();
  await number.getByRole('button', { name: 'Messente has this address' }).click();
  await expect(deck.notice('Messente sends messages to 1234 to this address')).toBeVisible();
  await expect(number.getByRole('status')).toHaveCount(0);
  await expect(trouble).toBeHidden();

  await engine.ask((client) => client.settings.set({ tunnel: 'none' }));
  await expect(number.getByRole('status')).toContainText('Omnideck has no fixed public address now');
  await expect(number).toContainText('none: a number needs a fixed public address');
  await number.getByRole('button', { name: 'Set up a public address' }).click();
  await expect(page.getByRole('heading', { name: 'Delivery reports', level: 2 })).toBeVisible();
});

test('a number gets another secret, and messages signed with the earlier one still arrive', async ({
  deck,
  engine,
}) => {
  const { answers, page } = deck;
  await engine.ask((client) => client.settings.set({ tunnel: 'https://hooks.example.com' }));
  const number = await addNumber(engine.ask, '1234', await addShop(engine.ask));
  await deck.go('Answers');
  await answers.tab('Numbers').click();
  await answers.number('1234').getByRole('button', { name: 'Other secret…' }).click();
  const dialog = deck.dialog('Other secret for 1234');
  await expect(dialog.getByLabel('Shared secret')).toBeFocused();
  await page.keyboard.type('a newer secret');
  await page.keyboard.press('Enter');
  await expect(deck.notice('The new secret of 1234 is stored.')).toBeVisible();
  await expect(answers.number('1234').getByRole('button', { name: 'Other secret…' })).toBeFocused();
  await writeTo(engine.ask, number, { sender: '+37255501411', text: 'Signed earlier' });
  await expect(answers.number('1234')).toContainText('today at');
});

test('a number is removed after a question, and its messages stay', async ({ deck, engine }) => {
  const { answers, page } = deck;
  const number = await addNumber(engine.ask, '1234');
  await writeTo(engine.ask, number, { sender: '+37255501411', text: 'I stay' });
  await deck.go('Answers');
  await answers.tab('Numbers').click();
  await answers.number('1234').getByRole('button', { name: 'Remove…' }).click();
  const dialog = deck.dialog('Remove 1234?');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(answers.number('1234')).toBeVisible();
  await answers.number('1234').getByRole('button', { name: 'Remove…' }).click();
  await dialog.getByRole('button', { name: 'Remove the number' }).click();
  await expect(page.getByText('No number yet')).toBeVisible();
  await answers.tab('Answers').click();
  await expect(answers.row('I stay')).toBeVisible();
});
