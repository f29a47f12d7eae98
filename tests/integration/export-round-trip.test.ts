/** Tests that an export imported elsewhere gives the same data, by comparing the rows of both databases. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  sendOne,
} from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { done, ended, ownClient } from '../helpers/job-fixture.ts';
import { seedFolder } from '../helpers/seed.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const seal = 'a start-up password of four words';

const bySeq = 'o.id';
/**
 * All columns of a message except those that depend on the folder: its position in the list, its queue, its
 * callbacks.
 */
const facts = {
  messages: `SELECT id, batch_id, recipient, country, draft, preview, state, omnimessage_id, created_at, send_at, accepted_at,
    settled_at, last_sign_at, delivered_by, delivered_twice, cost, problem, resend_of, stripped_at, purpose, note,
    estimate_low, estimate_high, overridden FROM omnimessage ORDER BY id`,
  steps: `SELECT o.id, s.position, s.channel, s.sender, s.sender_used, s.text, s.wait_seconds, s.message_id, s.state, s.status,
    s.err, s.error, s.at FROM step s JOIN omnimessage o ON o.seq = s.omnimessage_seq ORDER BY ${bySeq}, s.position`,
  events: `SELECT o.id, e.message_id, e.channel, e.status, e.err, e.error, e.at, e.received_at, e.source, e.part_price,
    e.parts_count, e.total_price FROM status_event e JOIN omnimessage o ON o.seq = e.omnimessage_seq ORDER BY ${bySeq}, e.id`,
  attempts: `SELECT o.id, a.number, a.started_at, a.finished_at, a.outcome, a.http_status, a.response, a.problem
    FROM attempt a JOIN omnimessage o ON o.seq = a.omnimessage_seq ORDER BY ${bySeq}, a.number`,
  tags: `SELECT o.id, t.name FROM omnimessage_tag m JOIN tag t ON t.id = m.tag_id JOIN omnimessage o ON o.seq = m.omnimessage_seq ORDER BY 1, 2`,
  order: 'SELECT id FROM omnimessage ORDER BY seq DESC',
};

function everything(folder: string) {
  const file = join(folder, 'omnideck.db');
  return Object.fromEntries(Object.entries(facts).map(([name, sql]) => [name, rowsOf(file, sql)]));
}

async function seeded(messages: number) {
  const folder = temporaryFolder();
  seedFolder({ folder, messages, seed: 7, now: Date.parse('2026-11-20T12:00:00Z') });
  return openConsole({ folder, now: () => Date.parse('2026-11-21T12:00:00Z') });
}

describe('an export', () => {
  it('of JSON Lines makes the same history in an empty folder, in the same order', async () => {
    const from = await seeded(700);
    const file = join(temporaryFolder(), 'all.jsonl');
    const own = ownClient(from.console);
    const exported = await done(own, own.backups.export({ filter: {}, format: 'jsonl', file }));
    expect(exported).toMatchObject({ done: 700, total: 700, file, problem: null });
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const to = await openConsole({ now: () => Date.parse('2026-11-21T12:00:00Z') });
    const other = ownClient(to.console);
    const imported = await done(other, other.backups.import({ file }));
    expect(imported).toMatchObject({ added: 700, skipped: 0, rejectedCount: 0, rejected: [] });
    const before = everything(from.folder);
    // Messages that were still waiting there have an unknown state here.
    const open = new Set(['queued', 'sending', 'scheduled']);
    const messages = before.messages?.map((row) =>
      open.has(String(row.state)) ? { ...row, state: 'unknown' } : row,
    );
    const after = everything(to.folder);
    expect({ ...after, messages: after.messages?.map(({ problem: _, ...row }) => row) }).toEqual({
      ...before,
      messages: messages?.map(({ problem: _, ...row }) => row),
    });
    expect(before.messages?.length).toBe(700);
    expect((before.events?.length ?? 0) > 1000).toBe(true);

    const again = await done(other, other.backups.import({ file }));
    expect(again).toMatchObject({ added: 0, skipped: 700 });
    expect(everything(to.folder)).toEqual(after);
    await to.stop();
    expect(databaseFaults(join(to.folder, 'omnideck.db'), join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('can be imported: the messages are found by text, shown as imported, and never sent or polled', async () => {
    const from = await consoleWithSandbox();
    const own = ownClient(from.console);
    await from.client.outbox.pause();
    const waiting = await sendOne(from.client, '+37255500000', {
      chain: { steps: [{ channel: 'sms', text: 'Zwölf Boxkämpfer' }] },
      tags: ['night shift'],
      purpose: 'appointments',
    });
    const file = join(temporaryFolder(), 'one.jsonl');
    await done(own, own.backups.export({ filter: {}, format: 'jsonl', file }));

    // The same account by name: still nothing is sent.
    const to = await consoleWithSandbox();
    const imported = await done(ownClient(to.console), ownClient(to.console).backups.import({ file }));
    expect(imported.added).toBe(1);
    const message = await messageOf(to.client, waiting);
    expect(message).toMatchObject({
      state: 'unknown',
      imported: true,
      tags: ['night shift'],
      purpose: 'appointments',
      nextPollAt: null,
      problem: { code: 'imported-open' },
    });
    const found = await to.client.messages.list({ filter: { search: 'boxkampfer' } });
    expect(found.rows.map(({ id }) => id)).toEqual([waiting]);
    to.console.parts.outbox.wake();
    await to.console.parts.reconciler.sweep('test');
    const answer = await fetch(`${to.sandbox.controlUrl}/messages`);
    expect(((await answer.json()) as { messages: unknown[] }).messages).toEqual([]);
    expect(rowsOf(join(to.folder, 'omnideck.db'), 'SELECT count(*) AS n FROM poll')).toEqual([{ n: 0 }]);
  });

  it('keeps why a message was refused in a form that every language can show', async () => {
    const from = await consoleWithSandbox();
    const own = ownClient(from.console);
    const id = await sendOne(from.client, '+37255500040');
    await expect.poll(async () => (await messageOf(from.client, id)).state).toBe('refused');
    const { problem } = await messageOf(from.client, id);
    expect(problem?.id).toMatch(/^messente\./u);
    const file = join(temporaryFolder(), 'refused.jsonl');
    await done(own, own.backups.export({ filter: {}, format: 'jsonl', file }));
    const to = await openConsole();
    const imported = await done(ownClient(to.console), ownClient(to.console).backups.import({ file }));
    expect(imported).toMatchObject({ added: 1, rejectedCount: 0 });
    expect((await messageOf(to.client, id)).problem).toEqual(problem);
  });

  it('contains no password, no callback token, and no headers of callbacks', async () => {
    const { client, console, accountId } = await consoleWithSandbox({}, { password: 'a-secret-of-ours' });
    const id = await sendOne(client, '+37255500000');
    await expect.poll(async () => (await messageOf(client, id)).state).toBe('delivered');
    const token =
      must(await client.accounts.callbackUrl({ id: accountId }))
        .localUrl.split('/')
        .at(-1) ?? '';
    expect(token).toMatch(/^[0-9a-f]{32}$/u);
    const own = ownClient(console);
    const folder = temporaryFolder();
    for (const [name, filter] of [
      ['all', {}],
      ['one', { recipient: '+37255500000' }],
    ] as const) {
      const file = join(folder, `${name}.jsonl`);
      await done(own, own.backups.export({ filter, format: 'jsonl', file }));
      const text = readFileSync(file, 'utf8');
      expect(text).toContain(id);
      for (const secret of [token, 'a-secret-of-ours', 'x-messente-signature', 'authorization'])
        expect(text.toLowerCase()).not.toContain(secret);
      const line = JSON.parse(text.split('\n')[0] ?? '') as { raw?: { body: string }[] };
      // A person may have all stored data about themselves, also as originally received.
      if (name === 'one') expect(line.raw?.some(({ body }) => body.includes('DELIVRD'))).toBe(true);
      else expect(line.raw).toBeUndefined();
    }
  });

  it('of selected messages contains only those, and numbers a name that is in use', async () => {
    const { console, client } = await seeded(30);
    const downloads = temporaryFolder();
    const { rows } = await client.messages.list({ limit: 3 });
    const ids = rows.map(({ id }) => id);
    const own = ownClient(console);
    const file = join(downloads, 'three.csv');
    await done(own, own.backups.export({ filter: {}, ids, format: 'csv', file }));
    expect(readFileSync(file, 'utf8').split('\r\n')).toHaveLength(5);
    expect(codeOf(await own.backups.export({ filter: {}, ids, format: 'csv', file }))).toBe('file-exists');
  });
});

describe('an export from the browser UI', () => {
  it('writes only a bare name in the downloads folder, and never over an existing file', async () => {
    const downloads = temporaryFolder();
    const folder = temporaryFolder();
    const { client } = await openConsole({ folder, downloads });
    const outside = join(temporaryFolder(), 'x.csv');
    for (const file of [outside, '../x.csv', '.bashrc', 'a/b.csv', 'C:\\x.csv', '', 'x.csv\0', '..'])
      expect(codeOf(await client.backups.export({ filter: {}, format: 'csv', file }))).toBe(
        'file-not-allowed',
      );
    writeFileSync(join(downloads, 'mine.csv'), 'kept');
    const job = await done(client, client.backups.export({ filter: {}, format: 'csv', file: 'mine.csv' }));
    expect(job.file).toBe(join(downloads, 'mine (1).csv'));
    expect(readFileSync(join(downloads, 'mine.csv'), 'utf8')).toBe('kept');
    for (const call of [client.backups.import, client.backups.inspect, client.backups.restore])
      for (const file of ['/etc/passwd', join(folder, 'omnideck.db'), 'omnideck.db', '../omnideck.db'])
        expect(codeOf(await call({ file }))).toBe('file-not-allowed');
    expect(codeOf(await client.backups.backup({ file: outside }))).toBe('file-not-allowed');
  });

  it('uploads an import in pieces, which is then read and removed', async () => {
    const from = await seeded(40);
    const file = join(temporaryFolder(), 'all.jsonl');
    const own = ownClient(from.console);
    await done(own, own.backups.export({ filter: {}, format: 'jsonl', file }));
    const bytes = readFileSync(file);

    const { client, folder } = await openConsole();
    const { id } = must(await client.backups.upload.begin({ name: 'all.jsonl', bytes: bytes.length }));
    const half = Math.floor(bytes.length / 2);
    must(await client.backups.upload.append({ id, base64: bytes.subarray(0, half).toString('base64') }));
    expect(codeOf(await client.backups.import({ file: `upload:${id}` }))).toBe('no-such-upload');
    must(await client.backups.upload.append({ id, base64: bytes.subarray(half).toString('base64') }));
    const job = await done(client, client.backups.import({ file: `upload:${id}` }));
    expect(job).toMatchObject({ added: 40, file: 'all.jsonl' });
    expect(codeOf(await client.backups.import({ file: `upload:${id}` }))).toBe('no-such-upload');
    const more = must(await client.backups.upload.begin({ name: 'x', bytes: 2 }));
    expect(codeOf(await client.backups.upload.append({ id: more.id, base64: 'AAAA' }))).toBe(
      'upload-too-long',
    );
    expect(rowsOf(join(folder, 'omnideck.db'), 'SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 40 }]);
  });
});

describe('an export as a table', () => {
  it('can be imported with each text and last status, and reports what it could not carry', async () => {
    const from = await seeded(200);
    const file = join(temporaryFolder(), 'all.csv');
    const own = ownClient(from.console);
    await done(own, own.backups.export({ filter: {}, format: 'csv', file }));
    const to = await openConsole({ now: () => Date.parse('2026-11-21T12:00:00Z') });
    const other = ownClient(to.console);
    const job = await done(other, other.backups.import({ file }));
    expect(job).toMatchObject({ added: 200, rejectedCount: 0 });
    expect(job.note).toContain('JSON Lines');
    const sql = `SELECT o.id, o.recipient, o.created_at, o.cost, o.note, s.channel, s.text, s.status, s.err, s.at
      FROM step s JOIN omnimessage o ON o.seq = s.omnimessage_seq ORDER BY o.id, s.position`;
    expect(rowsOf(join(to.folder, 'omnideck.db'), sql)).toEqual(
      rowsOf(join(from.folder, 'omnideck.db'), sql),
    );
  });
});

describe('an export that is stopped', () => {
  it('leaves no file', async () => {
    const { console } = await seeded(400);
    const folder = temporaryFolder();
    const own = ownClient(console);
    const job = must(await own.backups.export({ filter: {}, format: 'csv', file: join(folder, 'x.csv') }));
    must(await own.backups.stop({ id: job.id }));
    const after = await ended(own, Promise.resolve({ ok: true, value: job }));
    expect(after.state).toBe('stopped');
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('neither an export nor a backup contains a credential, in any encoding', async () => {
  const password = 'sõna/+ 42&"geheim"';
  const { client, console, accountId } = await consoleWithSandbox({ passphrase: seal }, { password });
  const ids = ['+37255500000', '+37255500040', '+37255500041'].map((to) =>
    sendOne(client, to, { accountId }),
  );
  for (const id of await Promise.all(ids))
    await expect.poll(async () => (await messageOf(client, id)).settledAt).not.toBeNull();
  const own = ownClient(console);
  const place = temporaryFolder();
  for (const format of ['csv', 'jsonl'] as const)
    await done(own, own.backups.export({ filter: {}, format, file: join(place, `all.${format}`) }));
  await done(own, own.backups.backup({ file: join(place, 'copy.db') }));
  const forms = [password, seal].flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(`demo:${secret}`).toString('base64'),
  ]);
  for (const name of readdirSync(place)) {
    const bytes = readFileSync(join(place, name));
    expect(bytes.length, name).toBeGreaterThan(500);
    for (const form of forms) expect(bytes.includes(form), `${form} in ${name}`).toBe(false);
  }
});
