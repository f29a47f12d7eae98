/** Tests the name of a recipient, which is kept with each message as the list of recipients gave it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { must, openConsole, requestKey, type TestConsole } from '../helpers/console-fixture.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const mari = '+37255500001';
const juri = '+37255500002';
const chain = { steps: [{ channel: 'sms' as const, text: 'Tere' }] };

/** Opens a console that sends nothing, with one message to Mari and one to a number without a name. */
async function withNames(values: Readonly<Record<string, string>> = { Nimi: 'Mari Maasikas' }) {
  const open = await openConsole();
  must(await open.client.accounts.sandbox());
  await open.client.outbox.pause();
  const sent = must(
    await open.client.messages.send({
      to: [mari, juri],
      chain,
      requestKey: requestKey(),
      values: { [mari]: values },
    }),
  );
  return { ...open, id: sent.messages[0]?.id ?? '', nameless: sent.messages[1]?.id ?? '' };
}

async function exported({ console }: TestConsole, format: 'csv' | 'jsonl'): Promise<string> {
  const file = join(temporaryFolder(), `all.${format}`);
  const own = ownClient(console);
  await done(own, own.backups.export({ filter: {}, format, file }));
  return readFileSync(file, 'utf8');
}

describe('the name of a recipient', () => {
  it.fails('is kept with the message, and is in the list and the detail', async () => {
    const { client, id, nameless } = await withNames();
    const { rows } = await client.messages.list({});
    expect(rows).toMatchObject([{ recipientName: null }, { recipientName: 'Mari Maasikas' }]);
    expect(await client.messages.get({ id })).toMatchObject({ value: { recipientName: 'Mari Maasikas' } });
    expect(await client.messages.get({ id: nameless })).toMatchObject({ value: { recipientName: null } });
  });

  it.fails.each(['csv', 'jsonl'] as const)('is exported and imported as %s', async (format) => {
    const open = await withNames({ Eesnimi: '=Mari', Perekonnanimi: 'Maasikas' });
    const text = await exported(open, format);
    expect(text).toContain(format === 'csv' ? ",'=Mari Maasikas," : '"name":"=Mari Maasikas"');
    const file = join(temporaryFolder(), `again.${format}`);
    writeFileSync(file, text);
    const other = await openConsole();
    const own = ownClient(other.console);
    await done(own, own.backups.import({ file }));
    expect(await other.client.messages.get({ id: open.id })).toMatchObject({
      value: { recipientName: '=Mari Maasikas' },
    });
  });

  it.fails('is found by a search, and no longer once the person is erased', async () => {
    const { client, id, folder, stop } = await withNames();
    const found = async () => (await client.messages.list({ filter: { search: 'maasik' } })).rows;
    expect((await found()).map((row) => row.id)).toEqual([id]);
    must(await client.privacy.erase({ number: mari }));
    expect(await found()).toEqual([]);
    await stop();
    expect(readFileSync(join(folder, 'omnideck.db')).includes('Maasikas')).toBe(false);
  });
});
