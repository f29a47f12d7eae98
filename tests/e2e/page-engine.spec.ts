/** The engine goes and comes while the page stays: said, mended by itself, and right afterwards. */
import { expect, test } from './test.ts';

test.use({ start: { sandbox: true, messages: 40 } });

test('says that the engine is gone, keeps what is shown, and is right again once it is back', async ({
  deck,
  engine,
}) => {
  const { headless } = engine;
  if (headless === null) throw new Error('this is about the page');
  await expect(deck.messages.tab('All')).toHaveText('All40');
  await deck.messages.rows.first().click();
  await expect(deck.message.number).toBeVisible();
  await expect(deck.lost).toBeHidden();

  await headless.kill();
  await expect(deck.lost).toBeVisible();
  await expect(deck.lost).toContainText('trying again');
  await expect(deck.messages.rows.first()).toBeVisible();
  await expect(deck.message.number).toBeVisible();

  await headless.start();
  await engine.ask((client) =>
    client.messages.send({
      to: ['+37255507700'],
      chain: { steps: [{ channel: 'sms', text: 'Sent while the page was away' }] },
      requestKey: 'while-away-1',
    }),
  );
  await expect(deck.lost).toBeHidden();
  await expect(deck.messages.tab('All')).toHaveText('All41');
  await expect(deck.messages.row('Sent while the page was away')).toContainText('Delivered');
  await expect(deck.message.number).toBeVisible();
});

test('keeps what one was writing while the engine was away', async ({ deck, engine }) => {
  const { headless } = engine;
  if (headless === null) throw new Error('this is about the page');
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 7700', sms: 'Half a thought' });
  await headless.kill();
  await expect(deck.lost).toBeVisible();
  await deck.compose.send.click();
  await expect(deck.page.getByRole('alert')).toContainText("engine isn't reachable");
  await expect(deck.page.getByRole('alert')).toContainText('the draft is as you left it');
  await headless.start();
  await expect(deck.lost).toBeHidden();
  await expect(deck.compose.text).toHaveValue('Half a thought');
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
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
