/** Tests backups, restoring, importing, and the page about one person, as a user does them in the window. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLargeExport } from '../helpers/large-export.ts';
import { allViolationsOf } from './axe.ts';
import { expect, test } from './test.ts';

test.use({ start: { sandbox: true, messages: 60 } });

test('a backup is restored after a confirmation, and its outcome is shown', async ({
  deck,
  engine,
  page,
}) => {
  await deck.go('Settings');
  await deck.settings.open('Data');
  await expect(page.getByText('No backups yet.')).toBeVisible();
  await deck.settings.button('Back up now').click();
  const line = page.getByRole('list', { name: 'Backups' }).getByRole('listitem');
  await expect(line).toHaveCount(1);
  await expect(line).toContainText('manual');

  await engine.ask((client) => client.doNotSend.add({ number: '+37255500099' }));
  const before = await engine.ask((client) => client.messages.counts({}));
  const sent = await engine.ask((client) =>
    client.messages.send({
      to: ['+37255500000'],
      chain: { steps: [{ channel: 'sms', text: 'After the backup' }] },
      requestKey: 'archive-e2e',
    }),
  );
  expect(sent.ok).toBe(true);
  await line.getByRole('button', { name: /Restore the backup/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore this backup?' });
  await expect(dialog).toContainText('60');
  await expect(dialog).toContainText(/replaces everything else that is here now \(\d+ messages\)/);
  await expect(dialog).toContainText('The do-not-send list stays (1 number).');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  expect(await allViolationsOf(page, '[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(dialog.getByText('Restored')).toBeVisible();
  await expect(dialog).toContainText('The do-not-send list has 1 number.');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(line).toHaveCount(2);
  await expect(line.first()).toContainText('before a restore');
  expect(await engine.ask((client) => client.messages.counts({}))).toMatchObject({ all: before.all });
});

test('the restore dialog refuses a file that is not a backup, and changes nothing', async ({
  deck,
  engine,
  page,
}) => {
  await deck.go('Settings');
  await deck.settings.open('Data');
  const file = join(engine.folder, '..', 'holiday.db');
  writeFileSync(file, 'These are pictures of a holiday.'.repeat(20));
  const chooser = page.waitForEvent('filechooser');
  await deck.settings.button('Choose a backup…').click();
  await (await chooser).setFiles(file);
  const dialog = page.getByRole('dialog', { name: 'Restore this backup?' });
  await expect(dialog.getByRole('alert')).toContainText(
    /The file is not an SQLite database\.\s*Nothing was changed\./,
  );
  await expect(dialog.getByRole('button', { name: 'Restore', exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await engine.ask((client) => client.messages.counts({}))).toMatchObject({ all: 60 });
});

test('an import shows how many messages were already there and which lines could not be read', async ({
  deck,
  engine,
  page,
}) => {
  const text = await engine.ask(async (client) => {
    const piece = await client.backups.exportPiece({ filter: {}, format: 'jsonl', after: null });
    return piece.text;
  });
  const [first = '', ...others] = text.trim().split('\n');
  const renamed = first.replace(/"id":"[0-9a-z]+"/u, '"id":"zzzzzzzzzzzz0001"');
  const file = join(engine.folder, '..', 'messages.jsonl');
  writeFileSync(
    file,
    `${[renamed, 'not a line of ours', ...others.slice(0, 3)].join('\n')}\n${others[3]?.slice(0, 60)}`,
  );
  await deck.go('Settings');
  await deck.settings.open('Data');
  const chooser = page.waitForEvent('filechooser');
  await deck.settings.button('Choose a file…').click();
  await (await chooser).setFiles(file);
  await expect(
    page.getByText('1 message imported · 3 already existed · 2 lines could not be read'),
  ).toBeVisible();
  const bad = page.getByRole('list', { name: 'Lines that could not be read' }).getByRole('listitem');
  await expect(bad).toHaveCount(2);
  await expect(bad.first()).toContainText('Line 2');
  await expect(bad.last()).toContainText('The line is incomplete.');
  expect(await allViolationsOf(page)).toEqual([]);
});

test('an import that is stopped keeps whole messages, and a second import adds the others', async ({
  deck,
  engine,
  page,
}) => {
  test.slow();
  const { text } = await engine.ask((client) =>
    client.backups.exportPiece({ filter: {}, format: 'jsonl', after: null }),
  );
  const file = join(engine.folder, '..', 'large.jsonl');
  const records = 20_000;
  await writeLargeExport(file, text.split('\n')[0] ?? '', records);
  await deck.go('Settings');
  await deck.settings.open('Data');
  const choose = async (): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await deck.settings.button('Choose a file…').click();
    await (await chooser).setFiles(file);
  };
  const added = async (): Promise<number> => {
    const [job] = await engine.ask((client) => client.backups.jobs());
    return job?.kind === 'import' ? job.added : 0;
  };
  await choose();
  // The upload, which comes before the import, has a button of the same name.
  await expect(page.getByRole('status').filter({ hasText: /^Importing/ })).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('Stopped. Messages that were already imported stay.')).toBeVisible();
  const kept = await added();
  expect(kept).toBeLessThan(records);
  const { all } = await engine.ask((client) => client.messages.counts({}));
  expect(all).toBe(60 + kept);
  await choose();
  await expect(page.getByText(`${(records - kept).toLocaleString('en-GB')} messages imported`)).toBeVisible({
    timeout: 180_000,
  });
});

test('everything stored about a phone number can be shown, exported and erased', async ({
  deck,
  engine,
  page,
}) => {
  const to = '+37255501411';
  await engine.ask((client) => client.backups.backup({}));
  await engine.ask((client) =>
    client.messages.send({
      to: [to],
      chain: { steps: [{ channel: 'sms', text: 'About this person' }] },
      purpose: 'security codes',
      requestKey: 'archive-e2e-person',
    }),
  );
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  const number = page.getByRole('region', { name: 'About a person' }).getByLabel('Number');
  await number.fill('+372 5550 1411');
  await deck.settings.button('Show what is stored').click();
  const about = page.getByRole('region', { name: /Stored about/ });
  await expect(about).toContainText('Security codes');
  await about.getByRole('button', { name: 'Export the messages' }).click();
  await expect(about.getByText(/The messages are in .*\.jsonl/)).toBeVisible();
  const shownText = (await about.getByText(/The messages are in/).textContent()) ?? '';
  const file = shownText.replace('The messages are in ', '').trim();
  expect(readFileSync(file, 'utf8')).toContain('About this person');
  await about.getByRole('button', { name: 'Erase permanently' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('exported files, copies stored elsewhere');
  await dialog.getByRole('button', { name: 'Erase permanently' }).click();
  await expect(page.getByText('was erased').first()).toBeVisible();
  const left = await engine.ask((client) => client.privacy.about({ number: to }));
  expect(left).toMatchObject({ ok: true, value: { messages: 0 } });
});

test('erasure finds a number that is only in a plan, a view and a scenario, and reports a number that is nowhere', async ({
  deck,
  engine,
  page,
}) => {
  const to = '+37255501499';
  const run = await engine.ask((client) =>
    client.runs.start({
      text: `name: Calls\nnumbers:\n  - name: other\n    number: +37255501400\nchains:\n  - steps:\n      - sms: Call 5550 1499\nexpect:\n  - reaches: sms within 4 s\n`,
      live: false,
      requestKey: 'archive-e2e-run',
    }),
  );
  expect(run.ok).toBe(true);
  await engine.ask((client) => client.messages.views.save({ name: 'Of one', filter: { recipient: to } }));
  await engine.ask((client) =>
    client.sandbox.keepScenario({
      text: 'name: Asks\nanswers:\n  - ending: "00"\n    text: call +372 5550 1499\n    after: 5 s\n',
    }),
  );
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  const region = page.getByRole('region', { name: 'About a person' });
  const look = async (number: string) => {
    await region.getByLabel('Number').fill(number);
    await deck.settings.button('Show what is stored').click();
  };
  await look('+372 5550 1499');
  const about = page.getByRole('region', { name: /Stored about/ });
  for (const [name, count] of [
    ['Test runs that contain it', '1'],
    ['Saved views that contain it', '1'],
    ['Scenarios that contain it', '1'],
  ] as const)
    await expect(about.getByRole('term').filter({ hasText: name }).locator('+ dd')).toHaveText(count);
  await expect(about.getByRole('button', { name: 'Export the messages' })).toHaveCount(0);
  await about.getByRole('button', { name: 'Erase permanently' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('its results stay without the number');
  expect(await allViolationsOf(page, '[role="dialog"]')).toEqual([]);
  await dialog.getByRole('button', { name: 'Erase permanently' }).click();
  await expect(region).toContainText('Also removed from 1 test run, 1 saved view, 1 scenario.');
  const left = await engine.ask((client) => client.privacy.about({ number: to }));
  expect(left).toMatchObject({ ok: true, value: { runs: 0, views: 0, scenarios: 0 } });

  // Nothing is stored about this number, but its erasure is remembered for restored backups.
  await look('+372 5550 1498');
  await expect(about).toContainText('Nothing is stored about this number. You can still erase it');
  await about.getByRole('button', { name: 'Erase permanently' }).click();
  await dialog.getByRole('button', { name: 'Erase permanently' }).click();
  await expect(region).toContainText('Everything about +372 5550 1498 was erased');
});
