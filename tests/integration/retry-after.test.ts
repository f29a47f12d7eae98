/** Tests what a user reads when Messente answers 429 with a Retry-After header. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { englishLine } from '../../shared/problems/english-text.ts';
import { messageOf, must, openConsole, sendOne } from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { clientFor, startScriptedHttp } from '../helpers/scripted-messente.ts';

async function busyServer(retryAfter: string) {
  const server = await startScriptedHttp((_request, response) => {
    response.writeHead(429, { 'retry-after': retryAfter }).end('{"errors":[]}');
  });
  onTestFinished(() => server.close());
  return server;
}

/** Sends a message to a server that answers 429. @returns the text of its problem, and the log */
async function heldUp(retryAfter: string) {
  const server = await busyServer(retryAfter);
  const { client, folder } = await openConsole();
  const address = { baseUrl: `${server.url}/v1`, plainUrl: server.url };
  const account = { name: 'T', username: 'busy-user', password: 'busy-password', ...address };
  must(await client.accounts.add({ ...account, unchecked: true }));
  const id = await sendOne(client, '+37255500001');
  await eventually(async () => (await messageOf(client, id)).problem).not.toBeNull();
  const { problem } = await messageOf(client, id);
  return {
    text: problem === null ? '' : englishLine(problem),
    log: readFileSync(join(folder, 'logs', 'omnideck.log'), 'utf8'),
  };
}

describe('a message that waits because Messente answered 429', () => {
  it('shows that Messente asks to wait a day, and that Omnideck retries every hour', async () => {
    const { text, log } = await heldUp('86400');
    expect(text).toContain('Messente asks to wait 1 day.');
    expect(text).toContain('Omnideck retries every hour.');
    expect(log).toContain('"seconds":86400,"retrySeconds":3600');
  });

  it('shows a wait of less than an hour, after which Omnideck retries', async () => {
    const { text } = await heldUp('1800');
    expect(text).toContain('Messente asks to wait 30 minutes.');
    expect(text).toContain('Omnideck retries automatically.');
  });

  it('shows no wait if the header is not a time', async () => {
    const { text, log } = await heldUp('tomorrow, please');
    expect(text).not.toContain('asks to wait');
    expect(text).toContain('Omnideck retries automatically.');
    expect(log).not.toContain('asked-to-wait');
  });
});

describe('the problem of a call that Messente answers with 429', () => {
  const now = Date.UTC(2026, 5, 1, 12, 0, 0);

  it.each([
    ['30', '30 seconds'],
    ['60', '1 minute'],
    ['90', '1 minute 30 seconds'],
    ['3601', '1 hour 1 minute'],
    ['86399', '1 day'],
    ['90000', '1 day 1 hour'],
    ['1209600', '14 days'],
    ['Mon, 01 Jun 2026 12:00:30 GMT', '30 seconds'],
    ['Wed, 03 Jun 2026 18:00:00 GMT', '2 days 6 hours'],
  ])('shows the wait of Retry-After: %s as %s', async (header, wait) => {
    const { url } = await busyServer(header);
    const client = clientFor(url, { now: () => now });
    const answers = await Promise.all([client.balance(), client.prices('EE'), client.whatsappTemplates('1')]);
    for (const answer of answers) {
      const text = answer.ok ? '' : englishLine(answer.problem);
      expect(text).toContain(`Messente asks to wait ${wait}.`);
    }
  });

  it.each([
    '0',
    '-5',
    '1.5',
    'soon',
    '1e9',
    'Mon, 01 Jun 2026 11:00:00 GMT',
    'Mon, 99 Jun 2026 11:00:00 GMT',
  ])('shows no wait for Retry-After: %s', async (header) => {
    const { url } = await busyServer(header);
    const answer = await clientFor(url, { now: () => now }).balance();
    const text = answer.ok ? '' : englishLine(answer.problem);
    expect(text).toContain('Wait a little.');
  });
});
