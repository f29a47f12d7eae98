/** Tests that sent messages can be read without a network, and new messages wait. */
import { type StandaloneSandbox, startSandbox } from '../helpers/e2e-sandbox.ts';
import { test as base, expect } from './test.ts';

const test = base.extend<{ messente: StandaloneSandbox }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here
  messente: async ({}, use) => {
    const sandbox = await startSandbox('shop-key', 'secret');
    await use(sandbox);
    await sandbox.stop();
  },
});
test.use({ start: { sandbox: false } });

test('without a network the list, messages and search work, and a new message waits', async ({
  deck,
  engine,
  messente,
}) => {
  await deck.welcome.connect.click();
  await deck.connect.fill({
    name: 'Northwind',
    username: 'shop-key',
    password: 'secret',
    baseUrl: messente.baseUrl,
  });
  await deck.connect.submit.click();
  await expect(deck.bar.account).toContainText('Northwind');
  for (const [number, text] of [
    ['+372 5550 6600', 'The table is ready'],
    ['+372 5550 6612', 'The parcel is here'],
  ] as const) {
    await deck.newMessage();
    await deck.compose.write({ to: number, sms: text });
    await deck.compose.send.click();
    await expect(deck.messages.row(number)).toBeVisible();
  }
  await engine.ask(async (client) => {
    const { rows } = await client.messages.list({});
    // Messente has a message once it knows its status.
    for (const { id } of rows)
      await expect.poll(async () => (await client.messages.ask({ id })).ok).toBe(true);
  });
  await messente.stop();
  await deck.page.reload();
  await deck.ready();

  await expect(deck.messages.rows).toHaveCount(2);
  await deck.messages.row('+372 5550 6600').click();
  await expect(deck.message.number).toContainText('+372 5550 6600');
  await expect(deck.message.texts).toContainText('The table is ready');
  await deck.messages.search.fill('parcel');
  await expect(deck.messages.rows).toHaveCount(1);
  await expect(deck.messages.rows).toContainText('+372 5550 6612');
  await deck.messages.search.fill('');
  await expect(deck.messages.rows).toHaveCount(2);

  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 6600', sms: 'Written without a network' });
  await deck.compose.send.click();
  await expect(deck.messages.row('Written without a network')).toBeVisible();
  await expect(deck.message.outcome).toHaveText('Not sent yet');
  await expect(deck.bar.bar).toContainText('1 waiting to be sent');
});
