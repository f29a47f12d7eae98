import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  changeWeather,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  postReport,
  reportUrl,
  sendOne,
} from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const person = '+37255512300';
const words = ['quizzical', 'zephyrous'];
const chain = {
  steps: [
    { channel: 'viber' as const, text: `Tere ${words[0]}` },
    { channel: 'sms' as const, text: `Tere ${words[1]}` },
  ],
};

/**
 * Returns every place in the raw bytes of the database's files (including log and index) that contains one of
 * the texts.
 */
function found(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('omnideck.db'))
    .flatMap((name) => {
      const bytes = readFileSync(join(folder, name)).toString('latin1').toLowerCase();
      return texts.filter((text) => bytes.includes(text)).map((text) => `${text} in ${name}`);
    });
}
const digits = person.slice(1);
/**
 * The number in full and by its last digits as in a search; the words in full and as the prefixes of the
 * index.
 */
const traces = [digits, digits.slice(-7), ...words, ...words.map((word) => word.slice(1))];

describe('everything about a number', () => {
  it('includes the names that it was given, the newest first and each once', async () => {
    const { client } = await consoleWithSandbox();
    const given = ['Mari Maasikas', 'Mari Kask', 'Mari Kask'];
    for (const name of given) await sendOne(client, person, { chain, values: { [person]: { Nimi: name } } });
    await sendOne(client, '+37255500000', { chain, values: { '+37255500000': { Nimi: 'Jüri' } } });
    const about = async () => must(await client.privacy.about({ number: person }));
    expect(await about()).toMatchObject({ messages: 3, names: ['Mari Kask', 'Mari Maasikas'] });
    await eventually(async () => (await client.messages.counts({})).open).toBe(0);
    must(await client.privacy.erase({ number: person }));
    expect(await about()).toMatchObject({ messages: 0, names: [] });
  });
});

describe('erasing a number', () => {
  it('leaves no byte of it or of its texts in the database’s files, and nothing else is lost', async () => {
    const { client, folder, stop } = await consoleWithSandbox();
    const other = await sendOne(client, '+37255500000');
    const ids = await Promise.all([1, 2, 3].map(() => sendOne(client, person, { chain })));
    await eventually(async () => (await client.messages.counts({})).open).toBe(0);
    expect(found(folder, traces).length).toBeGreaterThanOrEqual(4);
    expect((await client.messages.list({ filter: { search: words[0] ?? '' } })).rows).toHaveLength(3);
    const about = must(await client.privacy.about({ number: person }));
    expect(about).toMatchObject({ messages: 3, attempts: 3 });

    const erased = must(await client.privacy.erase({ number: '+372 5551 2300' }));
    expect(erased).toEqual({
      ...{
        messages: 3,
        attempts: 3,
        drafts: 0,
        runs: 0,
        views: 0,
        scenarios: 0,
        inbound: 0,
        backups: 0,
        backupsNotReached: [],
        cancelling: { withdrawn: 0, cancelled: 0, count: 0, first: [] },
      },
      ...{ events: about.events, callbacks: about.callbacks, polls: about.polls },
    });
    expect(found(folder, traces)).toEqual([]);
    expect((await client.messages.list({ filter: { search: words[0] ?? '' } })).rows).toEqual([]);
    expect((await client.messages.list({})).rows.map(({ id }) => id)).toEqual([other]);
    for (const id of ids) expect(codeOf(await client.messages.get({ id }))).toBe('no-such-message');
    expect(must(await client.privacy.about({ number: person }))).toMatchObject({ messages: 0, callbacks: 0 });
    await stop();
    expect(found(folder, traces)).toEqual([]);
    expect(databaseFaults(join(folder, 'omnideck.db'), join(temporaryFolder(), 'copy.db'))).toEqual([]);
    expect(rowsOf(join(folder, 'omnideck.db'), 'SELECT count(*) AS n FROM erasure')).toEqual([{ n: 1 }]);
  });

  it('is not undone by late reports, signed or not, at its own path or the default path', async () => {
    const { client, accountId, folder } = await consoleWithSandbox();
    const id = await sendOne(client, person, { chain });
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    const { omnimessageId } = await messageOf(client, id);
    const base = await reportUrl(client, accountId);
    must(await client.privacy.erase({ number: person }));
    const late = {
      status: 'SEEN',
      err: 0,
      channel: 'viber',
      to: person,
      omnimessage_id: omnimessageId,
      timestamp: '2026-01-01T00:00:00',
    };
    expect(await postReport(`${base}/${id}`, late)).toBe(200);
    expect(await postReport(base, late)).toBe(200);
    expect(await postReport(`${base}/${id}`, late, 'not the password')).toBe(401);
    expect(await postReport(`${base}/${id}`, late, null)).toBe(401);
    expect(found(folder, traces)).toEqual([]);
    expect(must(await client.privacy.about({ number: person }))).toMatchObject({ messages: 0, callbacks: 0 });
  });

  it('also removes callbacks that belong to no message, including forged ones', async () => {
    const { client, accountId, folder } = await consoleWithSandbox();
    const base = await reportUrl(client, accountId);
    const stray = { status: 'ACK', err: 0, channel: 'sms', to: person, omnimessage_id: 'nobody-knows' };
    expect(await postReport(base, stray)).toBe(200);
    expect(await postReport(base, stray, 'guess')).toBe(401);
    expect(await postReport(base, `not JSON, but it names ${person}`)).toBe(200);
    expect(found(folder, [digits])).not.toEqual([]);
    expect(must(await client.privacy.erase({ number: person })).callbacks).toBe(3);
    expect(found(folder, [digits])).toEqual([]);
  });

  it('waits while a message to it is being sent, and keeps the person on the do-not-send list', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    must(await client.doNotSend.add({ number: person, reason: 'asked to be forgotten' }));
    must(await client.privacy.erase({ number: person }));
    expect((await client.doNotSend.list()).map(({ number }) => number)).toEqual([person]);
    await changeWeather(sandbox, { latency_ms: 2_000, callbacks: 'dropped' });
    const other = '+37255512400';
    const id = await sendOne(client, other);
    await eventually(async () => (await messageOf(client, id)).state).toBe('sending');
    expect(codeOf(await client.privacy.erase({ number: other }))).toBe('under-way');
    await eventually(async () => (await messageOf(client, id)).state).toBe('pending');
    expect(must(await client.privacy.erase({ number: other })).messages).toBe(1);
  });

  it('also works for an unknown number', async () => {
    const { client } = await consoleWithSandbox();
    expect(must(await client.privacy.erase({ number: person }))).toEqual({
      messages: 0,
      events: 0,
      callbacks: 0,
      polls: 0,
      attempts: 0,
      drafts: 0,
      runs: 0,
      views: 0,
      scenarios: 0,
      inbound: 0,
      backups: 0,
      backupsNotReached: [],
      cancelling: { withdrawn: 0, cancelled: 0, count: 0, first: [] },
    });
    expect(codeOf(await client.privacy.erase({ number: 'nobody' }))).toMatch(/number/u);
  });
});
