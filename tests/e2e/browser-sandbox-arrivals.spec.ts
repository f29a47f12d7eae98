/**
 * Tests the sandbox's own HTML page of received messages, as shown to a user of `omnideck sandbox` in a
 * browser.
 */

import http from 'node:http';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { type Sandbox, startSandbox } from '../../electron/engine/sandbox/sandbox.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { startCallbackReceiver } from '../helpers/callback-receiver.ts';
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

async function openSandbox(): Promise<Sandbox & AsyncDisposable> {
  const started = await startSandbox({ port: 0, speed: 20 });
  if (!started.ok) throw new Error(englishText(started.problem).message);
  const sandbox = started.value;
  return { ...sandbox, [Symbol.asyncDispose]: () => sandbox.stop() };
}

async function post(sandbox: Sandbox, path: string, body: unknown): Promise<void> {
  const answer = await fetch(
    path.startsWith('/sandbox') ? `${sandbox.plainUrl}${path}` : `${sandbox.baseUrl}${path}`,
    {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('demo:demo')}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  );
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

const chain = (to: string, text: string, rest: object = {}) => ({
  to,
  messages: [
    { channel: 'viber', sender: 'Northwind', text, ttl: 60 },
    { channel: 'sms', sender: 'NORTHWIND', text: 'Your parcel is here. Code 4471.' },
  ],
  ...rest,
});

type Opened = { readonly page: Page; readonly faults: string[] };

async function open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 900, height: 600 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Uncaught/.test(message.text())) faults.push(message.text());
  });
  const answer = await page.goto(url);
  expect(answer?.status()).toBe(200);
  return { page, faults };
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the sandbox page shows each accepted message, its outcome and the response to each report, in the ${colorScheme} theme`, async ({
    chromiumBrowser,
  }, testInfo) => {
    await using sandbox = await openSandbox();
    const receiver = await startCallbackReceiver();
    receiver.answerWith(() => (receiver.all.length === 1 ? 503 : 204));
    const { page, faults } = await open(chromiumBrowser, sandbox.controlUrl, { colorScheme });
    await expect(page.getByText('Nothing has arrived yet')).toBeVisible();
    expect(faults).toEqual([]);
    expect(await violationsOf(page, 'empty')).toEqual([]);
    // axe and screenshots add styles to the page, which its policy blocks.
    faults.length = 0;

    // The message appears without a reload.
    await post(
      sandbox,
      '/omnimessage',
      chain('+37255500010', 'Your parcel is at the locker.', { dlr_url: receiver.url }),
    );
    const first = page.getByRole('article').filter({ hasText: '+37255500010' });
    await expect(first).toContainText('Your parcel is at the locker.');
    await expect(first).toContainText('UNDELIV err 1');
    await expect(first).toContainText('DELIVRD');
    await expect(first).toContainText('€0.06');
    await first.getByText(/events, .* reports/).click();
    await expect(first.getByText('answered 503')).toBeVisible();
    await expect(first.getByText('answered 204').first()).toBeVisible();

    await post(sandbox, '/omnimessage', chain('+37255500001', 'Second.'));
    await post(sandbox, '/sandbox/inbound', {
      url: receiver.url,
      secret: 's',
      from: '+37255500010',
      to: '+37255512345',
      text: 'STOP',
    });
    await expect(page.getByRole('article').first()).toContainText('+37255500001');
    await expect(page.getByRole('heading', { name: 'What people wrote' })).toBeVisible();
    await expect(page.getByText('STOP', { exact: true })).toBeVisible();
    await expect(page.getByRole('article').first()).toContainText('not needed');
    // Details that were opened stay open.
    await expect(first.getByText('answered 503')).toBeVisible();
    await expect(page.getByRole('article').first()).toContainText('SEEN');
    await fetch(`${sandbox.controlUrl}/weather`, {
      method: 'PUT',
      body: '{"callbacks":"delayed","delay_ms":5000,"credit":"7"}',
    });
    await post(sandbox, '/omnimessage', chain('+37255500000', 'Third.'));
    await expect(page.getByText('reports are delayed by 5000 ms')).toBeVisible();
    expect(faults).toEqual([]);
    expect(await violationsOf(page, 'full')).toEqual([]);
    await page.screenshot({ path: testInfo.outputPath(`arrivals-${colorScheme}.png`), fullPage: true });

    // 900 px at 200 %.
    await page.setViewportSize({ width: 450, height: 600 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.screenshot({ path: testInfo.outputPath(`arrivals-${colorScheme}-200.png`), fullPage: true });
    await page.context().close();
    await receiver.close();
  });
}

test('the sandbox page is searched by number or text by keyboard, and shows the newest 200 of thousands, then older ones', async ({
  chromiumBrowser,
}) => {
  await using sandbox = await openSandbox();
  for (let batch = 0; batch < 5; batch++) {
    const messages = Array.from({ length: 500 }, (_, index) => {
      const n = batch * 500 + index;
      return {
        to: `+3725550${String(n).padStart(4, '0')}`,
        messages: [{ channel: 'sms', text: `Number ${n}.` }],
      };
    }).filter(({ to }) => !/4[0-5]$/.test(to));
    await post(sandbox, '/omnimessages', { messages });
  }
  const { page, faults } = await open(chromiumBrowser, sandbox.controlUrl);
  await expect(page.getByText('The newest 200 of 2,350 messages.')).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(200);
  await expect(page.getByRole('article').first()).toContainText('Number 2499.');
  const last = await page.getByRole('article').last().getByRole('heading').textContent();
  await page.getByRole('link', { name: 'Older ones' }).click();
  await expect(page.getByText('200 of 2,350 messages, older ones.')).toBeVisible();
  await expect(page.getByRole('article').first().getByRole('heading')).not.toHaveText(last ?? '');

  await page.getByRole('link', { name: 'Newest' }).click();
  await page.getByRole('searchbox').fill('number 2477');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 message, newest first.')).toBeVisible();
  await expect(page.getByRole('article')).toContainText('+37255502477');
  await page.getByRole('searchbox').fill('+372 5550 0007');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article')).toContainText('Number 7.');
  await page.getByRole('searchbox').fill('nowhere');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing that arrived fits the search.')).toBeVisible();
  expect(faults).toEqual([]);
  await page.context().close();
});

test('the sandbox page works and searches without JavaScript', async ({ chromiumBrowser }) => {
  await using sandbox = await openSandbox();
  await post(sandbox, '/omnimessage', chain('+37255500000', 'Hi there'));
  await post(sandbox, '/omnimessage', chain('+37255500002', 'Other'));
  const { page } = await open(chromiumBrowser, `${sandbox.controlUrl}?search=there`, {
    javaScriptEnabled: false,
  });
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByText('Without scripts')).toBeVisible();
  await page.getByText('The request, ').click();
  await expect(page.getByText('"priority"')).toHaveCount(0);
  await expect(page.locator('pre')).toContainText('"to": "+37255500000"');

  await page.getByRole('searchbox').fill('+372 5550 0002');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('article')).toContainText('Other');
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('searchbox')).toHaveValue('+372 5550 0002');
  await page.context().close();
});

test('markup in every field of the sandbox page is shown as text', async ({ chromiumBrowser }) => {
  await using sandbox = await openSandbox();
  const bad = `</pre></script><script>alert(1)</script><img src=x onerror="alert(2)">"'><svg onload=alert(3)>`;
  await post(sandbox, '/omnimessage', {
    to: '+37255500000',
    dlr_url: `http://127.0.0.1:9/"><script>alert(4)</script>?<img src=x onerror=alert(5)>`,
    messages: [
      { channel: 'viber', sender: bad.slice(0, 100), text: bad },
      { channel: 'whatsapp', sender: `<img src=x onerror=alert(6)>`, image: { id: bad, caption: bad } },
      { channel: 'telegram', text: bad },
    ],
  });
  await post(sandbox, '/sandbox/inbound', {
    url: 'http://127.0.0.1:9/<script>alert(7)</script>',
    secret: 's',
    from: '+37255500010',
    to: bad,
    text: bad,
  });
  const search = encodeURIComponent('"><script>alert(8)</script>');
  for (const query of ['', `?search=${search}`, `?before=${search}`]) {
    const { page, faults } = await open(chromiumBrowser, `${sandbox.controlUrl}${query}`);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img, svg, iframe, object').count()).toBe(0);
    if (query !== `?search=${search}`) {
      await expect(page.getByText('alert(1)').first()).toBeVisible();
      await expect(page.getByText('DELIVRD').first()).toBeAttached();
      await expect(page.getByText(/ECONNREFUSED|no answer/).first()).toBeAttached();
    } else {
      await expect(page.getByRole('searchbox')).toHaveValue('"><script>alert(8)</script>');
    }
    expect(faults).toEqual([]);
    await page.context().close();
  }
});

test('the policy of the sandbox page stops other scripts, and no other page reads or frames it', async ({
  chromiumBrowser,
}) => {
  await using sandbox = await openSandbox();
  const answer = await fetch(sandbox.controlUrl);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy.replaceAll(/'nonce-[^']+'/g, 'N')).toBe(
    "default-src 'none'; style-src N; script-src N; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const again = await fetch(sandbox.controlUrl);
  expect(again.headers.get('content-security-policy')).not.toBe(policy);

  const own = await open(chromiumBrowser, sandbox.controlUrl);
  expect(await own.page.evaluate(async () => (await fetch('/sandbox/messages')).status)).toBe(200);
  await own.page.context().close();

  const server = http.createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<p>Elsewhere'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const elsewhere = await open(chromiumBrowser, `http://127.0.0.1:${address.port}/`);
  const tried = await elsewhere.page.evaluate(async (url) => {
    const read = await fetch(url).then(
      () => 'read',
      () => 'refused',
    );
    const blind = await fetch(url, { mode: 'no-cors' }).then(
      ({ type }) => type,
      () => 'refused',
    );
    return [read, blind];
  }, sandbox.controlUrl);
  expect(tried[0]).toBe('refused');
  expect(tried[1]).not.toBe('basic');
  // A link from another site does not lead in either; the user opens the page directly.
  const followed = elsewhere.page.waitForResponse((response) => response.url() === sandbox.controlUrl);
  await elsewhere.page.evaluate((url) => location.assign(url), sandbox.controlUrl);
  expect((await followed).status()).toBe(403);
  await elsewhere.page.context().close();
  server.close();
});
