/** Tests inbound messages through a real callback server: stored byte for byte before they are answered, once each. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { migrate } from '../../electron/engine/db/migrate.ts';
import { inbound } from '../../electron/engine/db/migrations/0011-inbound.ts';
import { migrations } from '../../electron/engine/db/migrations/all.ts';
import { databaseName } from '../../electron/engine/db/store.ts';
import { shortenToken } from '../../electron/engine/features/reports/refused.ts';
import { codeOf, consoleWithSandbox, must, openConsole, postReport } from '../helpers/console-fixture.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { addNumber, inboundBody, numberSecret, person } from '../helpers/inbound-fixture.ts';
import { done, ownClient } from '../helpers/job-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

async function withNumber(options: Parameters<typeof consoleWithSandbox>[0] = {}) {
  const open = await consoleWithSandbox(options);
  return { ...open, number: await addNumber(open.client, open.accountId) };
}

type Opened = Awaited<ReturnType<typeof withNumber>>;

async function listed({ client }: Pick<Opened, 'client'>) {
  return must(await client.inbound.list({})).rows;
}

describe('an inbound message', () => {
  it('is stored, read and answered 200, and its bytes are in the inspector', async () => {
    const open = await withNumber();
    const body = inboundBody({ msg_id: 'm1', sub_msg_id: 's1' });
    expect(await postReport(open.number.url, body, numberSecret)).toBe(200);
    const [message, ...others] = await listed(open);
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      number: '1234',
      from: person,
      to: '1234',
      channel: 'sms',
      text: 'Tere!',
      at: Date.parse('2026-11-30T14:51:13Z'),
      ...{ msgId: 'm1', subMsgId: 's1', parts: 1 },
    });
    const callback = must(await open.client.reports.get({ id: message?.callbackId ?? 0 }));
    expect(callback).toMatchObject({
      verdict: 'verified',
      outcome: 'applied',
      bodyText: body,
      inbound: { number: '1234', from: person },
      reason: { id: 'reports.inbound-stored' },
    });
    expect(callback.path).not.toContain(open.number.url.split('/').at(-1));
    const story = must(await open.client.reports.story({ id: callback.id }));
    expect(story.effect.why).toBe('inbound');
    expect((await open.client.inbound.numbers())[0]?.lastMessageAt).toBe(message?.receivedAt);
  });

  it('that arrives again is the same message, and a replay changes nothing', async () => {
    const open = await withNumber();
    const body = inboundBody();
    for (let copy = 0; copy < 60; copy += 1)
      expect(await postReport(open.number.url, body, numberSecret)).toBe(200);
    const [message] = await listed(open);
    const callbacks = (await open.client.reports.list({ limit: 500 })).rows;
    expect(callbacks).toHaveLength(50);
    expect(callbacks.map(({ outcome }) => outcome)).toEqual([...Array(49).fill('repeat'), 'applied']);
    const replayed = must(await open.client.reports.replay({ id: message?.callbackId ?? 0, to: 'store' }));
    expect(replayed.status).toBe(200);
    expect(await listed(open)).toEqual([message]);
  });

  it('with another sub_msg_id is another part of it', async () => {
    const open = await withNumber();
    for (const part of ['a', 'b'])
      await postReport(
        open.number.url,
        inboundBody({ msg_id: 'm', sub_msg_id: part, text: part }),
        numberSecret,
      );
    expect((await listed(open)).map(({ text, parts }) => [text, parts])).toEqual([
      ['b', 2],
      ['a', 2],
    ]);
  });

  it('that is not documented is kept as far as it can be read', async () => {
    const open = await withNumber();
    const bodies = [
      '{"channel":"whatsapp","sender":"37255500009","content":{"image":1}}',
      '[1, 2]',
      'not JSON',
      '{"sender":5,"text":null,"time":"yesterday","msg_id":""}',
    ];
    for (const body of bodies) {
      expect(await postReport(open.number.url, body, numberSecret)).toBe(200);
      expect(await postReport(open.number.url, body, numberSecret)).toBe(200);
    }
    const messages = (await listed(open)).toReversed();
    expect(messages.map(({ channel, from, text }) => [channel, from, text])).toEqual([
      ['whatsapp', '+37255500009', null],
      [null, null, null],
      [null, null, null],
      [null, null, null],
    ]);
    const raw = await Promise.all(
      messages.map(async ({ callbackId }) => must(await open.client.reports.get({ id: callbackId ?? 0 }))),
    );
    expect(raw.map(({ bodyText }) => bodyText)).toEqual(bodies);
    expect(raw.map(({ outcome }) => outcome)).toEqual(['applied', 'unreadable', 'unreadable', 'applied']);
  });

  it('with an invalid signature is kept apart, and becomes a message once the secret is right', async () => {
    const open = await withNumber();
    expect(await postReport(open.number.url, inboundBody({ text: 'guess' }), 'a guess')).toBe(401);
    expect(await postReport(open.number.url, inboundBody({ text: 'unsigned' }), null)).toBe(401);
    expect(await listed(open)).toEqual([]);
    expect((await open.client.reports.list({ verdict: 'forged' })).rows).toMatchObject([
      { inbound: { number: '1234', from: null } },
    ]);
    must(await open.client.inbound.setSecret({ id: '1234', secret: 'a guess' }));
    expect((await listed(open)).map(({ text }) => text)).toEqual(['guess']);
    // The earlier secret still verifies.
    expect(await postReport(open.number.url, inboundBody({ text: 'earlier' }), numberSecret)).toBe(200);
    expect((await listed(open)).map(({ text }) => text)).toEqual(['earlier', 'guess']);
  });

  it('with an invalid signature displaces no delivery report and no other number', async () => {
    const open = await withNumber();
    const other = await addNumber(open.client, open.accountId, '5678');
    await postReport(other.url, inboundBody(), 'a guess');
    for (let count = 0; count < 1_010; count += 1)
      await postReport(open.number.url, `{"n":${count}}`, 'a guess');
    const file = join(open.folder, databaseName);
    expect(
      rowsOf(
        file,
        `SELECT n.number, count(*) AS n FROM callback c JOIN inbound_number n ON n.id = c.inbound_id GROUP BY 1 ORDER BY 1`,
      ),
    ).toEqual([
      { number: '1234', n: 1_000 },
      { number: '5678', n: 1 },
    ]);
  });

  it('waits for the key store, and is verified once it is open', async () => {
    const { folder, stop } = await withNumber();
    await stop();
    const locked = await openConsole({ folder, passphrase: null });
    const [number] = await locked.client.inbound.numbers();
    const url = number?.address ?? '';
    expect(await postReport(url, inboundBody({ text: 'genuine' }), numberSecret)).toBe(200);
    expect(await postReport(url, inboundBody({ text: 'forged' }), 'a guess')).toBe(200);
    expect(await listed(locked)).toEqual([]);
    expect((await locked.client.reports.list({})).rows).toMatchObject([
      { verdict: 'postponed', inbound: { number: '1234' } },
      { verdict: 'postponed', inbound: { number: '1234' } },
    ]);
    must(await locked.client.secrets.unlock({ passphrase: testPassphrase }));
    await eventually(async () => (await listed(locked)).map(({ text }) => text)).toEqual(['genuine']);
    await eventually(async () =>
      (await locked.client.reports.list({})).rows.map(({ verdict }) => verdict),
    ).toEqual(['forged', 'verified']);
  });

  it('is followed as it comes, each once', async () => {
    const open = await withNumber();
    const live = await open.client.inbound.live({ after: 0 });
    const body = inboundBody({ text: 'one' });
    await postReport(open.number.url, body, numberSecret);
    await postReport(open.number.url, body, numberSecret);
    await postReport(open.number.url, inboundBody({ text: 'two' }), numberSecret);
    const texts: unknown[] = [];
    for await (const { text } of live) {
      texts.push(text);
      if (texts.length === 2) break;
    }
    expect(texts).toEqual(['one', 'two']);
  });

  it('only reaches the paths of numbers in use', async () => {
    const open = await withNumber();
    const { origin } = new URL(open.number.url);
    for (const path of ['/inbound/', '/inbound/nobody', '/inbound', '/subscribe/x', '/'])
      expect(await postReport(`${origin}${path}`, inboundBody(), numberSecret)).toBe(404);
    expect((await fetch(open.number.url)).status).toBe(405);
    expect(await postReport(`${open.number.url}/more`, inboundBody(), numberSecret)).toBe(404);
    expect(await postReport(open.number.url, 'x'.repeat(70_000), numberSecret)).toBe(413);
    must(await open.client.inbound.remove({ id: '1234' }));
    expect(await postReport(open.number.url, inboundBody(), numberSecret)).toBe(404);
    expect(await open.client.inbound.numbers()).toEqual([]);
    const tokens = (await open.client.reports.refused()).rows.map(({ path }) => path).join(' ');
    expect(tokens).not.toContain(open.number.url.split('/').at(-1));
  });

  it('and no path of a request shows a whole token, whatever comes before it', () => {
    const token = '5f1d0e0c2f6a4e5c8d7b6a5948372615';
    for (const path of [
      `/inbound/${token}`,
      `/inbound/inbound/${token}`,
      `/dlr/dlr/${token}/0123456789abcdef`,
      `/hooks/dlr/inbound/${token}?x=1`,
      `/inbound/${token}/dlr/0123456789`,
    ]) {
      expect(shortenToken(path)).toContain('/5f1d…');
      expect(shortenToken(path)).not.toContain('5f1d0');
    }
  });
});

it('any order of messages, copies and forgeries stores each genuine message once', async () => {
  const open = await withNumber();
  const posts = fc.array(
    fc.record({
      id: fc.integer({ min: 0, max: 5 }),
      part: fc.integer({ min: 0, max: 1 }),
      signed: fc.boolean(),
    }),
    { maxLength: 12 },
  );
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(posts, async (list) => {
      runs += 1;
      for (const { id, part, signed } of list) {
        const body = inboundBody({
          msg_id: `${runs}-${id}`,
          sub_msg_id: String(part),
          text: `${id} ${part}`,
        });
        expect(await postReport(open.number.url, body, signed ? numberSecret : 'a guess')).toBe(
          signed ? 200 : 401,
        );
      }
      const rows = must(await open.client.inbound.list({ limit: 500 })).rows;
      const own = rows.filter(({ msgId }) => msgId?.startsWith(`${runs}-`)).map(({ text }) => text);
      const genuine = new Set(list.flatMap(({ id, part, signed }) => (signed ? [`${id} ${part}`] : [])));
      expect(own.toSorted()).toEqual([...genuine].toSorted());
    }),
    { numRuns: 15 },
  );
});

describe('a number that is removed', () => {
  /** Opens a locked console, stores messages that wait for its key store, and unlocks it. */
  async function unlockedWithWaiting() {
    const { folder, stop, accountId } = await withNumber();
    await stop();
    const open = await openConsole({ folder, passphrase: null });
    const url = (await open.client.inbound.numbers())[0]?.address ?? '';
    // More than are verified at once.
    for (let count = 0; count < 130; count += 1)
      expect(await postReport(url, inboundBody({ text: `${count}` }), numberSecret)).toBe(200);
    must(await open.client.secrets.unlock({ passphrase: testPassphrase }));
    return { ...open, accountId };
  }

  const verdicts = async ({ client }: Pick<Opened, 'client'>) => {
    const { rows } = await client.reports.list({ limit: 500 });
    return Object.entries(Object.groupBy(rows, ({ verdict }) => verdict)).map(([verdict, all]) => [
      verdict,
      all?.length,
    ]);
  };

  it('has its waiting messages verified before its secret is deleted', async () => {
    const open = await unlockedWithWaiting();
    must(await open.client.inbound.remove({ id: '1234' }));
    await eventually(async () => await verdicts(open)).toEqual([['verified', 130]]);
  });

  it('with its account has its waiting messages verified too', async () => {
    const open = await unlockedWithWaiting();
    must(await open.client.accounts.remove({ id: open.accountId }));
    await eventually(async () => await verdicts(open)).toEqual([['verified', 130]]);
    await eventually(async () =>
      (await open.client.journal.list({ limit: 50 })).entries.map(({ what }) => what),
    ).toContain('inbound-number-removed');
  });

  it('is not one whose account is only missing: it keeps its secret', async () => {
    const { folder, stop, accountId } = await withNumber();
    await stop();
    const file = join(folder, databaseName);
    const changeAccount = (sql: string): void => {
      const database = new Database(file);
      database.pragma('foreign_keys = OFF');
      database.exec(sql);
      database.close();
    };
    changeAccount(`CREATE TABLE kept_account AS SELECT * FROM account WHERE id = '${accountId}';
      CREATE TABLE kept_token AS SELECT * FROM account_token;
      DELETE FROM account_token; DELETE FROM account WHERE id = '${accountId}'`);
    await (await openConsole({ folder })).stop();
    changeAccount(`INSERT INTO account SELECT * FROM kept_account; INSERT INTO account_token SELECT * FROM kept_token;
      DROP TABLE kept_account; DROP TABLE kept_token`);
    const again = await openConsole({ folder });
    const [number] = await again.client.inbound.numbers();
    expect(number).toMatchObject({ number: '1234', secretSet: true });
    expect(await postReport(number?.address ?? '', inboundBody(), numberSecret)).toBe(200);
  });
});

it('a number that two accounts have is only changed by its id', async () => {
  const open = await withNumber();
  const { account } = must(
    await open.client.accounts.add({ name: 'Other', username: 'u', password: 'p4ss', unchecked: true }),
  );
  const other = must(
    await open.client.inbound.add({ number: '1234', accountId: account.id, secret: numberSecret }),
  );
  for (const refused of [
    await open.client.inbound.remove({ id: '1234' }),
    await open.client.inbound.setSecret({ id: '1234', secret: 'another' }),
    await open.client.inbound.confirmAddress({ id: '1234' }),
  ])
    expect(refused).toMatchObject({
      problem: { code: 'inbound-number-ambiguous', params: { numbers: expect.stringContaining(other.id) } },
    });
  must(await open.client.inbound.remove({ id: other.id }));
  must(await open.client.inbound.setSecret({ id: '1234', secret: 'another' }));
});

it('a secret whose number cannot be stored is deleted again', async () => {
  const { console: running, client, folder, accountId } = await consoleWithSandbox();
  const secrets = await running.parts.secrets();
  const put = vi.spyOn(secrets, 'set');
  const database = new Database(join(folder, databaseName));
  database.exec(
    `CREATE TRIGGER no_room BEFORE INSERT ON inbound_number BEGIN SELECT RAISE(ABORT, 'no room'); END`,
  );
  database.close();
  await expect(client.inbound.add({ number: '1234', accountId, secret: numberSecret })).rejects.toThrow();
  const [id] = put.mock.calls[0] ?? [];
  expect(id).toBeDefined();
  if (id !== undefined) expect(must(await secrets.get(id))).toBeNull();
});

describe('the address of a number', () => {
  it('needs a fixed public address, and a warning stands until it is confirmed', async () => {
    const open = await openConsole();
    must(
      await open.client.accounts.add({
        name: 'Shop',
        username: 'u',
        password: 'p4ssw0rd-of-shop',
        unchecked: true,
      }),
    );
    const added = must(await open.client.inbound.add({ number: '+372 5550 0002', secret: numberSecret }));
    expect(added).toMatchObject({ number: '+37255500002', address: null, shownAddress: null });
    expect(added.warning?.code).toBe('inbound-no-address');
    expect(codeOf(await open.client.inbound.confirmAddress({ id: added.id }))).toBe('inbound-no-address');
    const warning = async () => (await open.client.inbound.numbers())[0]?.warning?.code ?? null;
    const troubles = async () =>
      (await open.client.console.overview()).troubles.map(({ problem }) => problem.code);
    must(await open.client.settings.set({ tunnel: 'http://127.0.0.1:9' }));
    await eventually(warning).toBe('inbound-address-unconfirmed');
    must(await open.client.inbound.confirmAddress({ id: added.id }));
    expect(await warning()).toBeNull();
    expect(await troubles()).toEqual([]);
    must(await open.client.settings.set({ tunnel: 'http://127.0.0.1:9/hooks' }));
    await eventually(warning).toBe('inbound-address-changed');
    expect(await troubles()).toContain('inbound-address-changed');
    const doctor = await open.client.doctor.run({});
    expect(doctor.checks.find(({ name }) => name === 'inbound')).toMatchObject({
      state: 'warning',
      problem: { code: 'doctor-inbound', params: {} },
    });
    expect(await troubles()).toContain('inbound-address-changed');
    must(await open.client.inbound.confirmAddress({ id: added.id }));
    expect(await warning()).toBeNull();
    must(await open.client.settings.set({ tunnel: 'none' }));
    await eventually(warning).toBe('inbound-no-address');
  });

  it('is in no warning, and the doctor names no number', async () => {
    const open = await withNumber();
    const token = open.number.url.split('/').at(-1) ?? '';
    for (const tunnel of ['http://127.0.0.1:9/hooks', 'none']) {
      must(await open.client.settings.set({ tunnel }));
      if (tunnel !== 'none')
        await eventually(async () => (await open.client.inbound.numbers())[0]?.warning?.code).toBe(
          'inbound-address-changed',
        );
      const { troubles } = await open.client.console.overview();
      const [number] = await open.client.inbound.numbers();
      expect(JSON.stringify([troubles, number?.warning])).not.toContain(token);
      const found = (await open.client.doctor.run({})).checks.find(({ name }) => name === 'inbound');
      expect(JSON.stringify(found)).not.toMatch(/1234|\/inbound\//u);
    }
  });

  it('answers 404 once its account is removed, and the number is removed with it', async () => {
    const open = await withNumber();
    must(await open.client.accounts.remove({ id: open.accountId }));
    await eventually(async () => await postReport(open.number.url, inboundBody(), numberSecret)).toBe(404);
    await eventually(async () => await open.client.inbound.numbers()).toEqual([]);
    const entries = (await open.client.journal.list({ limit: 50 })).entries.map(({ what }) => what);
    expect(entries).toContain('inbound-number-removed');
  });

  it('is refused for what is no number, for a number twice, and without a secret', async () => {
    const { client, accountId } = await withNumber();
    const add = (number: string, secret?: string) =>
      client.inbound.add({ number, accountId, ...(secret === undefined ? {} : { secret }) });
    expect(codeOf(await add('1234', 'x'))).toBe('inbound-number-taken');
    expect(codeOf(await add('', 'x'))).toBe('inbound-number-invalid');
    expect(codeOf(await add('+12', 'x'))).toBe('inbound-number-invalid');
    expect(codeOf(await add('5678'))).toBe('inbound-secret-missing');
    expect(codeOf(await client.inbound.remove({ id: 'nobody' }))).toBe('no-such-inbound-number');
    const entries = (await client.journal.list({ limit: 50 })).entries.map(({ what }) => what);
    expect(entries.filter((what) => what.startsWith('inbound'))).toEqual(['inbound-number-added']);
  });
});

describe('what a person wrote', () => {
  it('is shown, and is erased with the raw bytes; a replay does not bring it back', async () => {
    const open = await withNumber();
    const body = inboundBody({ text: 'from the person' });
    await postReport(open.number.url, body, numberSecret);
    await postReport(
      open.number.url,
      inboundBody({ sender: '+37255500099', text: `Call ${person}, please` }),
      numberSecret,
    );
    expect(must(await open.client.privacy.about({ number: person })).inbound).toBe(1);
    expect(must(await open.client.privacy.erase({ number: person })).inbound).toBe(1);
    expect((await listed(open)).map(({ from, text }) => [from, text])).toEqual([
      ['+37255500099', 'Call , please'],
    ]);
    expect(await postReport(open.number.url, body, numberSecret)).toBe(200);
    expect(await postReport(open.number.url, body, 'a guess')).toBe(401);
    expect(await listed(open)).toHaveLength(1);
    const file = join(open.folder, databaseName);
    expect(rowsOf(file, `SELECT count(*) AS n FROM callback WHERE instr(body, '55500001') > 0`)).toEqual([
      { n: 0 },
    ]);
    expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
  });

  it('is removed by the retention rule: the text, or all of it', async () => {
    let now = Date.parse('2026-11-30T12:00:00Z');
    const open = await withNumber({ now: () => now });
    const body = inboundBody();
    await postReport(open.number.url, body, numberSecret);
    now += 40 * 24 * 60 * 60 * 1_000;
    must(await open.client.settings.set({ retention: { kind: 'strip-texts', days: 30 } }));
    await open.console.parts.retention.apply();
    expect(await listed(open)).toMatchObject([
      { from: person, text: null, isStripped: true, callbackId: null },
    ]);
    expect(await postReport(open.number.url, body, numberSecret)).toBe(200);
    expect(await listed(open)).toMatchObject([{ text: null, callbackId: null }]);
    must(await open.client.settings.set({ retention: { kind: 'delete', days: 30 } }));
    await open.console.parts.retention.apply();
    expect(await listed(open)).toEqual([]);
    expect(await postReport(open.number.url, body, numberSecret)).toBe(200);
    expect(await listed(open)).toEqual([]);
  });

  it('is in a backup, and a restore loses nothing that arrived since', async () => {
    const open = await withNumber();
    const own = ownClient(open.console);
    await postReport(open.number.url, inboundBody({ text: 'before' }), numberSecret);
    const backup = join(temporaryFolder(), 'backup.db');
    await done(own, own.backups.backup({ file: backup }));
    const later = await addNumber(open.client, open.accountId, '5678');
    await postReport(open.number.url, inboundBody({ text: 'since' }), numberSecret);
    await postReport(later.url, inboundBody({ text: 'to the new number' }), numberSecret);
    await done(own, own.backups.restore({ file: backup }));
    await eventually(async () => (await open.client.inbound.numbers()).map(({ number }) => number)).toEqual([
      '1234',
      '5678',
    ]);
    const messages = (await listed(open)).toReversed();
    expect(messages.map(({ text }) => text)).toEqual(['before', 'since', 'to the new number']);
    for (const { callbackId } of messages) expect(callbackId).not.toBeNull();
    expect(await postReport(later.url, inboundBody({ text: 'after' }), numberSecret)).toBe(200);

    const other = await openConsole();
    const there = ownClient(other.console);
    await done(there, there.backups.restore({ file: backup }));
    expect((await listed(other)).map(({ text }) => text)).toEqual(['before']);
    expect(await other.client.inbound.numbers()).toMatchObject([
      { number: '1234', secretSet: false, warning: { code: 'inbound-no-secret' } },
    ]);
  });
});

it('simulated people of the built-in sandbox write to its number', async () => {
  const { client, folder, stop } = await openConsole();
  const sandbox = must(await client.accounts.sandbox());
  const added = must(await client.inbound.add({ number: '1234', accountId: sandbox.id }));
  expect(added.warning).toBeNull();
  must(await client.sandbox.write({ from: person, to: '1234', text: 'Tere', channel: 'sms' }));
  await eventually(async () => (await listed({ client })).map(({ text }) => text)).toEqual(['Tere']);
  expect(codeOf(await client.inbound.setSecret({ id: '1234', secret: 'x' }))).toBe('inbound-secret-sandbox');
  await stop();
  const again = await openConsole({ folder, callbackPort: 0 });
  must(await again.client.sandbox.write({ from: person, to: '1234', text: 'again', channel: 'sms' }));
  await eventually(async () => (await listed(again)).map(({ text }) => text)).toEqual(['again', 'Tere']);
});

/** Writes a database of the format before inbound messages, with a callback of each kind and a message. */
function previousDatabase(): string {
  const file = join(temporaryFolder(), databaseName);
  const old = migrate(
    file,
    migrations.filter(({ version }) => version < inbound.version),
  );
  old.exec(`
    INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at)
      VALUES ('a', 'A', 'messente', 'blue', 'u', 'b', 'p', 'nostore', 1);
    INSERT INTO callback (received_at, account_id, method, target, headers, body, verdict, outcome)
      VALUES (1, 'a', 'POST', '/dlr/x', '[]', x'78', 'verified', 'unreadable');
    INSERT INTO postponed_callback (id, received_at, account_id, method, target, headers, body, size)
      VALUES (2, 1, 'a', 'POST', '/dlr/x', '[]', x'78', 1);
  `);
  old.close();
  return file;
}

it('a database of the previous format is migrated, with its callbacks', () => {
  const file = previousDatabase();
  migrate(file, migrations).close();
  expect(rowsOf(file, 'SELECT id, inbound_id, inbound_message_id FROM callback')).toEqual([
    { id: 1, inbound_id: null, inbound_message_id: null },
  ]);
  expect(rowsOf(file, 'SELECT id, inbound_id FROM postponed_callback')).toEqual([
    { id: 2, inbound_id: null },
  ]);
  expect(databaseFaults(file, join(temporaryFolder(), 'copy.db'))).toEqual([]);
});

it('a backup of the previous format is restored, and the console then receives inbound messages', async () => {
  const open = await withNumber();
  const own = ownClient(open.console);
  await done(own, own.backups.restore({ file: previousDatabase() }));
  await eventually(async () => (await open.client.inbound.numbers()).map(({ number }) => number)).toEqual([
    '1234',
  ]);
  expect(await postReport(open.number.url, inboundBody(), numberSecret)).toBe(200);
  expect(await listed(open)).toMatchObject([{ text: 'Tere!' }]);
  expect(databaseFaults(join(open.folder, databaseName), join(temporaryFolder(), 'copy.db'))).toEqual([]);
});
