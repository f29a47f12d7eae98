/** Tests messages of every form in the database: their texts are found by search and can be removed. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consoleWithSandbox, messageOf, must, requestKey } from '../helpers/console-fixture.ts';
import { noQuietHours } from '../helpers/quiet-facts.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { addTestAccount, createMessage, openTestStore } from '../helpers/store-fixture.ts';

const content = {
  text: 'Kevadmüük algab',
  carousel: {
    items: [
      {
        title: 'Kummikud',
        image_url: 'https://example.com/kummik.jpg',
        primary_button: { label: 'Osta', action_url: 'https://example.com/salaviide' },
      },
      {
        title: 'Vihmavari',
        image_url: 'https://example.com/vari.jpg',
        primary_button: { label: 'Vaata', action_url: 'https://example.com/vari' },
      },
    ],
  },
};
const draft = { steps: [{ channel: 'viber' as const, text: '', content }] };

describe('a message with rich content', () => {
  it('has its texts in the list and in the search, whatever field they are in', async () => {
    const { store } = await openTestStore();
    await addTestAccount(store, 'a');
    const id = await createMessage(store, 1, { draft });
    const [row] = await store.read('messageRows', { ids: [id] });
    expect(row?.preview).toBe('Kevadmüük algab Kummikud Osta Vihmavari Vaata');
    for (const words of ['kevadmuuk', 'vihma', 'osta']) {
      const found = await store.read('listMessages', { filter: { search: words }, after: null, limit: 10 });
      expect(found.rows.map((one) => one.id)).toEqual([id]);
    }
    const none = await store.read('listMessages', {
      filter: { search: 'salaviide' },
      after: null,
      limit: 10,
    });
    expect(none.rows).toEqual([]);
  });

  it('keeps no text, address or name after its texts are removed, only its form', async () => {
    const { store, file } = await openTestStore();
    await addTestAccount(store, 'a');
    const id = await createMessage(store, 1, { draft, now: 1_000 });
    const {
      started: [started],
    } = await store.write('beginAttempts', {
      quiet: noQuietHours,
      now: 2_000,
      limit: 1,
      accounts: [{ id: 'a', callbackBase: null }],
    });
    await store.write('finishAttempt', {
      attemptId: started?.attemptId ?? 0,
      now: 3_000,
      httpStatus: 400,
      response: '{}',
      outcome: 'refused',
      problem: {
        code: 'invalid-data',
        field: 'payload[viber][carousel][items][0][title]',
        message: 'No.',
        hint: 'Mend it.',
      },
    });
    const refused = await store.read('messageDetail', { id });
    expect(refused?.problem?.field).toBe('steps[0].content.carousel.items[0].title');
    expect(refused?.attempts[0]?.problem?.field).toBe('payload[viber][carousel][items][0][title]');

    const stripped = await store.write('retain', {
      kind: 'strip-texts',
      before: 5_000,
      now: 9_000,
      limit: 10,
    });
    expect(stripped).toEqual({ messages: 1, runs: 0, more: false });
    const after = await store.read('messageDetail', { id });
    expect(after?.steps[0]?.text).toBeNull();
    expect(after?.chain.steps[0]).toMatchObject({
      text: '',
      content: { text: '', carousel: { items: [{ title: '' }, { title: '' }] } },
    });
    for (const words of ['kevadmuuk', 'vihma', 'osta']) {
      const found = await store.read('listMessages', { filter: { search: words }, after: null, limit: 10 });
      expect(found.rows).toEqual([]);
    }
    await store.close();
    const bytes = readFileSync(file).toString('latin1');
    for (const word of ['Kummikud', 'Vihmavari', 'Osta', 'salaviide', 'kummik.jpg', 'Kevad']) {
      expect(bytes).not.toContain(word);
    }
  });
});

describe('a field that only the server can validate', () => {
  it('is reported at the step and the field that the user filled in', async () => {
    const { client } = await consoleWithSandbox();
    const sent = must(
      await client.messages.send({
        to: ['+37255500000'],
        chain: {
          steps: [
            { channel: 'viber', text: 'Hi' },
            // Longer than any sender name that SMS can carry. The sandbox refuses it; the composer leaves the
            // check to the server.
            { channel: 'sms', text: 'Hi', sender: 'A very long sender name' },
          ],
        },
        requestKey: requestKey(),
      }),
    );
    const id = sent.messages[0]?.id ?? '';
    await eventually(async () => (await messageOf(client, id)).state).toBe('refused');
    expect((await messageOf(client, id)).problem).toMatchObject({ field: 'steps[1].sender', apiCode: '105' });
  });
});
