/**
 * Tests that the richest form of each channel can be filled in, is delivered by the sandbox, and equals the
 * documented JSON.
 */
import { acceptedBySandbox } from '../helpers/e2e-sandbox.ts';
import type { Deck } from './pages/deck.ts';
import { StepForm } from './pages/step-form.ts';
import { type Engine, expect, test } from './test.ts';

/** Replaces the SMS step, so that the channel is the only one in the chain. */
async function begin(deck: Deck, to: string, channel: 'Viber' | 'WhatsApp' | 'RCS' | 'Telegram') {
  await deck.newMessage();
  await deck.compose.to.fill(to);
  await deck.compose.to.press('Enter');
  await deck.compose.add(channel);
  await deck.compose.removeStep('SMS');
  await expect(deck.compose.steps.getByRole('listitem')).toHaveCount(1);
  return new StepForm(deck.page, channel);
}

/** Sends, waits for the arrival, and returns what the sandbox received for the channel. */
async function sent(deck: Deck, engine: Engine, to: string): Promise<unknown> {
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
  const accepted = await acceptedBySandbox(engine.folder, to.replaceAll(' ', ''));
  expect(accepted).toHaveLength(1);
  const body = accepted[0]?.body;
  expect(body?.to).toBe(to.replaceAll(' ', ''));
  return body?.messages;
}

test('a Viber carousel can be built and sent by keyboard alone', async ({ deck, engine }) => {
  const { page } = deck;
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const type = (text: string) => page.keyboard.type(text);
  await press('Control+n');
  await expect(deck.compose.heading).toBeVisible();
  await deck.compose.to.focus();
  await type('+372 5550 7700');
  await press('Enter');
  await press('Control+Shift+a');
  const viberItem = page.getByRole('menuitem', { name: 'Viber' });
  await expect(viberItem).toBeVisible();
  await viberItem.press('Enter');
  const form = new StepForm(page, 'Viber');
  await expect(form.region).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await press('Alt+ArrowUp');
  await expect(deck.compose.steps.getByRole('listitem').first()).toContainText('Viber');
  await form.kind.focus();
  await press('Enter');
  await expect(page.getByRole('option', { name: 'Carousel' })).toBeVisible();
  await type('Car');
  for (let presses = 0; presses < 12 && (await form.kind.inputValue()) !== 'Carousel'; presses += 1) {
    const active = await page
      .locator('[role="option"][data-combobox-selected]')
      .textContent()
      .catch(() => null);
    if (active === 'Carousel') await press('Enter');
    else await press('ArrowDown');
  }
  await expect(form.kind).toHaveValue('Carousel');
  await form.text.focus();
  await type('This week at Northwind');

  const card = async (title: string, number: number, second = false) => {
    await expect(form.field('Title', form.part(`Card ${number}`))).toBeFocused();
    await type(title);
    await press('Tab');
    await type(`https://pictures.test/${number}.png`);
    await press('Tab');
    await type('See it');
    await press('Tab');
    await type(`https://shop.test/${number}`);
    await press('Tab');
    if (!second) return;
    await press('Space', 'Tab');
    await type('Ask');
    await press('Tab');
    await type('https://shop.test/ask');
    await press('Tab');
  };
  await form.field('Title', form.part('Card 1')).focus();
  await card('Scarf', 1);
  await form.field('Title', form.part('Card 2')).focus();
  await card('Hat', 2, true);
  const add = form.region.getByRole('button', { name: 'Add a card' });
  await expect(add).toBeFocused();
  await press('Enter');
  await card('Gloves', 3);
  // Move the card with the gloves to the front.
  await form.region.getByRole('button', { name: 'Move Card 3 up' }).focus();
  await press('Enter');
  await expect(form.region.getByRole('button', { name: 'Move Card 2 up' })).toBeFocused();
  await press('Enter');
  await expect(form.region.getByRole('status')).toHaveText('Card 2 is now in place 1');
  await deck.compose.choose('SMS');
  await deck.compose.text.focus();
  await type('Three things are new: https://shop.test');
  await press('Control+Enter');
  await expect(deck.message.outcome).toHaveText('Delivered by Viber');

  const [message] = await acceptedBySandbox(engine.folder, '+37255507700');
  const item = (number: number, title: string) => ({
    title,
    image_url: `https://pictures.test/${number}.png`,
    primary_button: { label: 'See it', action_url: `https://shop.test/${number}` },
  });
  expect(message?.body.messages).toEqual([
    {
      channel: 'viber',
      validity: 5,
      text: 'This week at Northwind',
      carousel: {
        items: [
          item(3, 'Gloves'),
          item(1, 'Scarf'),
          { ...item(2, 'Hat'), secondary_button: { label: 'Ask', action_url: 'https://shop.test/ask' } },
        ],
      },
    },
    { channel: 'sms', text: 'Three things are new: https://shop.test' },
  ]);
});

test('a Viber video with a text and a button is sent, and a Viber template with values', async ({
  deck,
  engine,
}) => {
  const form = await begin(deck, '+372 5550 7800', 'Viber');
  await form.text.fill('See how it is made');
  await form.chooseKind('Video, text and a button');
  await form.fill({
    'Link to the video': 'https://films.test/loom.mp4',
    'Link to its preview image': 'https://films.test/loom.png',
    'Size in bytes': '8388608',
    'Length in seconds': '42',
    'Button text': 'Visit us',
  });
  await expect(form.region.getByText('8 MB; at most 200 MB')).toBeVisible();
  expect(await sent(deck, engine, '+372 5550 7800')).toEqual([
    {
      channel: 'viber',
      validity: 5,
      text: 'See how it is made',
      button_text: 'Visit us',
      video: {
        url: 'https://films.test/loom.mp4',
        thumbnail: 'https://films.test/loom.png',
        file_size: 8388608,
        duration: 42,
      },
    },
  ]);

  const second = await begin(deck, '+372 5550 7900', 'Viber');
  await second.chooseKind('Template');
  await second.fill({ 'Template’s id': '7f3c', Language: 'et' });
  await second.add('Add a value');
  await second.fill({ Name: 'code', Value: '4471' }, second.part('Value 1'));
  expect(await sent(deck, engine, '+372 5550 7900')).toEqual([
    { channel: 'viber', validity: 5, template: { id: '7f3c', lang: 'et', params: { code: '4471' } } },
  ]);
});

test('a WhatsApp template is sent with the fields of its definition', async ({ deck, engine }) => {
  const form = await begin(deck, '+372 5550 8000', 'WhatsApp');
  await form.chooseKind('Template');
  await form.choose('Template', 'order_ready');
  await expect(form.region.getByRole('combobox', { name: 'Language' })).toHaveValue(/\((en|et)\)/);
  await form.choose('Language', 'English (en)');
  await form.fill({ 'Link to the file': 'https://pictures.test/parcel.png', Caption: 'Parcel 1042' });
  await form.fill({ 'Language policy': 'deterministic' });
  await form.fill({ '{{1}}': 'Mari', '{{2}}': '1042' });
  await form.fill({ 'https://shop.example.com/orders/{{1}}: Text': '1042' });
  await expect(form.preview).toContainText('Mari');
  const messages = await sent(deck, engine, '+372 5550 8000');
  expect(messages).toEqual([
    {
      channel: 'whatsapp',
      validity: 5,
      template: {
        name: 'order_ready',
        language: { code: 'en', policy: 'deterministic' },
        components: [
          {
            type: 'header',
            parameters: [
              {
                type: 'image',
                image: { link: 'https://pictures.test/parcel.png', caption: 'Parcel 1042' },
              },
            ],
          },
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Mari' },
              { type: 'text', text: '1042' },
            ],
          },
          { type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: '1042' }] },
        ],
      },
    },
  ]);
});

test('a WhatsApp template typed by name keeps no values of another template, and the other one can be restored', async ({
  deck,
  engine,
}) => {
  const form = await begin(deck, '+372 5550 8000', 'WhatsApp');
  await form.chooseKind('Template');
  await form.choose('Template', 'order_ready');
  await form.choose('Language', 'English (en)');
  await form.fill({ '{{1}}': 'Mari', '{{2}}': '1042' });
  await form.region.getByRole('button', { name: 'Enter the name manually' }).click();
  await form.field('Template’s name').fill('winter_news');
  await expect(deck.notice('The value of order_ready was removed')).toBeVisible();
  await deck.compose.heading.click();
  await deck.page.keyboard.press('Control+z');
  await expect(form.field('{{1}}')).toHaveValue('Mari');
  await form.field('Template’s name').fill('winter_news');
  await expect(form.region).toContainText('does not know what this template needs');
  // The template's parameters are defined manually; a mistake in the name is corrected without losing them.
  await form.choose('Values in its header', 'Image');
  await form.fill({ 'Link to the file': 'https://pictures.test/snow.png' });
  await form.choose('Values in its text', '2');
  await form.fill({ '{{1}}': 'Mari', '{{2}}': '20 %' });
  await form.choose('Button 1', 'No value');
  await form.choose('Button 1', 'Quick reply');
  await form.choose('Button 2', 'Copies a code');
  await form.fill({ 'Button 2: Coupon code': 'SNOW20' });
  await form.choose('Button 1', 'No value');
  await form.field('Template’s name').fill('winter_news_2');
  await expect(form.field('{{2}}')).toHaveValue('20 %');
  expect(await sent(deck, engine, '+372 5550 8000')).toEqual([
    {
      channel: 'whatsapp',
      validity: 5,
      template: {
        name: 'winter_news_2',
        language: { code: 'en' },
        components: [
          {
            type: 'header',
            parameters: [{ type: 'image', image: { link: 'https://pictures.test/snow.png' } }],
          },
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Mari' },
              { type: 'text', text: '20 %' },
            ],
          },
          {
            type: 'button',
            sub_type: 'copy_code',
            index: 1,
            parameters: [{ type: 'coupon_code', coupon_code: 'SNOW20' }],
          },
        ],
      },
    },
  ]);
});

test('a WhatsApp document by link and a sticker by id are sent, and each keeps its typed values', async ({
  deck,
  engine,
}) => {
  const form = await begin(deck, '+372 5550 8100', 'WhatsApp');
  await form.chooseKind('Document');
  await form.fill({
    'Link to the file': 'https://files.test/invoice.pdf',
    Caption: 'Your *invoice*',
    'File name': 'Invoice 1042.pdf',
  });
  await expect(form.preview).toContainText('Invoice 1042.pdf');
  await form.chooseKind('Sticker');
  await form.region.getByText('Id of an upload').click();
  await form.field('Id').fill('88123');
  await form.region.getByRole('checkbox', { name: 'It is animated' }).check();
  await form.chooseKind('Document');
  await expect(form.field('File name')).toHaveValue('Invoice 1042.pdf');
  expect(await sent(deck, engine, '+372 5550 8100')).toEqual([
    {
      channel: 'whatsapp',
      validity: 5,
      document: {
        link: 'https://files.test/invoice.pdf',
        caption: 'Your *invoice*',
        file_name: 'Invoice 1042.pdf',
      },
    },
  ]);
});

test('an RCS carousel is sent with suggestions of every kind', async ({ deck, engine }) => {
  const form = await begin(deck, '+372 5550 8200', 'RCS');
  await deck.compose.sender.fill('Northwind');
  await form.chooseKind('Carousel of cards');
  const [first, second] = [form.part('Card 1'), form.part('Card 2')];
  await form.fill({ Title: 'Scarf', Text: 'Wool, 180 cm' }, first);
  await first.getByRole('checkbox', { name: 'A picture or a video' }).check();
  await form.fill({ 'Link to the file': 'https://pictures.test/scarf.png' }, first);
  await form.choose('Height', 'High', first);
  await form.add('Add a suggestion', first);
  await form.fill({ Text: 'Buy' }, form.part('Suggestion 1', first));
  await form.fill({ Title: 'Hat' }, second);

  const whole = form.region.getByRole('group', { name: /^Suggestions \d/ });
  const suggestion = async (number: number, kind: string, values: Readonly<Record<string, string>>) => {
    await form.add('Add a suggestion', whole);
    const part = form.part(`Suggestion ${number}`, whole);
    if (kind !== 'Reply') await form.choose('What it does', kind, part);
    await form.fill(values, part);
  };
  await suggestion(1, 'Reply', { Text: 'Stop', 'Sent back to you': 'stop-1' });
  await suggestion(2, 'Open a link', { Text: 'Shop', Link: 'https://shop.test' });
  await form.choose('Opens in', 'The message app', form.part('Suggestion 2', whole));
  await form.choose('Size', 'Half', form.part('Suggestion 2', whole));
  await suggestion(3, 'Call a number', { Text: 'Call', Number: '+37255500000' });
  await suggestion(4, 'Show a location', {
    Text: 'Where',
    Latitude: '59.437',
    Longitude: '24.7536',
    'Name of the location': 'Tallinn',
  });
  await suggestion(5, 'Request their location', { Text: 'Near me' });
  await suggestion(6, 'Create an appointment', {
    Text: 'Remind me',
    Begins: '2030-06-22T09:00',
    Ends: '2030-06-22T10:00',
    Title: 'Sale',
    Description: 'All scarves',
  });
  await expect(form.preview.getByRole('list', { name: 'Suggestions' }).last()).toContainText('Remind me');

  const at = (local: string) => `${new Date(local).toISOString().slice(0, 19)}Z`;
  expect(await sent(deck, engine, '+372 5550 8200')).toEqual([
    {
      channel: 'rcs',
      sender: 'Northwind',
      validity: 5,
      rich_card: {
        carousel_card: {
          card_width: 'MEDIUM',
          card_contents: [
            {
              title: 'Scarf',
              description: 'Wool, 180 cm',
              media: {
                height: 'TALL',
                content_info: { file_url: 'https://pictures.test/scarf.png', force_refresh: false },
              },
              suggestions: [{ reply: { text: 'Buy', postback_data: 'Buy' } }],
            },
            { title: 'Hat' },
          ],
        },
      },
      suggestions: [
        { reply: { text: 'Stop', postback_data: 'stop-1' } },
        {
          action: {
            text: 'Shop',
            postback_data: 'Shop',
            open_url_action: {
              url: 'https://shop.test',
              application: 'WEBVIEW',
              webview_view_mode: 'HALF',
            },
          },
        },
        { action: { text: 'Call', postback_data: 'Call', dial_action: { phone_number: '+37255500000' } } },
        {
          action: {
            text: 'Where',
            postback_data: 'Where',
            view_location_action: {
              lat_long: { latitude: 59.437, longitude: 24.7536 },
              label: 'Tallinn',
            },
          },
        },
        { action: { text: 'Near me', postback_data: 'Near me', share_location_action: {} } },
        {
          action: {
            text: 'Remind me',
            postback_data: 'Remind me',
            create_calendar_event_action: {
              start_time: at('2030-06-22T09:00'),
              end_time: at('2030-06-22T10:00'),
              title: 'Sale',
              description: 'All scarves',
            },
          },
        },
      ],
    },
  ]);
});

test('a Telegram image with a text is sent, and an SMS with every option', async ({ deck, engine }) => {
  const form = await begin(deck, '+372 5550 8300', 'Telegram');
  await form.text.fill('Hello');
  await form.chooseKind('Image');
  await form.fill({ 'Link to the image': 'https://pictures.test/a.png' });
  expect(await sent(deck, engine, '+372 5550 8300')).toEqual([
    { channel: 'telegram', validity: 5, text: 'Hello', image_url: 'https://pictures.test/a.png' },
  ]);

  await deck.newMessage();
  await deck.compose.to.fill('+372 5550 8400');
  await deck.compose.to.press('Enter');
  await deck.compose.sender.fill('NORTHWIND');
  const sms = new StepForm(deck.page, 'SMS');
  await sms.choose('Autoconvert', 'Off');
  await sms.text.fill('Tere');
  await sms.region.getByRole('button', { name: 'More' }).click();
  await sms.fill({ 'User data header': '0605040B8423F0' });
  expect(await sent(deck, engine, '+372 5550 8400')).toEqual([
    { channel: 'sms', sender: 'NORTHWIND', text: 'Tere', autoconvert: 'off', udh: '0605040B8423F0' },
  ]);
});
