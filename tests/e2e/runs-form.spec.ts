/** Tests the form of a plan, and that the form and the text of the plan always agree. */
import type { Page } from '@playwright/test';
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

async function openEditor(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Test runs' }).click();
  await page.getByRole('button', { name: 'Write a plan' }).click();
}

const plan = (page: Page) => page.getByRole('textbox', { name: 'The plan, YAML' });
const shown = (page: Page, mode: 'Form' | 'Text') =>
  page.getByRole('radiogroup', { name: 'Edit as' }).getByText(mode, { exact: true }).click();

test('a test plan is filled in by keyboard, run in the sandbox and judged', async ({ deck, page }) => {
  await deck.ready();
  await openEditor(page);
  await page.getByRole('radio', { name: 'Text' }).focus();
  await page.keyboard.press('ArrowLeft');
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Filled in');
  // Replace the example's three numbers by two of the sandbox's.
  for (let left = 3; left > 0; left -= 1) {
    await page.getByRole('button', { name: 'Remove number 1' }).focus();
    await page.keyboard.press('Enter');
  }
  for (const ending of ['00', '12']) {
    await page.getByRole('button', { name: 'From the sandbox' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: `+372555014${ending}` }).focus();
    await page.keyboard.press('Enter');
  }
  await page.getByRole('textbox', { name: 'Repeat' }).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('1');
  await page.getByRole('textbox', { name: 'Pace' }).focus();
  await page.keyboard.type('50');
  await page.getByRole('button', { name: 'Remove chain 2' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Valid plan: 1 chain to 2 numbers, 2 messages.')).toBeVisible();
  await page.getByRole('button', { name: 'Run in the sandbox' }).focus();
  await page.keyboard.press('Enter');
  const matrix = page.getByRole('table', { name: 'Numbers and chains' });
  await expect(matrix.getByRole('button', { name: /ends in 00, .*Passed/ })).toBeVisible({ timeout: 40_000 });
  await expect(matrix.getByRole('button', { name: /ends in 12, .*Failed, Not reached/ })).toBeVisible({
    timeout: 60_000,
  });
});

test('the form and the text of a plan agree, and neither loses typed values', async ({ deck, page }) => {
  await deck.ready();
  await openEditor(page);
  await plan(page).fill(
    'name: Mine # a comment\nnumbers:\n  - number: +37255501400\nchains:\n  - name: c\n    steps:\n      - sms: "1: 2"\n',
  );
  await shown(page, 'Form');
  const dialog = page.getByRole('dialog', { name: 'Comments would be lost' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(plan(page)).toHaveValue(/# a comment/u);
  await shown(page, 'Form');
  await dialog.getByRole('button', { name: 'Continue to the form' }).click();
  const words = page.getByRole('textbox', { name: 'Step 1: Text' });
  await expect(words).toHaveValue('1: 2');
  // Nothing has been changed yet, so the text is the original.
  await shown(page, 'Text');
  await expect(plan(page)).toHaveValue(/# a comment/u);
  await shown(page, 'Form');
  await dialog.getByRole('button', { name: 'Continue to the form' }).click();
  await words.fill('Hello');
  await shown(page, 'Text');
  await expect(plan(page)).toHaveValue(/- sms: Hello\n/u);

  // Keys that the form cannot represent are reported, and stay in the text.
  await plan(page).fill('name: More\nnumbers: []\nchains: []\nsurprise: 1\n');
  await shown(page, 'Form');
  await page
    .getByRole('dialog', { name: 'The form cannot show this whole plan' })
    .getByRole('button', { name: 'Cancel' })
    .click();
  await expect(plan(page)).toHaveValue(/surprise/u);
});

test('the plan form shows faults at their fields, accepts pasted rows, and loses nothing when it is left', async ({
  deck,
  page,
}) => {
  await deck.ready();
  await openEditor(page);
  await shown(page, 'Form');
  const number = page.getByRole('textbox', { name: 'Number 1: Number' });
  await number.fill('5550');
  await expect(number).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('textbox', { name: 'Step 1: Wait' }).first().fill('long');
  const problems = page.getByRole('region', { name: 'Errors in the plan' });
  await problems.getByRole('button', { name: /“long”/u }).click();
  await expect(page.getByRole('textbox', { name: 'Step 1: Wait' }).first()).toBeFocused();
  await expect(page.getByRole('button', { name: 'Run in the sandbox' })).toBeDisabled();
  await page.getByRole('textbox', { name: 'Step 1: Wait' }).first().fill('5 s');

  await number.fill('');
  await number.evaluate((element, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, 'Office\t+37255501400\tEE\tTele2\nShop\t+37255501401\tEE\tElisa');
  await expect(page.getByRole('textbox', { name: 'Number 2: Name in the report' })).toHaveValue('Shop');
  await expect(page.getByRole('textbox', { name: 'Number 2: Operator' })).toHaveValue('Elisa');

  await page.getByRole('link', { name: 'Messages' }).click();
  await page.getByRole('link', { name: 'Test runs' }).click();
  await page.getByRole('button', { name: 'Write a plan' }).click();
  await expect(page.getByRole('textbox', { name: 'Number 1: Name in the report' })).toHaveValue('Office');
  await expect(page.getByRole('textbox', { name: 'Step 1: Wait' }).first()).toHaveValue('5 s');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the plan form passes axe, wide and narrow, and nothing is cut off', async ({ deck, page }) => {
      await deck.ready();
      await openEditor(page);
      await shown(page, 'Form');
      await page.getByRole('switch', { name: 'Allow live runs' }).click();
      await page.getByRole('textbox', { name: 'Repeat' }).fill('often');
      await expect(page.getByText('“often”').first()).toBeVisible();
      for (const [width, height] of [
        [1360, 860],
        [900, 600],
        // The remaining size of a window of 1360 × 860 at 200 %.
        [680, 430],
      ] as const) {
        await page.setViewportSize({ width, height });
        const cut = await page
          .getByRole('region', { name: 'New test run' })
          .locator('header')
          .evaluate((bar) => bar.scrollWidth - bar.clientWidth);
        expect.soft(cut, `the bar at ${width}`).toBeLessThanOrEqual(0);
        expect.soft(await violationsOf(page, `the form at ${width}`)).toEqual([]);
        if (process.env.OMNIDECK_LOOK) {
          await page.screenshot({ path: `${process.env.OMNIDECK_LOOK}/form-${colorScheme}-${width}.png` });
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide).toBeLessThanOrEqual(0);
      }
    });
  });
}

test('chains and steps of a plan are moved by keyboard, and the focus follows', async ({ deck, page }) => {
  await deck.ready();
  await openEditor(page);
  await shown(page, 'Form');
  const first = page.getByRole('region', { name: 'Chain 1' });
  const second = page.getByRole('region', { name: 'Chain 2' });
  await expect(first.getByRole('textbox', { name: 'Chain 1: Name of the chain' })).toHaveValue(
    'Viber, then SMS',
  );
  await first.getByRole('button', { name: 'Step 2: move up' }).focus();
  await page.keyboard.press('Enter');
  // The step is first now, so the button to move it down has the focus.
  await expect(first.getByRole('button', { name: 'Step 1: move down' })).toBeFocused();
  await expect(first.getByRole('combobox', { name: 'Step 1: Channel' })).toHaveValue('sms');
  await expect(first.getByRole('textbox', { name: 'Step 2: Wait' })).toHaveValue('10 s');
  await page.keyboard.press('Enter');
  await expect(first.getByRole('combobox', { name: 'Step 1: Channel' })).toHaveValue('viber');

  await first.getByRole('button', { name: 'Chain 1: move down' }).focus();
  await page.keyboard.press('Enter');
  await expect(second.getByRole('button', { name: 'Chain 2: move up' })).toBeFocused();
  await expect(second.getByRole('textbox', { name: 'Chain 2: Name of the chain' })).toHaveValue(
    'Viber, then SMS',
  );
  await expect(second.getByRole('button', { name: 'Chain 2: move down' })).toBeDisabled();
  await shown(page, 'Text');
  await expect(plan(page)).toHaveValue(/- name: SMS\n[\s\S]*- name: Viber, then SMS\n/u);
});

test('an unsaved plan survives a reload and a restart, can be saved as a file, and is never replaced without asking', async ({
  deck,
  engine,
  page,
}) => {
  await deck.ready();
  await openEditor(page);
  const mine = 'name: Mine # a comment\nnumbers: []\n';
  await plan(page).fill(mine);
  // Reload before the delay after which the plan is saved.
  await page.reload();
  await expect(plan(page)).toHaveValue(mine);

  const asked = page.getByRole('dialog', { name: 'Replace the current plan?' });
  await page.getByRole('button', { name: 'Start from an example' }).click();
  await asked.getByRole('button', { name: 'Cancel' }).click();
  const file = { name: 'other.yaml', mimeType: 'text/yaml', buffer: Buffer.from('name: Other\n') };
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file…' }).click();
  await (await chooser).setFiles(file);
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(plan(page)).toHaveValue(mine);
  await expect.poll(async () => (await engine.ask((client) => client.runs.keptPlan()))?.text).toBe(mine);

  // In the form, and in another page of the same engine.
  await plan(page).fill('name: Mine\nnumbers:\n  - number: "+37255501400"\nchains: []\n');
  await shown(page, 'Form');
  await page.getByRole('textbox', { name: 'Number 1: Operator' }).fill('Tele2');
  await expect
    .poll(async () => (await engine.ask((client) => client.runs.keptPlan()))?.text)
    .toContain('Tele2');
  const { headless } = engine;
  if (headless !== null) {
    await headless.stop();
    await headless.start();
    await page.goto(headless.firstUrl());
    await openEditor(page);
  }
  await expect(page.getByRole('textbox', { name: 'Number 1: Operator' })).toHaveValue('Tele2');

  await page.getByRole('button', { name: 'Save as a file' }).click();
  await expect(deck.notice(/^Saved as .*Mine-.*\.yaml$/u)).toBeVisible();
  // The plan is saved as a file now, so another one may replace it.
  await page.getByRole('button', { name: 'Start from an example' }).click();
  await expect(asked).toBeHidden();
  await shown(page, 'Text');
  await expect(plan(page)).toHaveValue(/Viber first in Estonia/u);
});

test('a plan that another window changed is not overwritten, and either version can be kept', async ({
  deck,
  engine,
  page,
}) => {
  await deck.ready();
  await openEditor(page);
  const kept = () => engine.ask((client) => client.runs.keptPlan());
  const theirs = (text: string) =>
    engine.ask((client) => client.runs.keepPlan({ text, asForm: false, elsewhere: false }));
  await plan(page).fill('name: Ours\n');
  await expect.poll(async () => (await kept())?.text).toBe('name: Ours\n');
  await theirs('name: Theirs\n');
  await plan(page).fill('name: Ours, again\n');
  const notice = page.getByRole('alert').filter({ hasText: 'The plan was changed in another window' });
  await expect(notice).toBeVisible();
  expect.soft(await violationsOf(page, 'a plan changed elsewhere')).toEqual([]);
  await notice.getByRole('button', { name: 'Take the other' }).click();
  await expect(plan(page)).toHaveValue('name: Theirs\n');
  await theirs('name: Theirs, again\n');
  await plan(page).fill('name: Ours, after all\n');
  await notice.getByRole('button', { name: 'Keep this one' }).click();
  await expect(notice).toBeHidden();
  await expect.poll(async () => (await kept())?.text).toBe('name: Ours, after all\n');
});

test('a number and a group of numbers get their own expectations in the form', async ({ deck, page }) => {
  await deck.ready();
  await openEditor(page);
  await plan(page).fill(
    'name: Own\ntimeout: 20 s\nnumbers:\n  - number: +37255501440\n  - number: +37255501412\nchains:\n  - name: c\n    steps:\n      - sms: Hello\nexpect:\n  - reaches: any within 30 s\n',
  );
  await expect(page.getByText('Warnings')).toBeVisible();
  await shown(page, 'Form');
  const add = page.getByRole('button', { name: 'Expectations of number 1' });
  await add.click();
  const own = page.getByRole('group', { name: 'Expectations of number 1' });
  await own.getByRole('combobox').selectOption({ label: 'Refused with code' });
  await expect(own.getByRole('textbox')).toHaveValue('105');
  await page.getByRole('button', { name: 'Add a group' }).click();
  await page.getByRole('textbox', { name: 'Group 1: Name of the group' }).fill('switched off');
  await page.getByRole('combobox', { name: 'Number 2: Group' }).selectOption('switched off');
  await page.getByRole('textbox', { name: 'Group 1: Name of the group' }).fill('off');
  await expect(page.getByText('Valid plan: 1 chain to 2 numbers, 2 messages.')).toBeVisible();
  if (process.env.OMNIDECK_LOOK) {
    await page.screenshot({ path: `${process.env.OMNIDECK_LOOK}/form-groups.png` });
  }
  expect(await violationsOf(page, 'expectations of numbers')).toEqual([]);
  await shown(page, 'Text');
  await expect(plan(page)).toHaveValue(/groups:\n {2}- name: off\n {4}expect:\n {6}- reaches: nobody\n/u);
  await expect(plan(page)).toHaveValue(/- number: "\+37255501440"\n {4}expect:\n {6}- refused: "105"\n/u);
  await expect(plan(page)).toHaveValue(/- number: "\+37255501412"\n {4}group: off\n/u);
  await page.getByRole('button', { name: 'Run in the sandbox' }).click();
  const matrix = page.getByRole('table', { name: 'Numbers and chains' });
  await expect(matrix.getByRole('button', { name: /Passed/ })).toHaveCount(2, { timeout: 60_000 });
  await matrix
    .getByRole('button', { name: /Passed/ })
    .first()
    .click();
  await expect(page.getByText('refused with HTTP 400, code 105')).toBeVisible();
});
