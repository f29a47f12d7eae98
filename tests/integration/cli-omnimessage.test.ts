/** Tests `send --omnimessage` with any documented body, from a file or from standard input. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseName } from '../../electron/engine/db/store.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { type Ended, jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const url = 'https://example.com/a.jpg';
const card = { title: 'Shoes', image_url: url, primary_button: { label: 'Buy', action_url: url } };
const body = {
  to: '+37255500010',
  messages: [
    { channel: 'viber', sender: 'Shop', ttl: 60, text: 'New', carousel: { items: [card, card] } },
    { channel: 'whatsapp', validity: 5, document: { link: 'https://example.com/a.pdf', file_name: 'a.pdf' } },
  ],
  text_store: 'sha256',
  priority: 'high',
};

type ErrorLine = { code: string; field: string | null; message: string; hint: string };

function errorsOf({ stdout }: Ended): ErrorLine[] {
  return jsonLines(stdout).map((line) => line.error as ErrorLine);
}

describe('a documented omnimessage at the command line', { timeout: 180_000 }, () => {
  it('is sent unchanged except for its dlr_url, and is delivered', async () => {
    const data = temporaryFolder();
    const file = join(temporaryFolder(), 'message.json');
    writeFileSync(file, `\uFEFF${JSON.stringify({ ...body, dlr_url: 'https://example.com/dlr' })}`);
    const sent = await omnideck([
      'send',
      '--data',
      data,
      '--sandbox',
      '--omnimessage',
      file,
      '--wait',
      '--json',
    ]);
    expect(sent.code).toBe(0);
    expect(jsonLines(sent.stdout)).toMatchObject([
      { to: body.to, state: 'delivered', delivered_by: 'whatsapp' },
    ]);
    expect(sent.stderr).toContain('dlr_url');
    const [attempt] = rowsOf(join(data, databaseName), 'SELECT request FROM attempt');
    const request = JSON.parse(String(attempt?.request)) as Record<string, unknown>;
    const { dlr_url, ...rest } = request;
    expect(rest).toEqual(body);
    expect(String(dlr_url)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/dlr\//);
  });

  it('is read from standard input, and waits for its scheduled time', async () => {
    const data = temporaryFolder();
    const later = { ...body, to: '+37255500000', time_to_send: '2090-01-01T12:00+02:00' };
    const words = ['send', '--data', data, '--sandbox', '--omnimessage', '-', '--json'];
    const sent = await omnideck(words, { input: JSON.stringify(later) });
    expect(sent.code).toBe(0);
    expect(jsonLines(sent.stdout)).toMatchObject([
      { state: 'scheduled', send_at: '2090-01-01T10:00:00.000Z' },
    ]);
    expect(sent.stderr).not.toContain('dlr_url');
  });
});

describe('an invalid omnimessage at the command line', { timeout: 180_000 }, () => {
  it('is refused with every wrong field, named as in the body, and nothing is stored', async () => {
    const data = temporaryFolder();
    const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', data]);
    await serve.ready();
    const refused = async (input: string, ...more: string[]) => {
      const words = ['send', '--data', data, '--sandbox', '--json', '--omnimessage', '-', ...more];
      const ended = await omnideck(words, { input });
      expect(ended.code).toBe(2);
      return { ended, fields: errorsOf(ended).map(({ field, code }) => `${field} ${code}`) };
    };
    const slips = {
      to: '55500010',
      messages: [
        { channel: 'sms', text: ' ' },
        { channel: 'viber', text: 'x', carousel: { items: [{ ...card, title: 'x' }] }, colour: 'red' },
        { channel: 'rcs', text: 'x', dlr_url: url },
        { channel: 'sms', text: 'twice' },
        { channel: 'telegram', text: 'x', ttl: 5 },
      ],
      time_to_send: '2001-01-01T00:00Z',
      priority: 'urgent',
    };
    const many = await refused(JSON.stringify(slips));
    expect(many.fields.toSorted()).toEqual([
      'messages[0].text text-empty',
      'messages[1].carousel.items list-too-short',
      'messages[1].carousel.items[0].title text-too-short',
      'messages[1].colour field-unknown',
      'messages[2].dlr_url field-unknown',
      'messages[2].sender sender-missing',
      'messages[3].channel channel-twice',
      'messages[4].ttl ttl-not-here',
      'priority choice-unknown',
      'time_to_send time-past',
      'to text-invalid',
    ]);
    for (const { field, message, hint } of errorsOf(many.ended)) {
      expect(many.ended.stderr).toContain(`${field}: ${message} ${hint}\n`);
    }

    const good = JSON.stringify(body);
    expect((await refused('')).fields).toEqual(['omnimessage file-empty']);
    const bad = await refused('{\n  "to": "+37255500010",\n  "messages": [}\n}');
    expect(bad.fields).toEqual(['omnimessage not-json']);
    expect(bad.ended.stderr).toContain('line 3, column 16');
    expect((await refused('[1, 2]')).fields).toEqual(['omnimessage not-an-object']);
    expect((await refused('"text"')).fields).toEqual(['omnimessage not-an-object']);
    expect((await refused(`${'['.repeat(1000)}${']'.repeat(1000)}`)).fields).toEqual([
      'omnimessage too-deep',
    ]);
    const large = JSON.stringify({ ...body, messages: [{ channel: 'sms', text: 'x'.repeat(10_000_000) }] });
    expect((await refused(large)).fields).toEqual(['omnimessage file-too-large']);
    expect((await refused(good, '--sms', 'Hi')).fields).toEqual(['omnimessage omnimessage-with-options']);
    expect((await refused(good, '--to', '+37255500000')).fields).toEqual([
      'omnimessage omnimessage-with-options',
    ]);
    // Within the maximum length of a number, but longer than any in its country.
    const odd = await refused(JSON.stringify({ ...body, to: '+372555000101234' }));
    expect(odd.fields).toEqual(['to number-too-long']);

    const file = join(data, 'utf16.json');
    writeFileSync(file, Buffer.from(`\uFEFF${good}`, 'utf16le'));
    const fromFile = async (path: string) => {
      const ended = await omnideck(['send', '--data', data, '--sandbox', '--json', '--omnimessage', path]);
      expect(ended.code).toBe(2);
      return errorsOf(ended).map(({ field, code }) => `${field} ${code}`);
    };
    expect(await fromFile(file)).toEqual(['omnimessage not-utf-8']);
    expect(await fromFile(join(data, 'nothing.json'))).toEqual(['omnimessage file-unreadable']);
    expect(await fromFile(data)).toEqual(['omnimessage file-unreadable']);

    const list = await omnideck(['list', '--data', data, '--json']);
    await serve.kill();
    expect(list.stdout, 'nothing was written down').toBe('');
  });
});
