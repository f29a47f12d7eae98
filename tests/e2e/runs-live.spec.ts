/**
 * Tests that a live run continues only after its number of messages and its cost were shown. Nothing leaves
 * the computer, because no host name resolves.
 */

import Database from 'better-sqlite3';
import { englishText } from '../../shared/problems/english-text.ts';
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

const plan = `name: For real
live: yes
agreed: all of them, today
pace: 1 per minute
numbers:
  - name: first phone
    number: +37255550100
  - name: second phone
    number: +37255550200
  - name: third phone
    number: +37255550300
chains:
  - name: only sms
    steps:
      - sms: Hello
expect:
  - reaches: sms within 6 s
`;

const failed = JSON.stringify({
  verdict: 'failed',
  judgements: [],
  deliveredBy: null,
  reachedAfterMs: null,
  cost: null,
  state: 'failed',
});

test('resuming and retrying a live run ask first, with the number of messages and their cost', async ({
  engine,
  page,
}) => {
  const { headless } = engine;
  test.skip(headless === null, 'the console is stopped while the run is written');
  if (headless === null) return;
  const id = await engine.ask(async (client) => {
    const added = await client.accounts.add({
      name: 'Shop',
      username: 'u',
      password: 'p',
      baseUrl: 'https://api.messente.invalid/v1',
      unchecked: true,
    });
    if (!added.ok) throw new Error(englishText(added.problem).message);
    const started = await client.runs.start({
      text: plan,
      accountId: added.value.account.id,
      live: true,
      requestKey: 'a live run of the test',
    });
    if (!started.ok) throw new Error(englishText(started.problem).message);
    await client.runs.stop({ id: started.value.id });
    return started.value.id;
  });
  await headless.stop();
  // As if every message of a day had failed.
  const db = new Database(`${engine.folder}/omnideck.db`);
  db.prepare('UPDATE run_cell SET message_id = NULL, sent_at = NULL, result = NULL').run();
  db.prepare(
    `UPDATE run_cell SET message_id = 'gone' || position, sent_at = 1, result = ? WHERE position < 2`,
  ).run(failed);
  db.close();
  await headless.start();

  await page.goto(headless.firstUrl());
  await page.getByRole('link', { name: 'Test runs' }).click();
  await page
    .getByRole('navigation', { name: 'Runs, newest first' })
    .getByRole('button', { name: /For real/u })
    .click();
  const cells = async () => {
    const run = await engine.ask((client) => client.runs.get({ id }));
    return run.ok
      ? [run.value.state, run.value.cells.sent, run.value.earlier.length]
      : englishText(run.problem).message;
  };

  await page.getByRole('button', { name: 'Retry 2 failed' }).click();
  const two = page.getByRole('dialog', { name: 'Send 2 real messages?' });
  await expect(two).toContainText('with the account “Shop”');
  // Messente's prices cannot be loaded, and the window says so.
  await expect(two).toContainText('The cost is not known');
  expect.soft(await violationsOf(page, 'the question before a retry')).toEqual([]);
  if (process.env.OMNIDECK_LOOK)
    await page.screenshot({ path: `${process.env.OMNIDECK_LOOK}/live-retry.png` });
  await two.getByRole('button', { name: 'Cancel' }).click();
  expect(await cells()).toEqual(['stopped', 2, 0]);

  await page.getByRole('button', { name: 'Resume' }).click();
  const one = page.getByRole('dialog', { name: 'Send 1 real message?' });
  await expect(one).toContainText('The cost is not known');
  await page.keyboard.press('Escape');
  expect(await cells()).toEqual(['stopped', 2, 0]);

  await page.getByRole('button', { name: 'Retry 2 failed' }).click();
  await two.getByRole('button', { name: 'Send messages' }).click();
  await expect.poll(async () => (await cells())[2]).toBe(2);
  await engine.ask((client) => client.runs.stop({ id }));

  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  // If the estimate itself fails, the window says so, and still asks.
  await headless.kill();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('dialog', { name: 'Send real messages?' })).toContainText(
    'The cost could not be calculated.',
  );
});
