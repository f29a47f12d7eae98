/** Checks every screen and dialog against WCAG 2.2 AA with axe, in both themes and both languages. */
import { addNumber, addShop, writeTo } from '../helpers/e2e-inbound.ts';
import { violationsOf } from './axe.ts';
import type { Deck } from './pages/deck.ts';
import { settingsSections } from './pages/settings-screen.ts';
import { expect, test } from './test.ts';

/** Checks the window in its current state, in both languages. */
async function check(deck: Deck, where: string): Promise<void> {
  expect.soft(await violationsOf(deck.page, where)).toEqual([]);
  await deck.inEstonian(async () => {
    expect.soft(await violationsOf(deck.page, `${where}, in Estonian`)).toEqual([]);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds no violation in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test.describe('on the first start, without an account', () => {
      test.use({ start: { sandbox: false, passphrase: null } });

      test('in the first start and the form that connects an account', async ({ deck }) => {
        await check(deck, 'welcome');
        await deck.welcome.connect.click();
        await expect(deck.connect.dialog).toBeVisible();
        await check(deck, 'connect');
        await deck.connect.addresses.click();
        await deck.connect.dialog.getByRole('radio', { name: 'Through localtunnel' }).click();
        await deck.connect.submit.click();
        await expect(deck.connect.name).toHaveAccessibleDescription(/Enter a name/);
        await check(deck, 'connect, with mistakes');
      });
    });

    test.describe('on a history of messages', () => {
      test.use({ start: { sandbox: true, messages: 300 } });

      test('on each kind of message, and on resending', async ({ deck }) => {
        await check(deck, 'messages');
        await deck.messages.rows.first().click();
        await expect(deck.message.number).toBeVisible();
        await check(deck, 'a message');
        await deck.message.sendAgain.click();
        await expect(deck.dialog('Send this message again?')).toBeVisible();
        await check(deck, 'sending again');
        await deck.page.keyboard.press('Escape');
        await deck.messages.show('Needs attention');
        for (const status of ['All failed', 'Refused', 'Unknown', 'Delivered twice', 'Rejected']) {
          const row = deck.messages.row(status).first();
          if ((await row.count()) === 0) continue;
          await row.click();
          await expect(row).toHaveAttribute('aria-selected', 'true');
          await expect(deck.message.number).toBeVisible();
          await check(deck, status);
        }
        await deck.messages.show('Scheduled');
        await expect(deck.page.getByText('Nothing scheduled')).toBeVisible();
        await check(deck, 'an empty tab');
      });

      test('on a message in progress, and on paused sending', async ({ deck }) => {
        await deck.newMessage();
        await deck.compose.write({ to: '+372 5550 1111', viber: 'One', viberWait: '10 min', sms: 'Two' });
        await deck.compose.send.click();
        await expect(deck.message.step('Viber')).toContainText('left');
        await deck.bar.pause.click();
        await expect(deck.bar.resume).toBeVisible();
        await check(deck, 'a running chain');
      });

      test('on the compose screen', async ({ deck }) => {
        await deck.newMessage();
        await check(deck, 'compose, empty');
        await deck.compose.write({
          to: '+372 5550 1111',
          viber: 'Your parcel is here.',
          sms: 'Your parcel is at Rävala 5 – the code is 4471, and it waits for you there until Friday, 18:00.',
        });
        await deck.compose.choose('SMS');
        await expect(
          deck.page.getByRole('status').filter({ hasText: 'doubles the number of SMS parts' }),
        ).toBeVisible();
        await check(deck, 'compose, with a costly character');
        await deck.compose.to.fill('12, 5550 1234');
        await deck.compose.to.press('Enter');
        await expect(deck.page.getByRole('combobox', { name: 'Country' })).toBeVisible();
        await check(deck, 'compose, with wrong numbers');
        await deck.compose.addStep.click();
        await expect(deck.page.getByRole('menu')).toBeVisible();
        await check(deck, 'compose, adding a step');
        await deck.page.keyboard.press('Escape');
        await deck.compose.when.click();
        await expect(deck.page.getByLabel('Send at')).toBeVisible();
        await check(deck, 'compose, choosing a time');
      });

      test('on answers and the numbers that people write to', async ({ deck, engine }) => {
        const { answers, page } = deck;
        await deck.go('Answers');
        await expect(answers.addNumber).toBeVisible();
        await check(deck, 'answers, none');
        await engine.ask((client) => client.settings.set({ tunnel: 'https://old.example.com' }));
        const number = await addNumber(engine.ask, '1234', await addShop(engine.ask));
        await engine.ask((client) => client.settings.set({ tunnel: 'https://hooks.example.com' }));
        await writeTo(engine.ask, number, { sender: '+37255501411', text: 'Fine, thank you!' });
        await answers.rows.first().click();
        await expect(answers.person).toBeVisible();
        await check(deck, 'an answer');
        await answers.more.click();
        await page.getByRole('menuitem', { name: 'About this person' }).click();
        await expect(deck.dialog('About a person')).toContainText('Answers');
        await check(deck, 'about a person');
        await page.keyboard.press('Escape');
        await answers.more.click();
        await page.getByRole('menuitem', { name: 'Never write' }).click();
        await expect(deck.dialog(/Never write to/)).toBeVisible();
        await check(deck, 'never write');
        await page.keyboard.press('Escape');
        await answers.tab('Numbers').click();
        await expect(answers.number('1234')).toContainText('Messente still sends');
        await check(deck, 'numbers');
        await answers.addNumber.click();
        await page.getByRole('button', { name: 'Add the number' }).click();
        await expect(page.getByLabel('Number', { exact: true })).toHaveAccessibleDescription(
          /Enter the number/,
        );
        await check(deck, 'adding a number, with a mistake');
      });

      test('on callbacks', async ({ deck }) => {
        await deck.go('Delivery reports');
        await check(deck, 'callbacks');
        await deck.reports.rows.first().click();
        await expect(deck.reports.headline).toBeVisible();
        await check(deck, 'a callback');
        for (const view of ['Raw', 'Headers']) {
          await deck.reports.pane.getByText(view, { exact: true }).click();
          await check(deck, `a callback, ${view}`);
        }
        await deck.reports.show('Invalid signature');
        await check(deck, 'callbacks, none forged');
      });

      test('on settings, the palette and the shortcuts', async ({ deck }) => {
        await deck.go('Settings');
        for (const section of settingsSections) {
          await deck.settings.open(section);
          await check(deck, `settings, ${section}`);
        }
        await deck.settings.open('Delivery reports');
        await deck.page.getByRole('radio', { name: 'Through localtunnel' }).click();
        await check(deck, 'settings, delivery reports, localtunnel');
        await deck.settings.open('Accounts');
        await deck.settings.button('Remove…').click();
        await expect(deck.dialog('Remove Sandbox?')).toBeVisible();
        await check(deck, 'removing an account');
        await deck.page.keyboard.press('Escape');
        await deck.page.keyboard.press('Control+k');
        await expect(deck.page.getByRole('dialog')).toBeVisible();
        await check(deck, 'the palette');
        await deck.page.keyboard.press('Escape');
        await expect(deck.page.getByRole('dialog')).toBeHidden();
        await deck.page.keyboard.press('?');
        await expect(deck.dialog('Keyboard shortcuts')).toBeVisible();
        await check(deck, 'the shortcuts');
        await deck.page.keyboard.press('Escape');
        await deck.bar.account.click();
        await expect(deck.page.getByRole('menu')).toBeVisible();
        await check(deck, 'the account menu');
      });
    });
  });
}
