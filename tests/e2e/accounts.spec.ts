/** Tests connecting an account, and every mistake that a user can make there, each reported at its field. */
import { startRefusingServer } from '../helpers/e2e-refusing-server.ts';
import { type StandaloneSandbox, startSandbox } from '../helpers/e2e-sandbox.ts';
import { freePort } from '../helpers/scripted-messente.ts';
import { test as base, expect } from './test.ts';

const username = 'shop-key';
const password = 'p4ss of the shop';

const test = base.extend<{ messente: StandaloneSandbox }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
  messente: async ({}, use) => {
    const sandbox = await startSandbox(username, password);
    await use(sandbox);
    await sandbox.stop();
  },
});
test.use({ start: { sandbox: false } });

test.beforeEach(async ({ deck }) => {
  await deck.welcome.connect.click();
  await expect(deck.connect.dialog).toBeVisible();
});

test('connecting an account checks it at once and shows its balance', async ({ deck, messente }) => {
  await deck.connect.fill({ name: 'Northwind', username, password, baseUrl: messente.baseUrl });
  await deck.connect.submit.click();
  await expect(deck.notice('Northwind is connected')).toBeVisible();
  await expect(deck.notice(/100[.,]00/)).toBeVisible();
  await expect(deck.connect.dialog).toBeHidden();
  await expect(deck.bar.account).toContainText('Northwind');
});

test('the account form names each empty field at the field', async ({ deck }) => {
  await deck.connect.submit.click();
  await expect(deck.connect.name).toHaveAccessibleDescription(/Enter a name\./);
  await expect(deck.connect.username).toHaveAccessibleDescription(/Enter the API username\./);
  await expect(deck.connect.password).toHaveAccessibleDescription(/Enter the API password\./);
});

test('wrong credentials are reported at the password field, and the right ones are accepted', async ({
  deck,
  messente,
}) => {
  await deck.connect.fill({ name: 'Northwind', username, password: 'wrong', baseUrl: messente.baseUrl });
  await deck.connect.submit.click();
  await expect(deck.connect.password).toHaveAccessibleDescription(
    /does not accept this API username and password/,
  );
  await deck.connect.fill({ password });
  await expect(deck.connect.password).not.toHaveAccessibleDescription(/does not accept/);
  await deck.connect.submit.click();
  await expect(deck.bar.account).toContainText('Northwind');
});

test('an API address where no Messente API answers is reported', async ({ deck }) => {
  const port = await freePort();
  await deck.connect.fill({ name: 'Northwind', username, password, baseUrl: `http://127.0.0.1:${port}/v1` });
  await deck.connect.submit.click();
  await expect(deck.connect.baseUrl).toHaveAccessibleDescription(/refused the connection.*Check/);
});

test('an API address without encryption is refused at its field', async ({ deck }) => {
  await deck.connect.fill({ name: 'Northwind', username, password, baseUrl: 'http://messente.example/v1' });
  await deck.connect.submit.click();
  await expect(deck.connect.baseUrl).toHaveAccessibleDescription(/over the network unencrypted.*Use https/);
});

test('without a network an account can be stored unchecked', async ({ deck }) => {
  await deck.connect.fill({ name: 'Northwind', username, password });
  await deck.connect.submit.click();
  await expect(deck.connect.problem).toContainText(/could not be resolved|no network connection to/);
  await expect(deck.connect.problem).toContainText('Check this computer');
  await deck.connect.keepUnchecked.click();
  await expect(deck.notice('Northwind is saved')).toBeVisible();
  await expect(deck.bar.account).toContainText('Northwind');
});

test('a computer whose IP address Messente does not accept is reported', async ({ deck }) => {
  const refuser = await startRefusingServer();
  try {
    await deck.connect.fill({ name: 'Northwind', username, password, baseUrl: `${refuser.url}/v1` });
    await deck.connect.submit.click();
    await expect(deck.connect.problem).toContainText(/IP address/);
    await expect(deck.connect.password).not.toHaveAccessibleDescription(/does not accept/);
  } finally {
    await refuser.close();
  }
});

test("asks for the password again when an account's API address changes", async ({
  deck,
  messente,
  page,
}) => {
  const other = await startRefusingServer();
  try {
    await deck.connect.fill({ name: 'Northwind', username, password, baseUrl: messente.baseUrl });
    await deck.connect.submit.click();
    await deck.go('Settings');
    await deck.settings.open('Accounts');
    await deck.settings.button('Edit').click();
    const dialog = page.getByRole('dialog', { name: 'Change Northwind' });
    await dialog.getByRole('textbox', { name: 'API address' }).fill(`${other.url}/v1`);
    await expect(dialog).toContainText('enter the password for the new address');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByRole('textbox', { name: 'API password' })).toHaveAccessibleDescription(
      /needs its API password again/,
    );
  } finally {
    await other.close();
  }
});

test.describe('connecting an account on a computer without a key store', () => {
  test.use({ start: { sandbox: false, passphrase: null } });

  test('asks for a new passphrase, and reports a missing one', async ({ deck, messente }) => {
    await deck.connect.fill({ name: 'Northwind', username, password, baseUrl: messente.baseUrl });
    await expect(deck.connect.passphrase).toBeVisible();
    await deck.connect.submit.click();
    await expect(deck.connect.passphrase).toHaveAccessibleDescription(/Enter a passphrase/);
    await deck.connect.fill({ passphrase: 'abcde', passphraseAgain: 'abcde' });
    await deck.connect.submit.click();
    await expect(deck.connect.passphrase).toHaveAccessibleDescription(/Too short/);
    await deck.connect.fill({ passphrase: 'four words of mine' });
    await deck.connect.submit.click();
    await expect(deck.connect.passphraseAgain).toHaveAccessibleDescription(/different/);
    await deck.connect.fill({ passphraseAgain: 'four words of mine', password: 'wrong' });
    await deck.connect.submit.click();
    await expect(deck.connect.password).toHaveAccessibleDescription(/password/);
    await expect(deck.connect.passphrase).toBeVisible();
    await deck.connect.fill({ password });
    await deck.connect.submit.click();
    await expect(deck.bar.account).toContainText('Northwind');
  });

  test('offers to start over if the passphrase is lost', async ({ deck, engine, messente, page }) => {
    const passphrase = 'four words of mine';
    await deck.connect.fill({ name: 'Northwind', username, password, baseUrl: messente.baseUrl });
    await deck.connect.fill({ passphrase, passphraseAgain: passphrase });
    await deck.connect.submit.click();
    await expect(deck.bar.account).toContainText('Northwind');
    const { headless } = engine;
    test.skip(headless === null, 'only a console of its own process can be started anew');
    if (headless === null) return;
    await headless.stop();
    await headless.start();
    await page.goto(headless.firstUrl());
    await page.getByRole('button', { name: 'Start over…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start over with a new passphrase' });
    await expect(dialog).toContainText('API password again, in Settings, Accounts, Edit: Northwind');
    await dialog.getByRole('textbox', { name: /^Passphrase for/ }).fill('seven other words of mine');
    await dialog.getByRole('textbox', { name: 'Repeat the passphrase' }).fill('seven other words of mine');
    await dialog.getByRole('button', { name: 'Start over' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/The old file is now/)).toContainText('secrets.sealed.');
    await expect(page.getByRole('button', { name: 'Start over…' })).toBeHidden();
  });
});
