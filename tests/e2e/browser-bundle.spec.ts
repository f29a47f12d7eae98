/**
 * Tests what the window's bundle contains and connects to: nothing of Node, no secret, and only its own host.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startSandbox } from '../helpers/e2e-sandbox.ts';
import { expect, test } from './test.ts';

const root = join(import.meta.dirname, '..', '..');
const built = join(root, 'out', 'renderer');

const files = () =>
  readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.(?:html|js|css|svg|json)$/.test(file.name))
    .map((file) => ({ name: file.name, text: readFileSync(join(file.parentPath, file.name), 'utf8') }));

/** Addresses that the bundle contains only as text, with the reason; none of them is ever requested. */
const onlyWords: readonly RegExp[] = [
  // Names of namespaces and standards, which look like addresses.
  /^https?:\/\/www\.w3\.org\//,
  /^http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org)\/(?:officeDocument|ooxml)\//,
  /^https?:\/\/json-schema\.org\//,
  // Addresses in error messages of libraries, for developers.
  /^https:\/\/(?:react\.dev|mantine\.dev|orpc\.dev|bit\.ly)\//,
  // The placeholder address of requests over a message port, which has no host.
  /^http:\/\/orpc$/,
  // Addresses that forms show as an example or a default.
  /^https:\/\/(?:api|api2|api3)\.messente\.com\b/,
  /^https:\/\/(?:callbacks\.|reports\.)?example\.(?:com|org)\b/,
  /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?:[:/]|$)/,
  /^https:\/\/localtunnel\.me$/,
];

test('the bundle contains remote addresses only in texts for readers and developers', () => {
  const found = files().flatMap(({ name, text }) =>
    [...text.matchAll(/\b(?:https?|wss?):\/\/[a-z0-9[][^\s"'`)<>\\,;]*/gi)].map(([url]) => ({ name, url })),
  );
  const remote = found.filter(({ url }) => !onlyWords.some((word) => word.test(url.replace(/\.$/, ''))));
  expect(remote).toEqual([]);
});

/** Gzipped bytes of the first script, which a window on a slow disk or a remote desktop has to wait for. */
const firstScreenLimit = 280_000;

test('the first screen loads one language and no other screen', () => {
  const page = readFileSync(join(built, 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, name = '']) => name);
  expect(scripts.length).toBeGreaterThan(0);
  const sizes = scripts.map((name) => gzipSync(readFileSync(join(built, name))).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(firstScreenLimit);
});

test('the bundle contains nothing of Node or Electron', () => {
  const signs = [
    /["'`]node:[a-z]/,
    /\brequire\(\s*["'`]/,
    /\bprocess\.(?:versions|binding|dlopen|platform)\b/,
    /__dirname|__filename/,
    /better-sqlite3|@napi-rs|\bipcRenderer\b|["'`]electron["'`]/,
  ];
  for (const { name, text } of files()) {
    for (const sign of signs) expect(text, name).not.toMatch(sign);
  }
});

test('the bundle contains no secret and no path of the build machine', () => {
  const tokens = Object.entries(process.env)
    .filter(
      ([name, value]) => /TOKEN|SECRET|PASSWORD|PASSPHRASE|API_?KEY/i.test(name) && (value ?? '').length > 7,
    )
    .map(([, value]) => String(value));
  const own = userInfo().username === 'root' ? [] : [homedir()];
  for (const { name, text } of files()) {
    expect(text, name).not.toMatch(
      /-----BEGIN [A-Z ]*KEY-----|\bsk_live_|\bghp_|\bnpm_[A-Za-z0-9]{36}|xox[bp]-/,
    );
    expect(text, name).not.toMatch(/sourceMappingURL/);
    for (const private_ of [...tokens, ...own, `${root}/`]) {
      expect(text.includes(private_), `${name}: something of this machine`).toBe(false);
    }
  }
});

test('the browser UI sends requests only to its own host, on every screen', async ({ deck }) => {
  const { page } = deck;
  const { host } = new URL(page.url());
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('websocket', (socket) => asked.push(socket.url()));
  await page.reload();
  await deck.ready();
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 1200', viber: 'One https://example.com', sms: 'Two' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered by Viber');
  await deck.go('Delivery reports');
  await deck.reports.rows.first().click();
  await deck.go('Settings');
  for (const section of ['Delivery reports', 'Privacy', 'Appearance', 'About', 'Accounts'] as const) {
    await deck.settings.open(section);
  }
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter((url) => new URL(url).host !== host)).toEqual([]);
});

test('the content security policy stops requests to another host', async ({ page, engine }) => {
  await page.goto(engine.headless?.firstUrl() ?? '');
  await expect(page.getByRole('main')).toBeVisible();
  const tried = await page.evaluate(async () => {
    const blocked: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
    const image = new Image();
    image.src = 'http://127.0.0.2:9/x.png';
    await fetch('http://127.0.0.2:9/').catch(() => undefined);
    const script = document.createElement('script');
    script.textContent = 'document.title = "broken into"';
    document.head.append(script);
    await new Promise((resolve) => setTimeout(resolve));
    return { blocked, title: document.title };
  });
  expect(tried.blocked).toEqual(expect.arrayContaining(['img-src', 'connect-src', 'script-src-elem']));
  expect(tried.title).not.toContain('broken');
});

test.describe('an account’s password', () => {
  test.use({ start: { sandbox: false } });

  test('is never returned to the browser UI', async ({ deck }) => {
    const { page } = deck;
    const secret = 'Pa55 that nobody is told';
    const messente = await startSandbox('shop-key', secret);
    const received: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => received.push(payload.toString())),
    );
    try {
      await page.reload();
      await deck.welcome.connect.click();
      await deck.connect.fill({
        name: 'Northwind',
        username: 'shop-key',
        password: secret,
        baseUrl: messente.baseUrl,
      });
      await deck.connect.submit.click();
      await expect(deck.bar.account).toContainText('Northwind');
      await deck.newMessage();
      await deck.compose.write({ to: '+372 5550 1200', sms: 'Hello' });
      await deck.compose.send.click();
      await expect(deck.message.outcome).toBeVisible();
      await page.reload();
      await deck.go('Settings');
      await deck.settings.button('Edit').click();
      await expect(deck.dialog('Change Northwind')).toBeVisible();
      expect(await page.content()).not.toContain(secret);
      for (const field of await page.getByRole('textbox').all()) {
        expect(await field.inputValue()).not.toContain(secret);
      }
    } finally {
      await messente.stop();
    }
    expect(received.join('')).toContain('Northwind');
    const forms = [secret, encodeURIComponent(secret), Buffer.from(`shop-key:${secret}`).toString('base64')];
    for (const form of forms) expect(received.join('').includes(form)).toBe(false);
  });
});
